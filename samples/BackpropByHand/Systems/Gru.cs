using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>State is h_{t−1}, for the reordered unit c_{t−1}; A stands for the part W·x + b of a gate.</summary>
internal sealed record GruInputs(
    double State, double RPrev, double Uz, double Ur, double Uh, double Az, double Ar, double Ah);

/// <summary>The state Jacobians of the gated recurrent units with one unit: vector–Jacobian products with the upstream 1.</summary>
internal static class Gru
{
    /// <summary>Gates neither shut nor saturated, weights of both signs: no term of the sums is negligible.</summary>
    private static readonly GruInputs Inputs = new(
        State: -0.45, RPrev: 0.7, Uz: 1.2, Ur: -0.8, Uh: 1.5, Az: 0.3, Ar: 0.25, Ah: -0.6);

    public static DerivedSystem CreateNext()
    {
        GruInputs v = Inputs;
        double dh = 0;
        GruState.NextBackward(v.State, v.Uz, v.Ur, v.Uh, v.Az, v.Ar, v.Ah, dResult: 1, ref dh);
        return new DerivedSystem(
            "Gated recurrent unit: h_t = (1 − z)·h_{t−1} + z·n, z = σ(net_z), r = σ(net_r), n = tanh(net_n), net_n = a_h + U_h·r·h_{t−1}",
            typeof(GruState),
            nameof(GruState.NextGradient),
            GruByHand.Definitions,
            GruByHand.DeriveNext(v),
            new Dictionary<string, double> { [nameof(dh)] = dh })
        {
            NumbersFrom = nameof(GruState.NextBackward) + ", upstream 1",
        };
    }

    public static DerivedSystem CreateMerged()
    {
        GruInputs v = Inputs;
        double dh = 0;
        GruState.NextMergedBackward(v.State, v.Ur, v.Uh, v.Ar, v.Ah, dResult: 1, ref dh);
        return new DerivedSystem(
            "Gated recurrent unit, z and r merged: h_t = (1 − r)·h_{t−1} + r·n",
            typeof(GruState),
            nameof(GruState.NextMergedGradient),
            GruByHand.Definitions,
            GruByHand.DeriveMerged(v),
            new Dictionary<string, double> { [nameof(dh)] = dh })
        {
            NumbersFrom = nameof(GruState.NextMergedBackward) + ", upstream 1",
        };
    }

    public static DerivedSystem CreateReordered()
    {
        GruInputs v = Inputs;
        double dCPrev = 0;
        GruState.NextReorderedBackward(v.State, v.RPrev, v.Uz, v.Uh, v.Az, v.Ah, dResult: 1, ref dCPrev);
        return new DerivedSystem(
            "Gated recurrent unit, reset gate last: c_t = (1 − z)·c_{t−1} + z·n, net_k = a_k + U_k·h_{t−1}, h_{t−1} = r_{t−1}·c_{t−1}",
            typeof(GruState),
            nameof(GruState.NextReorderedGradient),
            GruByHand.Definitions,
            GruByHand.DeriveReordered(v),
            new Dictionary<string, double> { [nameof(dCPrev)] = dCPrev })
        {
            NumbersFrom = nameof(GruState.NextReorderedBackward) + ", upstream 1",
        };
    }
}
