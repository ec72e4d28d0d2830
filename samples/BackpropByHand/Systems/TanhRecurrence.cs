using SymbolicGrad.Samples.BackpropByHand.Functions;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>The three-step recurrent network with tanh at the project's reference point for it.</summary>
internal static class TanhRecurrence
{
    public static readonly Recurrence Instance = new(
        "with tanh",
        "S_t = tanh(z_t), z_t = Wx·X_t + Ws·S_{t−1} + b1, O_t = Wo·S_t + b2",
        typeof(TanhRecurrentNetwork),
        new RecurrenceInputs(
            X1: 0.2522993155564918, X2: 0.022396428326918568, X3: -1.222914773606947, S0: 0.5627786805083254,
            Wx: 2.0676770563052735, Ws: -0.4094093200073885, Wo: -1.0295454009755327,
            B1: 1.8056797926406685, B2: -0.6931932454734615,
            Y1: 1.494435279065255, Y2: -0.6268675464835856, Y3: 0.9097503965173811),
        tanh: true,
        TanhRecurrentNetwork.LastLossGradient,
        TanhRecurrentNetwork.LossGradient);
}
