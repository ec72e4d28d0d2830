using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Logarithms. Their slopes are divisions by the operand, times a constant for other bases than e.</summary>
public static class Logarithms
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln10 = Math.Log(10);

    // .NET takes the logarithm of 1 + x, whose digits near 0 are lost.
    private const double NumericError = 1e-15;

    private static readonly Interval AboveMinusOne = new(-1, double.PositiveInfinity);

    public static readonly Operation Log = new()
    {
        Name = "Log",
        Arity = 1,
        Spelling = new Spelling.MathCall("Log"),
        Lanewise = "VectorMath.Log",
        Members = ["Math.Log", "MathF.Log", "Numeric.Log"],
        Cost = 9,
        Slopes = (x, y) => [1 / x[0]],
        // Dividing the upstream keeps one rounding where upstream · (1/x) has two.
        Adjoints = (x, y, upstream) => [upstream / x[0]],
        Image = Images.Increasing(Math.Log, 0, double.PositiveInfinity),
        Formula = "ln({0})",
        SlopeIdentity = "ln′(x) = 1/x",
        TeX = @"\ln\left({0}\right)",
        Source = "DLMF §4.7(i)",
    };

    /// <summary>log of the first operand to the base that is the second: ln x / ln b.</summary>
    public static readonly Operation LogToBase = new()
    {
        Name = "LogToBase",
        Arity = 2,
        Spelling = new Spelling.MathCall("Log"),
        Members = ["Math.Log", "MathF.Log", "Numeric.Log"],
        Cost = 22,
        Slopes = (x, y) => [1 / (x[0] * Log.Of(x[1])), -y / (x[1] * Log.Of(x[1]))],
        Image = x => Log!.ImageOf([x[0]]) / Log.ImageOf([x[1]]),
        Formula = "log({0}; {1})",
        TeX = @"\log_{{{1}}}\left({0}\right)",
        Source = "DLMF §4.2(ii), §4.7(i)",
    };

    public static readonly Operation Log2 = new()
    {
        Name = "Log2",
        Arity = 1,
        Spelling = new Spelling.MathCall("Log2"),
        Members = ["Math.Log2", "MathF.Log2", "Numeric.Log2"],
        Cost = 10,
        Slopes = (x, y) => [(1 / Ln2) / x[0]],
        Image = Images.Increasing(x => Math.Log(x) / Ln2, 0, double.PositiveInfinity),
        Formula = "log₂({0})",
        SlopeIdentity = "log₂′(x) = 1/(x·ln 2)",
        TeX = @"\log_{{2}}\left({0}\right)",
        Source = "DLMF §4.2(ii), §4.7(i)",
    };

    public static readonly Operation Log10 = new()
    {
        Name = "Log10",
        Arity = 1,
        Spelling = new Spelling.MathCall("Log10"),
        Members = ["Math.Log10", "MathF.Log10", "Numeric.Log10"],
        Cost = 10,
        Slopes = (x, y) => [(1 / Ln10) / x[0]],
        Image = Images.Increasing(Math.Log10, 0, double.PositiveInfinity),
        Formula = "log₁₀({0})",
        SlopeIdentity = "log₁₀′(x) = 1/(x·ln 10)",
        TeX = @"\log_{{10}}\left({0}\right)",
        Source = "DLMF §4.2(ii), §4.7(i)",
    };

    public static readonly Operation LogP1 = new()
    {
        Name = "LogP1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("LogP1"),
        Lanewise = "VectorMath.LogP1",
        Members = ["Numeric.LogP1"],
        Cost = 10,
        Slopes = (x, y) => [1 / (1 + x[0])],
        Image = x => Images.Increasing(value => Math.Log(1 + value), NumericError)([x[0].Intersect(AboveMinusOne)]),
        Formula = "ln(1 + {0})",
        SlopeIdentity = "(ln(1 + x))′ = 1/(1 + x)",
        TeX = @"\ln\left(1 + {0}\right)",
        Source = "DLMF §4.7(i)",
    };

    public static readonly Operation Log2P1 = new()
    {
        Name = "Log2P1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Log2P1"),
        Members = ["Numeric.Log2P1"],
        Cost = 11,
        Slopes = (x, y) => [(1 / Ln2) / (1 + x[0])],
        Image = x => Images.Increasing(value => Math.Log(1 + value) / Ln2, NumericError)([x[0].Intersect(AboveMinusOne)]),
        Formula = "log₂(1 + {0})",
        SlopeIdentity = "(log₂(1 + x))′ = 1/((1 + x)·ln 2)",
        TeX = @"\log_{{2}}\left(1 + {0}\right)",
        Source = "DLMF §4.2(ii), §4.7(i)",
    };

    public static readonly Operation Log10P1 = new()
    {
        Name = "Log10P1",
        Arity = 1,
        Spelling = new Spelling.NumericCall("Log10P1"),
        Members = ["Numeric.Log10P1"],
        Cost = 11,
        Slopes = (x, y) => [(1 / Ln10) / (1 + x[0])],
        Image = x => Images.Increasing(value => Math.Log10(1 + value), NumericError)([x[0].Intersect(AboveMinusOne)]),
        Formula = "log₁₀(1 + {0})",
        SlopeIdentity = "(log₁₀(1 + x))′ = 1/((1 + x)·ln 10)",
        TeX = @"\log_{{10}}\left(1 + {0}\right)",
        Source = "DLMF §4.2(ii), §4.7(i)",
    };
}
