using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>How many digits a floating type has, and where its exponential ends.</summary>
/// <param name="Roundoff">The largest relative error of one rounding.</param>
/// <param name="Overflow">Above it exp is ∞.</param>
/// <param name="Underflow">Below it exp is 0.</param>
internal sealed record Precision(double Roundoff, double Overflow, double Underflow)
{
    private static readonly Precision Double = new(Math.Pow(2, -53), Math.Log(double.MaxValue), Math.Log(double.Epsilon) - Math.Log(2));

    private static readonly Precision Single = new(Math.Pow(2, -24), Math.Log(float.MaxValue), Math.Log(float.Epsilon) - Math.Log(2));

    /// <summary>What is this small beside 1 has less than half of its digits left in the sum.</summary>
    public double Half => Math.Sqrt(Roundoff);

    /// <summary>A type parameter may be float.</summary>
    public static Precision Of(ScalarType type) => type.Kind == ScalarKind.Double ? Double : Single;
}
