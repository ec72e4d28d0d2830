using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.BackpropByHand.Functions;

/// <summary>The long short-term memory cell with one unit, as a map from its old state to its new one.</summary>
internal static partial class LstmState
{
    /// <summary>
    /// c_t as a function of c_{t−1}. The gates see h_{t−1} = o_{t−1}·tanh(c_{t−1}), so the old state reaches the new one
    /// through the forget gate's product and through all three gates. The parts W·x + b, constant here, come as one number each.
    /// </summary>
    [Differentiable]
    internal static double Next(
        double cPrev,
        [NoGradient] double oPrev,
        [NoGradient] double Uf, [NoGradient] double Ui, [NoGradient] double Uc,
        [NoGradient] double af, [NoGradient] double ai, [NoGradient] double ac)
    {
        double h = oPrev * Math.Tanh(cPrev);
        double net_f = af + (Uf * h);
        double net_i = ai + (Ui * h);
        double net_c = ac + (Uc * h);
        double f = Sigmoid(net_f);
        double i = Sigmoid(net_i);
        double g = Math.Tanh(net_c);
        return (f * cPrev) + (i * g);
    }

    /// <summary>The same step with h_{t−1} as an input of its own: its two derivatives are the direct path and the path through the gates.</summary>
    [Differentiable]
    internal static double Step(
        double cPrev, double h,
        [NoGradient] double Uf, [NoGradient] double Ui, [NoGradient] double Uc,
        [NoGradient] double af, [NoGradient] double ai, [NoGradient] double ac)
    {
        double net_f = af + (Uf * h);
        double net_i = ai + (Ui * h);
        double net_c = ac + (Uc * h);
        double f = Sigmoid(net_f);
        double i = Sigmoid(net_i);
        double g = Math.Tanh(net_c);
        return (f * cPrev) + (i * g);
    }
}
