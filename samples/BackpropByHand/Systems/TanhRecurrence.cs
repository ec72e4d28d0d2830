using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>The three-step recurrent network with tanh at the project's reference point for it.</summary>
internal static class TanhRecurrence
{
    private const string Forward = "S_t = tanh(z_t), z_t = Wx·X_t + Ws·S_{t−1} + b1, O_t = Wo·S_t + b2";

    private static readonly RecurrenceInputs Inputs = new(
        X1: 0.2522993155564918, X2: 0.022396428326918568, X3: -1.222914773606947, S0: 0.5627786805083254,
        Wx: 2.0676770563052735, Ws: -0.4094093200073885, Wo: -1.0295454009755327,
        B1: 1.8056797926406685, B2: -0.6931932454734615,
        Y1: 1.494435279065255, Y2: -0.6268675464835856, Y3: 0.9097503965173811);

    private static readonly RecurrenceByHand ByHand = new(Inputs, tanh: true);

    public static DerivedSystem CreateLastLoss()
    {
        RecurrenceInputs v = Inputs;
        TanhRecurrentNetwork.LastLossGradient(
            v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.S0, v.X1, v.X2, v.X3, v.Y3,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);

        return new DerivedSystem(
            "Recurrent network with tanh, the last of three steps: L3 = ½(O3 − Y3)², " + Forward,
            typeof(TanhRecurrentNetwork),
            nameof(TanhRecurrentNetwork.LastLossGradient),
            RecurrenceByHand.Definitions(tanh: true),
            ByHand.DeriveLastLoss(),
            new Dictionary<string, double>
            {
                [nameof(dWx)] = dWx,
                [nameof(dWs)] = dWs,
                [nameof(dWo)] = dWo,
                [nameof(db1)] = db1,
                [nameof(db2)] = db2,
            });
    }

    public static DerivedSystem CreateLoss()
    {
        RecurrenceInputs v = Inputs;
        TanhRecurrentNetwork.LossGradient(
            v.X1, v.X2, v.X3, v.S0, v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.Y1, v.Y2, v.Y3,
            out double dX1, out double dX2, out double dX3, out double dS0,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);

        return new DerivedSystem(
            "Recurrent network with tanh, all three steps: L = Σ_t ½(O_t − Y_t)², " + Forward,
            typeof(TanhRecurrentNetwork),
            nameof(TanhRecurrentNetwork.LossGradient),
            RecurrenceByHand.Definitions(tanh: true),
            ByHand.DeriveLoss(),
            new Dictionary<string, double>
            {
                [nameof(dX1)] = dX1,
                [nameof(dX2)] = dX2,
                [nameof(dX3)] = dX3,
                [nameof(dS0)] = dS0,
                [nameof(dWx)] = dWx,
                [nameof(dWs)] = dWs,
                [nameof(dWo)] = dWo,
                [nameof(db1)] = db1,
                [nameof(db2)] = db2,
            });
    }
}
