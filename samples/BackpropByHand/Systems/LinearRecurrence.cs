using SymbolicGrad.Samples.BackpropByHand.Functions;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>The three-step recurrent network without activation at the project's reference point for it.</summary>
internal static class LinearRecurrence
{
    public static readonly Recurrence Instance = new(
        "without activation",
        "S_t = Wx·X_t + Ws·S_{t−1} + b1, O_t = Wo·S_t + b2",
        typeof(LinearRecurrentNetwork),
        new RecurrenceInputs(
            X1: 1.146935055884293, X2: 0.5948380279957848, X3: 1.3702595560473085, S0: 0.0027632674076109856,
            Wx: -0.6473319017662442, Ws: 1.1132206689799753, Wo: 0.7239078352311985,
            B1: 0.19809499618806534, B2: -0.5887815858916402,
            Y1: 0.9343517402201267, Y2: 0.39325130489846305, Y3: 1.203005946029158),
        tanh: false,
        LinearRecurrentNetwork.LastLossGradient,
        LinearRecurrentNetwork.LossGradient);
}
