using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.BackpropByHand.Functions;

/// <summary>Gated recurrent units with one unit, as maps from the old state to the new one.</summary>
internal static partial class GruState
{
    /// <summary>h_t as a function of h_{t−1}, the reset gate before U_h. The parts W·x + b, constant here, come as one number each.</summary>
    [Differentiable]
    internal static double Next(
        double h,
        [NoGradient] double Uz, [NoGradient] double Ur, [NoGradient] double Uh,
        [NoGradient] double az, [NoGradient] double ar, [NoGradient] double ah)
    {
        double net_z = az + (Uz * h);
        double z = Sigmoid(net_z);
        double net_r = ar + (Ur * h);
        double r = Sigmoid(net_r);
        double net_n = ah + (Uh * (r * h));
        double n = Math.Tanh(net_n);
        return ((1 - z) * h) + (z * n);
    }

    /// <summary>The same with z and r merged into one gate.</summary>
    [Differentiable]
    internal static double NextMerged(
        double h,
        [NoGradient] double Ur, [NoGradient] double Uh,
        [NoGradient] double ar, [NoGradient] double ah)
    {
        double net_r = ar + (Ur * h);
        double r = Sigmoid(net_r);
        double net_n = ah + (Uh * (r * h));
        double n = Math.Tanh(net_n);
        return ((1 - r) * h) + (r * n);
    }

    /// <summary>The documents' proposal, the reset gate moved last: c_t as a function of c_{t−1}, where h_{t−1} = r_{t−1}·c_{t−1}.</summary>
    [Differentiable]
    internal static double NextReordered(
        double cPrev,
        [NoGradient] double rPrev,
        [NoGradient] double Uz, [NoGradient] double Uh,
        [NoGradient] double az, [NoGradient] double ah)
    {
        double h = rPrev * cPrev;
        double net_z = az + (Uz * h);
        double z = Sigmoid(net_z);
        double net_n = ah + (Uh * h);
        double n = Math.Tanh(net_n);
        return ((1 - z) * cPrev) + (z * n);
    }
}
