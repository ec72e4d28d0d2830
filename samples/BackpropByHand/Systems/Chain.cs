using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

internal sealed record ChainInputs(
    double X, double W1, double W2, double W3, double W4, double B1, double B2, double B3, double B4, double T);

/// <summary>The chain of four sigmoid neurons at the project's reference point for it.</summary>
internal static class Chain
{
    private static readonly ChainInputs Inputs = new(
        X: -0.19611421075430002,
        W1: 0.482596865218099, W2: -1.6019331590395882, W3: 1.0633875974780531, W4: -0.9496267346805997,
        B1: -0.3032778610674669, B2: -0.42528351423140875, B3: 0.2993339089693857, B4: -0.4608917520500135,
        T: -2.4687340394716126);

    public static DerivedSystem Create()
    {
        ChainInputs v = Inputs;
        SigmoidChain.CostGradient(
            v.X, v.W1, v.W2, v.W3, v.W4, v.B1, v.B2, v.B3, v.B4, v.T,
            out double dx, out double dw1, out double dw2, out double dw3, out double dw4,
            out double db1, out double db2, out double db3, out double db4);

        return new DerivedSystem(
            "Chain of four sigmoid neurons: C = ½(y4 − t)², y_k = σ(z_k), z_k = w_k·y_{k−1} + b_k, y_0 = x",
            typeof(SigmoidChain),
            nameof(SigmoidChain.CostGradient),
            Definitions: [],
            ChainByHand.Derive(v),
            new Dictionary<string, double>
            {
                [nameof(dx)] = dx,
                [nameof(dw1)] = dw1,
                [nameof(dw2)] = dw2,
                [nameof(dw3)] = dw3,
                [nameof(dw4)] = dw4,
                [nameof(db1)] = db1,
                [nameof(db2)] = db2,
                [nameof(db3)] = db3,
                [nameof(db4)] = db4,
            });
    }
}
