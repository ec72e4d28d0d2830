using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Piecewise constant functions: their derivative is 0, at the jumps too (API.md section 3).</summary>
public static class Rounding
{
    private const string PiecewiseConstant = "piecewise constant: derivative 0 (API.md section 3); IEEE 754-2019, 5.9";

    public static readonly Operation Floor = new()
    {
        Name = "Floor",
        Arity = 1,
        Spelling = new Spelling.MathCall("Floor"),
        Members = ["Math.Floor", "MathF.Floor", "Numeric.Floor"],
        Image = Images.Increasing(Math.Floor),
        Formula = "⌊{0}⌋",
        TeX = @"\left\lfloor {0} \right\rfloor",
        Source = PiecewiseConstant,
    };

    public static readonly Operation Ceiling = new()
    {
        Name = "Ceiling",
        Arity = 1,
        Spelling = new Spelling.MathCall("Ceiling"),
        Members = ["Math.Ceiling", "MathF.Ceiling", "Numeric.Ceiling"],
        Image = Images.Increasing(Math.Ceiling),
        Formula = "⌈{0}⌉",
        TeX = @"\left\lceil {0} \right\rceil",
        Source = PiecewiseConstant,
    };

    /// <summary>To the nearest integer, halves to the even one.</summary>
    public static readonly Operation Round = new()
    {
        Name = "Round",
        Arity = 1,
        Spelling = new Spelling.MathCall("Round"),
        Members = ["Math.Round", "MathF.Round", "Numeric.Round"],
        Image = Images.Increasing(Math.Round),
        Formula = "round({0})",
        TeX = @"\operatorname{{round}}\left({0}\right)",
        Source = PiecewiseConstant,
    };

    public static readonly Operation Truncate = new()
    {
        Name = "Truncate",
        Arity = 1,
        Spelling = new Spelling.MathCall("Truncate"),
        Members = ["Math.Truncate", "MathF.Truncate", "Numeric.Truncate"],
        Image = Images.Increasing(Math.Truncate),
        Formula = "trunc({0})",
        TeX = @"\operatorname{{trunc}}\left({0}\right)",
        Source = PiecewiseConstant,
    };

    /// <summary>−1, 0 or 1 as an int; .NET throws for a value that is not a number.</summary>
    public static readonly Operation Sign = new()
    {
        Name = "Sign",
        Arity = 1,
        Spelling = new Spelling.MathCall("Sign"),
        Members = ["Math.Sign", "MathF.Sign", "Numeric.Sign"],
        Result = ResultKind.Int32,
        MayThrow = true,
        Range = (-1, 1),
        Formula = "sign({0})",
        TeX = @"\operatorname{{sign}}\left({0}\right)",
        Source = PiecewiseConstant,
    };
}
