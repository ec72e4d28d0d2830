namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>Three inputs and targets, the initial state and the parameters that all steps share.</summary>
internal sealed record RecurrenceInputs(
    double X1, double X2, double X3, double S0,
    double Wx, double Ws, double Wo, double B1, double B2,
    double Y1, double Y2, double Y3);
