using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// Magnitudes and extrema, whose slopes are selections. The integer overloads of Math mean the same entries; integers carry
/// no derivative.
/// </summary>
public static class Extrema
{
    private const string Convention = "at the kink: API.md section 3";

    public static readonly Operation Abs = new()
    {
        Name = "Abs",
        Arity = 1,
        Spelling = new Spelling.MathCall("Abs"),
        Lanewise = "Vector.Abs",
        Members = ["Math.Abs", "MathF.Abs", "Numeric.Abs"],
        Slopes = (x, y) => [Term.Select(x[0] > 0, 1, Term.Select(x[0] < 0, -1, 0))],
        Image = x => Interval.Absolute(x[0]),
        Range = (0, double.PositiveInfinity),
        SlopeBound = 1,
        Formula = "|{0}|",
        SlopeFormula = "sign({0})",
        SlopeIdentity = "|x|′ = sign(x)",
        TeX = @"\left|{0}\right|",
        Source = "IEEE 754-2019, 5.5.1; " + Convention,
    };

    public static readonly Operation Max = new()
    {
        Name = "Max",
        Arity = 2,
        Spelling = new Spelling.MathCall("Max"),
        Lanewise = "Vector.Max",
        Members = ["Math.Max", "MathF.Max", "Numeric.Max"],
        IsCommutative = true,
        Slopes = (x, y) => [SlopeOfLarger(x[0], x[1]), SlopeOfLarger(x[1], x[0])],
        Image = x => x.Any(part => part.IsEmpty) ? Interval.Nothing : new Interval(Math.Max(x[0].Low, x[1].Low), Math.Max(x[0].High, x[1].High)),
        SlopeBound = 1,
        Formula = "max({0}, {1})",
        TeX = @"\max\left({0}, {1}\right)",
        Source = "IEEE 754-2019, 9.6 (maximum); " + Convention,
    };

    public static readonly Operation Min = new()
    {
        Name = "Min",
        Arity = 2,
        Spelling = new Spelling.MathCall("Min"),
        Lanewise = "Vector.Min",
        Members = ["Math.Min", "MathF.Min", "Numeric.Min"],
        IsCommutative = true,
        Slopes = (x, y) => [SlopeOfLarger(x[1], x[0]), SlopeOfLarger(x[0], x[1])],
        Image = x => x.Any(part => part.IsEmpty) ? Interval.Nothing : new Interval(Math.Min(x[0].Low, x[1].Low), Math.Min(x[0].High, x[1].High)),
        SlopeBound = 1,
        Formula = "min({0}, {1})",
        TeX = @"\min\left({0}, {1}\right)",
        Source = "IEEE 754-2019, 9.6 (minimum); " + Convention,
    };

    /// <summary>The gradient passes on the closed interval; outside, the bound that holds the result gets it. Throws if low > high.</summary>
    public static readonly Operation Clamp = new()
    {
        Name = "Clamp",
        Arity = 3,
        Spelling = new Spelling.NumericCall("Clamp"),
        Members = ["Math.Clamp", "Numeric.Clamp"],
        MayThrow = true,
        Cost = 2,
        Slopes = (x, y) =>
        [
            Term.Select((x[0] >= x[1]).And(x[0] <= x[2]), 1, 0),
            Term.Select(x[0] < x[1], 1, 0),
            Term.Select(x[0] > x[2], 1, 0),
        ],
        Image = x => Min!.ImageOf([Max!.ImageOf([x[0], x[1]]), x[2]]),
        SlopeBound = 1,
        Formula = "clamp({0}; {1}, {2})",
        TeX = @"\operatorname{{clamp}}\left({0}; {1}, {2}\right)",
        Source = "piecewise linear; " + Convention,
    };

    /// <summary>The magnitude of the first operand with the sign of the second.</summary>
    public static readonly Operation CopySign = new()
    {
        Name = "CopySign",
        Arity = 2,
        Spelling = new Spelling.MathCall("CopySign"),
        Members = ["Math.CopySign", "MathF.CopySign", "Numeric.CopySign"],
        // The result is the operand or its opposite: which of them is the slope.
        Slopes = (x, y) => [Term.Select(Term.Equal(x[0], 0), 0, Term.Select(Term.Equal(x[0], y), 1, -1)), Term.Zero],
        Image = x => x[0].IsEmpty ? x[0] : new Interval(-x[0].Magnitude, x[0].Magnitude),
        SlopeBound = 1,
        Formula = "copysign({0}, {1})",
        TeX = @"\operatorname{{copysign}}\left({0}, {1}\right)",
        Source = "|x|·sign(s): IEEE 754-2019, 5.5.1; " + Convention,
    };

    /// <summary>½ where both are equal. The comparison is with the smaller, so that a value that is not a number reaches both adjoints.</summary>
    private static Term SlopeOfLarger(Term candidate, Term other) =>
        Term.Select(candidate < other, 0, Term.Select(Term.Equal(candidate, other), 0.5, 1));
}
