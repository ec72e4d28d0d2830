using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;
using static SymbolicGrad.Samples.BackpropByHand.ByHand.Neuron;

namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>
/// The gated recurrent unit and its two variants. The main term is 1 − z; the others have one gate less than those of the long
/// short-term memory, and the factor 1 + (1 − r)·h·U_r on top. Written here n for ĥ.
/// </summary>
internal static class GruByHand
{
    /// <summary>Both sides may write the gates' derivatives in the gates' values.</summary>
    public static IReadOnlyList<string> Definitions { get; } =
        ["σ′(net_z) = z·(1 − z)", "σ′(net_r) = r·(1 − r)", "tanh′(net_n) = 1 − n²"];

    public static IReadOnlyList<Derivation> DeriveNext(GruInputs v)
    {
        double h = v.State;
        double z = Sigmoid(v.Az + (v.Uz * h));
        double r = Sigmoid(v.Ar + (v.Ur * h));
        double n = Math.Tanh(v.Ah + (v.Uh * (r * h)));
        double value = 1 - z
            - (z * (1 - z) * h * v.Uz)
            + (z * (1 - z) * n * v.Uz)
            + ((1 - (n * n)) * r * (1 + ((1 - r) * h * v.Ur)) * z * v.Uh);
        return
        [
            new(
                "dh",
                "∂h_t/∂h_{t−1}",
                "1 − z − z·(1 − z)·h·Uz + z·(1 − z)·n·Uz + (1 − n²)·r·(1 + (1 − r)·h·Ur)·z·Uh",
                value),
        ];
    }

    public static IReadOnlyList<Derivation> DeriveMerged(GruInputs v)
    {
        double h = v.State;
        double r = Sigmoid(v.Ar + (v.Ur * h));
        double n = Math.Tanh(v.Ah + (v.Uh * (r * h)));
        double value = 1 - r
            - (r * (1 - r) * h * v.Ur)
            + (r * (1 - r) * n * v.Ur)
            + ((1 - (n * n)) * r * (1 + ((1 - r) * h * v.Ur)) * r * v.Uh);
        return
        [
            new(
                "dh",
                "∂h_t/∂h_{t−1}",
                "1 − r − r·(1 − r)·h·Ur + r·(1 − r)·n·Ur + (1 − n²)·r·(1 + (1 − r)·h·Ur)·r·Uh",
                value),
        ];
    }

    public static IReadOnlyList<Derivation> DeriveReordered(GruInputs v)
    {
        double c = v.State;
        double h = v.RPrev * c;
        double z = Sigmoid(v.Az + (v.Uz * h));
        double n = Math.Tanh(v.Ah + (v.Uh * h));
        double value = 1 - z
            - (z * (1 - z) * v.RPrev * c * v.Uz)
            + (z * (1 - z) * v.RPrev * n * v.Uz)
            + ((1 - (n * n)) * v.RPrev * z * v.Uh);
        return
        [
            new(
                "dCPrev",
                "∂c_t/∂c_{t−1}",
                "1 − z − z·(1 − z)·rPrev·cPrev·Uz + z·(1 − z)·rPrev·n·Uz + (1 − n²)·rPrev·z·Uh",
                value),
        ];
    }
}
