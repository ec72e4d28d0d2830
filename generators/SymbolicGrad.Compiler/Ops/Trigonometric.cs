using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Sine, cosine and tangent, of radians and of half turns.</summary>
public static class Trigonometric
{
    public static readonly Operation Sin = new()
    {
        Name = "Sin",
        Arity = 1,
        Spelling = new Spelling.MathCall("Sin"),
        Lanewise = "VectorMath.Sin",
        Members = ["Math.Sin", "MathF.Sin", "Numeric.Sin"],
        Cost = 12,
        Slopes = (x, y) => [Cos!.Of(x[0])],
        Image = x => new Interval(-Math.PI / 2, Math.PI / 2).Contains(x[0]) ? Images.IncreasingOn(Math.Sin, x[0]) : Interval.Everything,
        Range = (-1, 1),
        SlopeBound = 1,
        Formula = "sin({0})",
        SlopeFormula = "cos({0})",
        SlopeIdentity = "sin′ = cos",
        TeX = @"\sin\left({0}\right)",
        Source = "DLMF §4.20",
    };

    public static readonly Operation Cos = new()
    {
        Name = "Cos",
        Arity = 1,
        Spelling = new Spelling.MathCall("Cos"),
        Lanewise = "VectorMath.Cos",
        Members = ["Math.Cos", "MathF.Cos", "Numeric.Cos"],
        Cost = 12,
        Slopes = (x, y) => [-Sin.Of(x[0])],
        Image = x => new Interval(-Math.PI, Math.PI).Contains(x[0]) ? -Images.IncreasingOn(size => -Math.Cos(size), Interval.Absolute(x[0])) : Interval.Everything,
        Range = (-1, 1),
        SlopeBound = 1,
        Formula = "cos({0})",
        SlopeFormula = "−sin({0})",
        SlopeIdentity = "cos′ = −sin",
        TeX = @"\cos\left({0}\right)",
        Source = "DLMF §4.20",
    };

    public static readonly Operation Tan = new()
    {
        Name = "Tan",
        Arity = 1,
        Spelling = new Spelling.MathCall("Tan"),
        Members = ["Math.Tan", "MathF.Tan", "Numeric.Tan"],
        Cost = 18,
        Slopes = (x, y) => [1 + (y * y)],
        Image = x => new Interval(-1.57, 1.57).Contains(x[0]) ? Images.IncreasingOn(Math.Tan, x[0]) : Interval.Everything,
        Formula = "tan({0})",
        SlopeFormula = "tan′({0})",
        SlopeIdentity = "tan′ = 1 + tan²",
        TeX = @"\tan\left({0}\right)",
        Source = "DLMF §4.20, §4.21(iii)",
    };

    public static readonly Operation SinPi = new()
    {
        Name = "SinPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("SinPi"),
        Members = ["Numeric.SinPi"],
        Cost = 14,
        Slopes = (x, y) => [Math.PI * CosPi!.Of(x[0])],
        Range = (-1, 1),
        SlopeBound = Math.PI,
        Formula = "sin(π·{0})",
        SlopeFormula = "π·cos(π·{0})",
        TeX = @"\sin\left(\pi \, {0}\right)",
        Source = "DLMF §4.20; IEEE 754-2019, 9.2 (sinPi)",
    };

    public static readonly Operation CosPi = new()
    {
        Name = "CosPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("CosPi"),
        Members = ["Numeric.CosPi"],
        Cost = 14,
        Slopes = (x, y) => [-(Math.PI * SinPi.Of(x[0]))],
        Range = (-1, 1),
        SlopeBound = Math.PI,
        Formula = "cos(π·{0})",
        SlopeFormula = "−π·sin(π·{0})",
        TeX = @"\cos\left(\pi \, {0}\right)",
        Source = "DLMF §4.20; IEEE 754-2019, 9.2 (cosPi)",
    };

    public static readonly Operation TanPi = new()
    {
        Name = "TanPi",
        Arity = 1,
        Spelling = new Spelling.NumericCall("TanPi"),
        Members = ["Numeric.TanPi"],
        Cost = 20,
        Slopes = (x, y) => [Math.PI * (1 + (y * y))],
        Formula = "tan(π·{0})",
        SlopeIdentity = "(tan πx)′ = π(1 + tan² πx)",
        TeX = @"\tan\left(\pi \, {0}\right)",
        Source = "DLMF §4.20, §4.21(iii); IEEE 754-2019, 9.2 (tanPi)",
    };
}
