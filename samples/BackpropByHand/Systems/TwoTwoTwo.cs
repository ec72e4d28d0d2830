using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

internal sealed record TwoTwoTwoInputs(
    double W1, double W2, double W3, double W4, double W5, double W6, double W7, double W8,
    double B1, double B2, double I1, double I2, double T1, double T2);

/// <summary>The 2-2-2 network at the project's reference point for it.</summary>
internal static class TwoTwoTwo
{
    private static readonly TwoTwoTwoInputs Inputs = new(
        W1: 0.4357003989476018, W2: -0.6091245520614479, W3: 0.544715499239806, W4: -0.8126055744672542,
        W5: 0.25044148527625887, W6: 0.9080965844683475, W7: 0.543209860227855, W8: -1.1494494037962004,
        B1: -0.7447947768571515, B2: -0.7893830039356169,
        I1: -0.315758740110214, I2: 0.020543833213193086, T1: -0.6263469971442327, T2: -0.5546741384441878);

    public static DerivedSystem Create()
    {
        TwoTwoTwoInputs v = Inputs;
        TwoTwoTwoNetwork.LossGradient(
            v.W1, v.W2, v.W3, v.W4, v.W5, v.W6, v.W7, v.W8, v.B1, v.B2, v.I1, v.I2, v.T1, v.T2,
            out double dw1, out double dw2, out double dw3, out double dw4,
            out double dw5, out double dw6, out double dw7, out double dw8,
            out double db1, out double db2);

        return new DerivedSystem(
            "2-2-2 network: L = ½(o1 − t1)² + ½(o2 − t2)², every neuron sigmoid",
            typeof(TwoTwoTwoNetwork),
            nameof(TwoTwoTwoNetwork.LossGradient),
            Definitions: [],
            TwoTwoTwoByHand.Derive(v),
            new Dictionary<string, double>
            {
                [nameof(dw1)] = dw1,
                [nameof(dw2)] = dw2,
                [nameof(dw3)] = dw3,
                [nameof(dw4)] = dw4,
                [nameof(dw5)] = dw5,
                [nameof(dw6)] = dw6,
                [nameof(dw7)] = dw7,
                [nameof(dw8)] = dw8,
                [nameof(db1)] = db1,
                [nameof(db2)] = db2,
            });
    }
}
