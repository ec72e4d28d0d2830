using SymbolicGrad.Samples.BackpropByHand.ByHand;
using SymbolicGrad.Samples.BackpropByHand.Report;

namespace SymbolicGrad.Samples.BackpropByHand.Systems;

/// <summary>A three-step recurrent network at its reference point: its generated gradients beside those by hand.</summary>
/// <param name="name">What the report calls the network.</param>
/// <param name="forward">Its definition.</param>
/// <param name="functions">The type that holds the annotated functions.</param>
/// <param name="v">The reference point.</param>
/// <param name="tanh">Whether the state has an activation.</param>
/// <param name="lastLoss">The generated gradient of the last step's loss.</param>
/// <param name="loss">The generated gradient of the whole loss.</param>
internal sealed class Recurrence(
    string name, string forward, Type functions, RecurrenceInputs v, bool tanh, Recurrence.LastLossGradient lastLoss, Recurrence.LossGradient loss)
{
    private readonly RecurrenceByHand _byHand = new(v, tanh);

    public delegate double LastLossGradient(
        double wx, double ws, double wo, double b1, double b2, double s0, double x1, double x2, double x3, double y3,
        out double dWx, out double dWs, out double dWo, out double db1, out double db2);

    public delegate double LossGradient(
        double x1, double x2, double x3, double s0, double wx, double ws, double wo, double b1, double b2, double y1, double y2, double y3,
        out double dX1, out double dX2, out double dX3, out double dS0,
        out double dWx, out double dWs, out double dWo, out double db1, out double db2);

    public DerivedSystem CreateLastLoss()
    {
        lastLoss(
            v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.S0, v.X1, v.X2, v.X3, v.Y3,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);
        return Create(
            "the last of three steps: L3 = ½(O3 − Y3)²",
            nameof(LastLossGradient),
            _byHand.DeriveLastLoss(),
            [(nameof(dWx), dWx), (nameof(dWs), dWs), (nameof(dWo), dWo), (nameof(db1), db1), (nameof(db2), db2)]);
    }

    public DerivedSystem CreateLoss()
    {
        loss(
            v.X1, v.X2, v.X3, v.S0, v.Wx, v.Ws, v.Wo, v.B1, v.B2, v.Y1, v.Y2, v.Y3,
            out double dX1, out double dX2, out double dX3, out double dS0,
            out double dWx, out double dWs, out double dWo, out double db1, out double db2);
        return Create(
            "all three steps: L = Σ_t ½(O_t − Y_t)²",
            nameof(LossGradient),
            _byHand.DeriveLoss(),
            [
                (nameof(dX1), dX1), (nameof(dX2), dX2), (nameof(dX3), dX3), (nameof(dS0), dS0),
                (nameof(dWx), dWx), (nameof(dWs), dWs), (nameof(dWo), dWo), (nameof(db1), db1), (nameof(db2), db2),
            ]);
    }

    private DerivedSystem Create(string what, string member, IReadOnlyList<Derivation> derivations, (string Parameter, double Derivative)[] gradients) => new(
        $"Recurrent network {name}, {what}, {forward}",
        functions,
        member,
        RecurrenceByHand.Definitions(tanh),
        derivations,
        gradients.ToDictionary(gradient => gradient.Parameter, gradient => gradient.Derivative));
}
