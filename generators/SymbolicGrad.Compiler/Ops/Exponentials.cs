using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Exponentials: each is proportional to its own derivative, so no slope needs a second one.</summary>
public static class Exponentials
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln10 = Math.Log(10);

    // .NET subtracts 1 from the exponential, whose digits near 0 are lost.
    private const double NumericError = 1e-15;

    public static readonly Operation Exp = new()
    {
        Name = "Exp",
        Arity = 1,
        Spelling = new Spelling.MathCall("Exp"),
        Lanewise = "VectorMath.Exp",
        Members = ["Math.Exp", "MathF.Exp", "Numeric.Exp"],
        Cost = 9,
        Slopes = (x, y) => [y],
        Image = Images.Increasing(Math.Exp),
        Range = (0, double.PositiveInfinity),
        Formula = "exp({0})",
        SlopeFormula = "exp({0})",
        SlopeIdentity = "exp′ = exp",
        TeX = @"e^{{{0}}}",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation Exp2 = new()
    {
        Name = "Exp2",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Exp2"),
        Members = ["Numeric.Exp2"],
        Cost = 12,
        Slopes = (x, y) => [y * Ln2],
        Image = Images.Increasing(x => Math.Pow(2, x)),
        Range = (0, double.PositiveInfinity),
        Formula = "2^({0})",
        SlopeIdentity = "(2ˣ)′ = 2ˣ·ln 2",
        TeX = @"2^{{{0}}}",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation Exp10 = new()
    {
        Name = "Exp10",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Exp10"),
        Members = ["Numeric.Exp10"],
        Cost = 12,
        Slopes = (x, y) => [y * Ln10],
        Image = Images.Increasing(x => Math.Pow(10, x)),
        Range = (0, double.PositiveInfinity),
        Formula = "10^({0})",
        SlopeIdentity = "(10ˣ)′ = 10ˣ·ln 10",
        TeX = @"10^{{{0}}}",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation ExpM1 = new()
    {
        Name = "ExpM1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("ExpM1"),
        Lanewise = "VectorMath.ExpM1",
        Members = ["Numeric.ExpM1"],
        Cost = 10,
        Slopes = (x, y) => [y + 1],
        Image = Images.Increasing(x => Math.Exp(x) - 1, NumericError),
        Range = (-1, double.PositiveInfinity),
        Formula = "expm1({0})",
        SlopeIdentity = "(eˣ − 1)′ = (eˣ − 1) + 1",
        TeX = @"\left(e^{{{0}}} - 1\right)",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation Exp2M1 = new()
    {
        Name = "Exp2M1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Exp2M1"),
        Members = ["Numeric.Exp2M1"],
        Cost = 13,
        Slopes = (x, y) => [(y + 1) * Ln2],
        Image = Images.Increasing(x => Math.Pow(2, x) - 1, NumericError),
        Range = (-1, double.PositiveInfinity),
        Formula = "(2^({0}) − 1)",
        SlopeIdentity = "(2ˣ − 1)′ = 2ˣ·ln 2",
        TeX = @"\left(2^{{{0}}} - 1\right)",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation Exp10M1 = new()
    {
        Name = "Exp10M1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Exp10M1"),
        Members = ["Numeric.Exp10M1"],
        Cost = 13,
        Slopes = (x, y) => [(y + 1) * Ln10],
        Image = Images.Increasing(x => Math.Pow(10, x) - 1, NumericError),
        Range = (-1, double.PositiveInfinity),
        Formula = "(10^({0}) − 1)",
        SlopeIdentity = "(10ˣ − 1)′ = 10ˣ·ln 10",
        TeX = @"\left(10^{{{0}}} - 1\right)",
        Source = "DLMF §4.7(ii)",
    };
}
