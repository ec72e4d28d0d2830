using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Powers and roots. Their conventions at 0 are those of API.md section 3.</summary>
public static class Powers
{
    /// <summary>
    /// A selection replaces the formula only at the singular point itself: a wider one (wherever the exponent is 0) would
    /// make the derivative of the derivative 0 there too.
    /// </summary>
    public static readonly Operation Pow = new()
    {
        Name = "Pow",
        Arity = 2,
        Spelling = new Spelling.MathCall("Pow"),
        Lanewise = "VectorMath.Pow",
        Members = ["Math.Pow", "MathF.Pow", "Numeric.Pow"],
        Cost = 30,
        Slopes = (x, y) =>
        [
            Term.Select(Term.Equal(x[1], 0).And(Term.Equal(x[0], 0)), 0, x[1] * Pow!.Of(x[0], x[1] - 1)),
            Term.Select(Term.Equal(x[0], 0).And(x[1] >= 0), 0, y * Logarithms.Log.Of(x[0])),
        ],
        Image = x => Images.Power(x[0], x[1]),
        Formula = "({0})^({1})",
        TeX = @"\left({0}\right)^{{{1}}}",
        Source = "DLMF §4.2(iv), §4.7(ii); at 0: API.md section 3",
    };

    public static readonly Operation Sqrt = new()
    {
        Name = "Sqrt",
        Arity = 1,
        Spelling = new Spelling.MathCall("Sqrt"),
        Lanewise = "Vector.SquareRoot",
        Members = ["Math.Sqrt", "MathF.Sqrt", "Numeric.Sqrt"],
        Cost = 4,
        Slopes = (x, y) => [0.5 / y],
        // At 0 an adjoint of 0 stays 0 (a weight of 0 before a norm, say); only there, so that a second derivative elsewhere
        // still sees how the adjoint varies.
        Adjoints = (x, y, upstream) => [Term.Select(Term.Equal(y, 0).And(Term.Equal(upstream, 0)), 0, 0.5 * upstream / y)],
        Image = x => Images.Sqrt(x[0]),
        Range = (0, double.PositiveInfinity),
        Formula = "√({0})",
        SlopeIdentity = "(√x)′ = 1/(2√x)",
        TeX = @"\sqrt{{{0}}}",
        Source = "elementary calculus; IEEE 754-2019, 5.4.1; at 0: API.md section 3",
    };

    public static readonly Operation Cbrt = new()
    {
        Name = "Cbrt",
        Arity = 1,
        Spelling = new Spelling.MathCall("Cbrt"),
        Members = ["Math.Cbrt", "MathF.Cbrt", "Numeric.Cbrt"],
        Cost = 15,
        Slopes = (x, y) => [1 / (3 * y * y)],
        Image = Images.Increasing(RealFunctions.Cbrt),
        Formula = "∛({0})",
        SlopeIdentity = "(∛x)′ = 1/(3·∛x²)",
        TeX = @"\sqrt[3]{{{0}}}",
        Source = "elementary calculus; IEEE 754-2019, 9.2 (rootn)",
    };

    /// <summary>The n-th root for an integer n. The power form is right at 0 and ∞ too, where y/(n·x) is not a number.</summary>
    public static readonly Operation RootN = new()
    {
        Name = "RootN",
        Arity = 2,
        TakesCount = true,
        Spelling = new Spelling.NumericCall("RootN"),
        Members = ["Numeric.RootN"],
        Cost = 35,
        Slopes = (x, y) => [Pow.Of(y, 1 - x[1]) / x[1], Term.Zero],
        Formula = "({0})^(1/{1})",
        TeX = @"\sqrt[{1}]{{{0}}}",
        Source = "elementary calculus; IEEE 754-2019, 9.2 (rootn)",
    };

    public static readonly Operation Hypot = new()
    {
        Name = "Hypot",
        Arity = 2,
        Spelling = new Spelling.NumericCall("Hypot"),
        Members = ["Numeric.Hypot"],
        IsCommutative = true,
        Cost = 12,
        Slopes = (x, y) => [Term.Select(Term.Equal(y, 0), 0, x[0] / y), Term.Select(Term.Equal(y, 0), 0, x[1] / y)],
        Image = x => Images.Sqrt(Interval.Square(x[0]) + Interval.Square(x[1])).Widened(Images.Error),
        Range = (0, double.PositiveInfinity),
        SlopeBound = 1,
        Formula = "√(({0})² + ({1})²)",
        TeX = @"\sqrt{{\left({0}\right)^2 + \left({1}\right)^2}}",
        Source = "elementary calculus; IEEE 754-2019, 9.2 (hypot); at 0: API.md section 3",
    };

    /// <summary>x·2ⁿ for an integer n, exact where it does not overflow or underflow.</summary>
    public static readonly Operation ScaleB = new()
    {
        Name = "ScaleB",
        Arity = 2,
        TakesCount = true,
        Spelling = new Spelling.MathCall("ScaleB"),
        Members = ["Math.ScaleB", "MathF.ScaleB", "Numeric.ScaleB"],
        Cost = 4,
        Slopes = (x, y) => [Exponentials.Exp2.Of(x[1]), Term.Zero],
        Image = x => (x[0] * Exponentials.Exp2.ImageOf([x[1]])).Widened(double.Epsilon),
        Formula = "{0}·2^({1})",
        TeX = @"{0} \, 2^{{{1}}}",
        Source = "IEEE 754-2019, 5.3.3 (scaleB)",
    };
}
