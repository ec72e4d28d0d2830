using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>A stands for the part W·x + b of a gate.</summary>
internal sealed record LstmInputs(
    double CPrev, double OPrev, double Uf, double Ui, double Uc, double Af, double Ai, double Ac);

/// <summary>
/// The state Jacobian of the long short-term memory cell with one unit. For one unit the Jacobian is one number, and the
/// vector–Jacobian product with the upstream 1 is that number.
/// </summary>
internal static class Lstm
{
    private const string Forward =
        "c_t = f·c_{t−1} + i·g, f = σ(net_f), i = σ(net_i), g = tanh(net_c), net_k = a_k + U_k·h_{t−1}";

    /// <summary>Gates neither shut nor saturated, weights of both signs: no term of the sum is negligible.</summary>
    private static readonly LstmInputs Inputs = new(
        CPrev: 0.8, OPrev: 0.65, Uf: 0.9, Ui: -1.3, Uc: 1.1, Af: 0.7, Ai: -0.2, Ac: 0.35);

    public static DerivedSystem CreateNext()
    {
        LstmInputs v = Inputs;
        double dCPrev = 0;
        LstmState.NextBackward(v.CPrev, v.OPrev, v.Uf, v.Ui, v.Uc, v.Af, v.Ai, v.Ac, dResult: 1, ref dCPrev);
        return new DerivedSystem(
            "Long short-term memory, all paths: " + Forward + ", h_{t−1} = o_{t−1}·tanh(c_{t−1})",
            typeof(LstmState),
            nameof(LstmState.NextGradient),
            LstmByHand.Definitions,
            new LstmByHand(v).DeriveNext(),
            new Dictionary<string, double> { [nameof(dCPrev)] = dCPrev })
        {
            NumbersFrom = nameof(LstmState.NextBackward) + ", upstream 1",
        };
    }

    public static DerivedSystem CreateStep()
    {
        LstmInputs v = Inputs;
        double dCPrev = 0;
        double dh = 0;
        double h = v.OPrev * Math.Tanh(v.CPrev);
        LstmState.StepBackward(v.CPrev, h, v.Uf, v.Ui, v.Uc, v.Af, v.Ai, v.Ac, dResult: 1, ref dCPrev, ref dh);
        return new DerivedSystem(
            "Long short-term memory, the direct path and the path through the gates apart: " + Forward,
            typeof(LstmState),
            nameof(LstmState.StepGradient),
            LstmByHand.Definitions,
            new LstmByHand(v).DeriveStep(),
            new Dictionary<string, double> { [nameof(dCPrev)] = dCPrev, [nameof(dh)] = dh })
        {
            NumbersFrom = nameof(LstmState.StepBackward) + ", upstream 1",
        };
    }
}
