using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Library members that combine a few additions and multiplications under one name.</summary>
public static class Combinations
{
    /// <summary>a·b + c with one rounding.</summary>
    public static readonly Operation FusedMultiplyAdd = new()
    {
        Name = "FusedMultiplyAdd",
        Arity = 3,
        Spelling = new Spelling.MathCall("FusedMultiplyAdd"),
        Members = ["Math.FusedMultiplyAdd", "MathF.FusedMultiplyAdd", "Numeric.FusedMultiplyAdd"],
        Slopes = (x, y) => [x[1], x[0], Term.One],
        Image = x => (x[0] * x[1]) + x[2],
        Formula = "{0}·{1} + {2}",
        TeX = @"{0} \, {1} + {2}",
        Source = "elementary calculus; IEEE 754-2019, 5.4.1 (fusedMultiplyAdd)",
    };

    /// <summary>a·(1 − t) + b·t</summary>
    public static readonly Operation Lerp = new()
    {
        Name = "Lerp",
        Arity = 3,
        Spelling = new Spelling.NumericCall("Lerp"),
        Members = ["Numeric.Lerp"],
        Cost = 3,
        Slopes = (x, y) => [1 - x[2], x[2], x[1] - x[0]],
        Image = x => (x[0] * (Interval.Of(1) - x[2])) + (x[1] * x[2]),
        Formula = "lerp({0}, {1}; {2})",
        TeX = @"\left({0} \left(1 - {2}\right) + {1} \, {2}\right)",
        Source = "elementary calculus; .NET API documentation, IFloatingPointIeee754<T>.Lerp",
    };

    public static readonly Operation DegreesToRadians = new()
    {
        Name = "DegreesToRadians",
        Arity = 1,
        Spelling = new Spelling.NumericCall("DegreesToRadians"),
        Members = ["Numeric.DegreesToRadians"],
        Cost = 5,
        Slopes = (x, y) => [Math.PI / 180],
        Image = x => (x[0] * Interval.Of(Math.PI / 180)).Widened(Images.Error),
        SlopeBound = Math.PI / 180,
        Formula = "{0}·π/180",
        TeX = @"\frac{{\pi}}{{180}} \, {0}",
        Source = "definition of the degree: 180° = π (SI Brochure, 9th edition, table 8)",
    };

    public static readonly Operation RadiansToDegrees = new()
    {
        Name = "RadiansToDegrees",
        Arity = 1,
        Spelling = new Spelling.NumericCall("RadiansToDegrees"),
        Members = ["Numeric.RadiansToDegrees"],
        Cost = 5,
        Slopes = (x, y) => [180 / Math.PI],
        Image = x => (x[0] * Interval.Of(180 / Math.PI)).Widened(Images.Error),
        SlopeBound = 180 / Math.PI,
        Formula = "{0}·180/π",
        TeX = @"\frac{{180}}{{\pi}} \, {0}",
        Source = "definition of the degree: 180° = π (SI Brochure, 9th edition, table 8)",
    };
}
