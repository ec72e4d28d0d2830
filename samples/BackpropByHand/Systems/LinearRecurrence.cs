using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Functions;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>The three-step recurrent network without activation at the project's reference point for it.</summary>
internal static class LinearRecurrence
{
    private const string Forward = "S_t = Wx·X_t + Ws·S_{t−1} + b1, O_t = Wo·S_t + b2";

    private static readonly RecurrenceInputs Inputs = new(
        X1: 1.146935055884293, X2: 0.5948380279957848, X3: 1.3702595560473085, S0: 0.0027632674076109856,
        Wx: -0.6473319017662442, Ws: 1.1132206689799753, Wo: 0.7239078352311985,
        B1: 0.19809499618806534, B2: -0.5887815858916402,
        Y1: 0.9343517402201267, Y2: 0.39325130489846305, Y3: 1.203005946029158);

    private static readonly RecurrenceByHand ByHand = new(Inputs, tanh: false);

    public static DerivedSystem CreateLastLoss()
    {
        RecurrenceInputs v = Inputs;
        LinearRecurrentNetwork.LastLossGradient(
            v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.S0, v.X1, v.X2, v.X3, v.Y3,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);

        return new DerivedSystem(
            "Recurrent network without activation, the last of three steps: L3 = ½(O3 − Y3)², " + Forward,
            typeof(LinearRecurrentNetwork),
            nameof(LinearRecurrentNetwork.LastLossGradient),
            RecurrenceByHand.Definitions(tanh: false),
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
        LinearRecurrentNetwork.LossGradient(
            v.X1, v.X2, v.X3, v.S0, v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.Y1, v.Y2, v.Y3,
            out double dX1, out double dX2, out double dX3, out double dS0,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);

        return new DerivedSystem(
            "Recurrent network without activation, all three steps: L = Σ_t ½(O_t − Y_t)², " + Forward,
            typeof(LinearRecurrentNetwork),
            nameof(LinearRecurrentNetwork.LossGradient),
            RecurrenceByHand.Definitions(tanh: false),
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
