using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Hyperbolic functions and their inverses.</summary>
public static class Hyperbolic
{
    public static readonly Operation Sinh = new()
    {
        Name = "Sinh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Sinh"),
        Members = ["Math.Sinh", "MathF.Sinh", "Numeric.Sinh"],
        Cost = 20,
        Slopes = (x, y) => [Cosh!.Of(x[0])],
        Image = Images.Increasing(Math.Sinh),
        Formula = "sinh({0})",
        SlopeFormula = "cosh({0})",
        SlopeIdentity = "sinh′ = cosh",
        TeX = @"\sinh\left({0}\right)",
        Source = "DLMF §4.34",
    };

    public static readonly Operation Cosh = new()
    {
        Name = "Cosh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Cosh"),
        Members = ["Math.Cosh", "MathF.Cosh", "Numeric.Cosh"],
        Cost = 20,
        Slopes = (x, y) => [Sinh.Of(x[0])],
        Image = Images.EvenAndIncreasing(Math.Cosh),
        Range = (1, double.PositiveInfinity),
        Formula = "cosh({0})",
        SlopeFormula = "sinh({0})",
        SlopeIdentity = "cosh′ = sinh",
        TeX = @"\cosh\left({0}\right)",
        Source = "DLMF §4.34",
    };

    public static readonly Operation Tanh = new()
    {
        Name = "Tanh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Tanh"),
        Lanewise = "VectorMath.Tanh",
        Members = ["Math.Tanh", "MathF.Tanh", "Numeric.Tanh"],
        IsActivation = true,
        Cost = 25,
        Slopes = (x, y) => [1 - (y * y)],
        Image = Images.Increasing(Math.Tanh),
        Range = (-1, 1),
        SlopeBound = 1,
        Formula = "tanh({0})",
        SlopeFormula = "tanh′({0})",
        SlopeIdentity = "tanh′ = 1 − tanh²",
        TeX = @"\tanh\left({0}\right)",
        Source = "DLMF §4.34, §4.35(ii)",
    };

    public static readonly Operation Asinh = new()
    {
        Name = "Asinh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Asinh"),
        Members = ["Math.Asinh", "MathF.Asinh", "Numeric.Asinh"],
        Cost = 25,
        Slopes = (x, y) => [1 / Powers.Sqrt.Of(1 + (x[0] * x[0]))],
        Image = Images.Increasing(RealFunctions.Asinh),
        SlopeBound = 1,
        Formula = "arsinh({0})",
        SlopeIdentity = "arsinh′(x) = 1/√(1 + x²)",
        TeX = @"\operatorname{{arsinh}}\left({0}\right)",
        Source = "DLMF §4.38(ii)",
    };

    /// <summary>x² − 1 is written (x − 1)(x + 1), whose factors are exact near 1.</summary>
    public static readonly Operation Acosh = new()
    {
        Name = "Acosh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Acosh"),
        Members = ["Math.Acosh", "MathF.Acosh", "Numeric.Acosh"],
        Cost = 25,
        Slopes = (x, y) => [1 / Powers.Sqrt.Of((x[0] - 1) * (x[0] + 1))],
        Image = Images.Increasing(RealFunctions.Acosh, 1, double.PositiveInfinity),
        Range = (0, double.PositiveInfinity),
        Formula = "arcosh({0})",
        SlopeIdentity = "arcosh′(x) = 1/√(x² − 1)",
        TeX = @"\operatorname{{arcosh}}\left({0}\right)",
        Source = "DLMF §4.38(ii)",
    };

    /// <summary>1 − x² is written (1 − x)(1 + x), whose factors are exact near ±1.</summary>
    public static readonly Operation Atanh = new()
    {
        Name = "Atanh",
        Arity = 1,
        Spelling = new Spelling.MathCall("Atanh"),
        Members = ["Math.Atanh", "MathF.Atanh", "Numeric.Atanh"],
        Cost = 25,
        Slopes = (x, y) => [1 / ((1 - x[0]) * (1 + x[0]))],
        Image = Images.Increasing(RealFunctions.Atanh, -1, 1),
        Formula = "artanh({0})",
        SlopeIdentity = "artanh′(x) = 1/(1 − x²)",
        TeX = @"\operatorname{{artanh}}\left({0}\right)",
        Source = "DLMF §4.38(ii)",
    };
}
