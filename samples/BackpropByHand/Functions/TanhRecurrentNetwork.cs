namespace SymbolicGrad.Samples.BackpropByHand.Functions;

/// <summary>Three time steps of a recurrent network with tanh; the weights are shared by all steps.</summary>
internal static partial class TanhRecurrentNetwork
{
    /// <summary>L₃: the loss of the last step alone, for which the documents write the sum of products.</summary>
    [Differentiable]
    internal static double LastLoss(
        double Wx, double Ws, double Wo, double b1, double b2,
        [NoGradient] double S0, [NoGradient] double X1, [NoGradient] double X2, [NoGradient] double X3, [NoGradient] double Y3)
    {
        double z1 = (Wx * X1) + (Ws * S0) + b1;
        double S1 = Math.Tanh(z1);
        double z2 = (Wx * X2) + (Ws * S1) + b1;
        double S2 = Math.Tanh(z2);
        double z3 = (Wx * X3) + (Ws * S2) + b1;
        double S3 = Math.Tanh(z3);
        double O3 = (Wo * S3) + b2;
        return 0.5 * (O3 - Y3) * (O3 - Y3);
    }

    /// <summary>L = L₁ + L₂ + L₃: the loss of the whole sequence.</summary>
    [Differentiable]
    internal static double Loss(
        double X1, double X2, double X3, double S0,
        double Wx, double Ws, double Wo, double b1, double b2,
        [NoGradient] double Y1, [NoGradient] double Y2, [NoGradient] double Y3)
    {
        double z1 = (Wx * X1) + (Ws * S0) + b1;
        double S1 = Math.Tanh(z1);
        double z2 = (Wx * X2) + (Ws * S1) + b1;
        double S2 = Math.Tanh(z2);
        double z3 = (Wx * X3) + (Ws * S2) + b1;
        double S3 = Math.Tanh(z3);
        double O1 = (Wo * S1) + b2;
        double O2 = (Wo * S2) + b2;
        double O3 = (Wo * S3) + b2;
        return (0.5 * (O1 - Y1) * (O1 - Y1)) + (0.5 * (O2 - Y2) * (O2 - Y2)) + (0.5 * (O3 - Y3) * (O3 - Y3));
    }
}
