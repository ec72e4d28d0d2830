using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;
using static SymbolicGrad.Samples.BackpropByHand.ByHand.Neuron;

namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>
/// ∂c_t/∂c_{t−1} = f + c_{t−1}·∂f/∂c_{t−1} + ĉ·∂i/∂c_{t−1} + i·∂ĉ/∂c_{t−1}: the forget gate is the main term, and each of the
/// others carries its weight U through four factors that are all below one. Written here g for ĉ.
/// </summary>
internal sealed class LstmByHand
{
    private readonly LstmInputs v;
    private readonly double f;
    private readonly double i;
    private readonly double g;

    public LstmByHand(LstmInputs v)
    {
        this.v = v;
        double h = v.OPrev * Math.Tanh(v.CPrev);
        f = Sigmoid(v.Af + (v.Uf * h));
        i = Sigmoid(v.Ai + (v.Ui * h));
        g = Math.Tanh(v.Ac + (v.Uc * h));
    }

    /// <summary>Both sides may write the gates' derivatives in the gates' values.</summary>
    public static IReadOnlyList<string> Definitions { get; } =
    [
        "σ′(net_f) = f·(1 − f)",
        "σ′(net_i) = i·(1 − i)",
        "tanh′(net_c) = 1 − g²",
        "tanh′(cPrev) = 1 − tanh²(cPrev)",
    ];

    public IReadOnlyList<Derivation> DeriveNext()
    {
        // ∂h_{t−1}/∂c_{t−1}, the factor that all paths through the gates share.
        double tanh = Math.Tanh(v.CPrev);
        double share = v.OPrev * (1 - (tanh * tanh));
        double value = f
            + (f * (1 - f) * share * v.CPrev * v.Uf)
            + (i * (1 - i) * share * g * v.Ui)
            + ((1 - (g * g)) * share * i * v.Uc);
        const string Share = "oPrev·(1 − tanh²(cPrev))";
        return
        [
            new(
                "dCPrev",
                "∂c_t/∂c_{t−1}",
                "f + f·(1 − f)·" + Share + "·cPrev·Uf + i·(1 − i)·" + Share + "·g·Ui + (1 − g²)·" + Share + "·i·Uc",
                value),
        ];
    }

    public IReadOnlyList<Derivation> DeriveStep() =>
    [
        new("dCPrev", "∂c_t/∂c_{t−1}", "f", f),
        new(
            "dh",
            "∂c_t/∂h_{t−1}",
            "f·(1 − f)·cPrev·Uf + i·(1 − i)·g·Ui + (1 − g²)·i·Uc",
            (f * (1 - f) * v.CPrev * v.Uf) + (i * (1 - i) * g * v.Ui) + ((1 - (g * g)) * i * v.Uc)),
    ];
}
