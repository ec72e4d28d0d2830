using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// Arc functions. 1 − x² is written (1 − x)(1 + x), whose factors are exact near ±1 where x² has already rounded away what
/// the slope depends on.
/// </summary>
public static class InverseTrigonometric
{
    private const double HalfPi = Math.PI / 2;
    private const double InversePi = 1 / Math.PI;

    public static readonly Operation Asin = new()
    {
        Name = "Asin",
        Arity = 1,
        Spelling = new Spelling.MathCall("Asin"),
        Members = ["Math.Asin", "MathF.Asin", "Numeric.Asin"],
        Cost = 15,
        Slopes = (x, y) => [1 / SqrtOfOneMinusSquare(x[0])],
        Image = Images.Increasing(Math.Asin, -1, 1),
        Range = (-HalfPi, HalfPi),
        Formula = "arcsin({0})",
        SlopeIdentity = "arcsin′(x) = 1/√(1 − x²)",
        TeX = @"\arcsin\left({0}\right)",
        Source = "DLMF §4.24(ii)",
    };

    public static readonly Operation Acos = new()
    {
        Name = "Acos",
        Arity = 1,
        Spelling = new Spelling.MathCall("Acos"),
        Members = ["Math.Acos", "MathF.Acos", "Numeric.Acos"],
        Cost = 15,
        Slopes = (x, y) => [-(1 / SqrtOfOneMinusSquare(x[0]))],
        Image = Images.Decreasing(Math.Acos, -1, 1),
        Range = (0, Math.PI),
        Formula = "arccos({0})",
        SlopeIdentity = "arccos′(x) = −1/√(1 − x²)",
        TeX = @"\arccos\left({0}\right)",
        Source = "DLMF §4.24(ii)",
    };

    public static readonly Operation Atan = new()
    {
        Name = "Atan",
        Arity = 1,
        Spelling = new Spelling.MathCall("Atan"),
        Members = ["Math.Atan", "MathF.Atan", "Numeric.Atan"],
        Cost = 15,
        Slopes = (x, y) => [1 / (1 + (x[0] * x[0]))],
        Image = Images.Increasing(Math.Atan),
        Range = (-HalfPi, HalfPi),
        SlopeBound = 1,
        Formula = "arctan({0})",
        SlopeIdentity = "arctan′(x) = 1/(1 + x²)",
        TeX = @"\arctan\left({0}\right)",
        Source = "DLMF §4.24(ii)",
    };

    /// <summary>The angle of the point (second operand, first operand).</summary>
    public static readonly Operation Atan2 = new()
    {
        Name = "Atan2",
        Arity = 2,
        Spelling = new Spelling.MathCall("Atan2"),
        Members = ["Math.Atan2", "MathF.Atan2", "Numeric.Atan2"],
        Cost = 25,
        Slopes = (x, y) => [x[1] / SumOfSquares(x), -(x[0] / SumOfSquares(x))],
        Range = (-Math.PI, Math.PI),
        Formula = "atan2({0}, {1})",
        TeX = @"\operatorname{{atan2}}\left({0}, {1}\right)",
        Source = "DLMF §4.24(ii); IEEE 754-2019, 9.2 (atan2)",
    };

    public static readonly Operation AsinPi = new()
    {
        Name = "AsinPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("AsinPi"),
        Members = ["Numeric.AsinPi"],
        Cost = 16,
        Slopes = (x, y) => [InversePi / SqrtOfOneMinusSquare(x[0])],
        Image = Images.Increasing(x => Math.Asin(x) * InversePi, -1, 1),
        Range = (-0.5, 0.5),
        Formula = "arcsin({0})/π",
        TeX = @"\frac{{1}}{{\pi}} \arcsin\left({0}\right)",
        Source = "DLMF §4.24(ii); IEEE 754-2019, 9.2 (asinPi)",
    };

    public static readonly Operation AcosPi = new()
    {
        Name = "AcosPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("AcosPi"),
        Members = ["Numeric.AcosPi"],
        Cost = 16,
        Slopes = (x, y) => [-(InversePi / SqrtOfOneMinusSquare(x[0]))],
        Image = Images.Decreasing(x => Math.Acos(x) * InversePi, -1, 1),
        Range = (0, 1),
        Formula = "arccos({0})/π",
        TeX = @"\frac{{1}}{{\pi}} \arccos\left({0}\right)",
        Source = "DLMF §4.24(ii); IEEE 754-2019, 9.2 (acosPi)",
    };

    public static readonly Operation AtanPi = new()
    {
        Name = "AtanPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("AtanPi"),
        Members = ["Numeric.AtanPi"],
        Cost = 16,
        Slopes = (x, y) => [InversePi / (1 + (x[0] * x[0]))],
        Image = Images.Increasing(x => Math.Atan(x) * InversePi),
        Range = (-0.5, 0.5),
        SlopeBound = InversePi,
        Formula = "arctan({0})/π",
        TeX = @"\frac{{1}}{{\pi}} \arctan\left({0}\right)",
        Source = "DLMF §4.24(ii); IEEE 754-2019, 9.2 (atanPi)",
    };

    public static readonly Operation Atan2Pi = new()
    {
        Name = "Atan2Pi",
        Arity = 2,
        Spelling = new Spelling.NumericCall("Atan2Pi"),
        Members = ["Numeric.Atan2Pi"],
        Cost = 26,
        Slopes = (x, y) => [InversePi * (x[1] / SumOfSquares(x)), -(InversePi * (x[0] / SumOfSquares(x)))],
        Range = (-1, 1),
        Formula = "atan2({0}, {1})/π",
        TeX = @"\frac{{1}}{{\pi}} \operatorname{{atan2}}\left({0}, {1}\right)",
        Source = "DLMF §4.24(ii); IEEE 754-2019, 9.2 (atan2Pi)",
    };

    private static Term SqrtOfOneMinusSquare(Term x) => Powers.Sqrt.Of((1 - x) * (1 + x));

    private static Term SumOfSquares(Term[] x) => (x[1] * x[1]) + (x[0] * x[0]);
}
