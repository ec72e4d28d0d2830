using System.Globalization;
using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;

namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>
/// ∂L_t/∂W = Σ_k ∂L_t/∂O_t·∂O_t/∂S_t·(Π_{j=k+1..t} ∂S_j/∂S_{j−1})·∂S_k/∂W: the documents' sum of products, formula and number
/// alike written term by term. ∂S_j/∂S_{j−1} is Ws without activation and (1 − S_j²)·Ws with tanh. Wo has no long product.
/// </summary>
internal sealed class RecurrenceByHand
{
    private readonly RecurrenceInputs v;
    private readonly bool tanh;
    private readonly double[] inputs;
    private readonly double[] targets;
    private readonly double[] states = new double[4];
    private readonly double[] outputs = new double[4];

    public RecurrenceByHand(RecurrenceInputs v, bool tanh)
    {
        this.v = v;
        this.tanh = tanh;
        inputs = [double.NaN, v.X1, v.X2, v.X3];
        targets = [double.NaN, v.Y1, v.Y2, v.Y3];
        states[0] = v.S0;
        for (int t = 1; t <= 3; t++)
        {
            double z = (v.Wx * inputs[t]) + (v.Ws * states[t - 1]) + v.B1;
            states[t] = tanh ? Math.Tanh(z) : z;
            outputs[t] = (v.Wo * states[t]) + v.B2;
        }
    }

    /// <summary>What both formulas may use: by hand the derivative of tanh is written in the state, 1 − S².</summary>
    public static IReadOnlyList<string> Definitions(bool tanh) =>
        tanh ? ["tanh′(z1) = 1 − S1²", "tanh′(z2) = 1 − S2²", "tanh′(z3) = 1 − S3²"] : [];

    /// <summary>The derivatives of L₃ alone, by the parameters that all steps share.</summary>
    public IReadOnlyList<Derivation> DeriveLastLoss() => Shared("L3", firstLoss: 3);

    /// <summary>The derivatives of L = L₁ + L₂ + L₃, by the inputs as well.</summary>
    public IReadOnlyList<Derivation> DeriveLoss() =>
    [
        .. Shared("L", firstLoss: 1),
        Sum("dX1", "∂L/∂X1", 1, k => k == 1 ? ("·Wx", v.Wx) : null),
        Sum("dX2", "∂L/∂X2", 1, k => k == 2 ? ("·Wx", v.Wx) : null),
        Sum("dX3", "∂L/∂X3", 1, k => k == 3 ? ("·Wx", v.Wx) : null),
        Sum("dS0", "∂L/∂S0", 1, k => k == 1 ? ("·Ws", v.Ws) : null),
    ];

    private IReadOnlyList<Derivation> Shared(string loss, int firstLoss) =>
    [
        Sum("dWs", $"∂{loss}/∂Ws", firstLoss, k => (Name($"·S{k - 1}"), states[k - 1])),
        Sum("dWx", $"∂{loss}/∂Wx", firstLoss, k => (Name($"·X{k}"), inputs[k])),
        Sum("db1", $"∂{loss}/∂b1", firstLoss, _ => ("", 1)),
        OverOutputs("dWo", $"∂{loss}/∂Wo", firstLoss, t => (Name($"·S{t}"), states[t])),
        OverOutputs("db2", $"∂{loss}/∂b2", firstLoss, _ => ("", 1)),
    ];

    /// <summary>Σ_t Σ_{k ≤ t} over the paths from L_t back to step k; <paramref name="direct"/> is ∂z_k/∂θ, null where step k does not hold θ.</summary>
    private Derivation Sum(string parameter, string quantity, int firstLoss, Func<int, (string Text, double Value)?> direct)
    {
        List<string> terms = [];
        double value = 0;
        for (int t = firstLoss; t <= 3; t++)
        {
            for (int k = 1; k <= t; k++)
            {
                if (direct(k) is not { } end)
                    continue;
                (string text, double product) = PathFrom(t, k);
                terms.Add(text + end.Text);
                value += product * end.Value;
            }
        }

        return new Derivation(parameter, quantity, string.Join(" + ", terms), value);
    }

    /// <summary>∂L_t/∂O_t·∂O_t/∂S_t·(Π_{j=k+1..t} ∂S_j/∂S_{j−1})·∂S_k/∂z_k.</summary>
    private (string Text, double Value) PathFrom(int t, int k)
    {
        string text = Name($"(O{t} − Y{t})·Wo");
        double value = (outputs[t] - targets[t]) * v.Wo;
        for (int j = t; j > k; j--)
        {
            text += Slope(j) + "·Ws";
            value *= SlopeValue(j) * v.Ws;
        }

        return (text + Slope(k), value * SlopeValue(k));
    }

    private Derivation OverOutputs(string parameter, string quantity, int firstLoss, Func<int, (string Text, double Value)> direct)
    {
        List<string> terms = [];
        double value = 0;
        for (int t = firstLoss; t <= 3; t++)
        {
            terms.Add(Name($"(O{t} − Y{t})") + direct(t).Text);
            value += (outputs[t] - targets[t]) * direct(t).Value;
        }

        return new Derivation(parameter, quantity, string.Join(" + ", terms), value);
    }

    private string Slope(int j) => tanh ? Name($"·(1 − S{j}²)") : "";

    private double SlopeValue(int j) => tanh ? 1 - (states[j] * states[j]) : 1;

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
