using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>The error function and its complement.</summary>
public static class ErrorFunctions
{
    /// <summary>2/√π</summary>
    private const double TwoOverRootPi = 1.1283791670955125738961589031215;

    /// <summary>Of the approximation that intervals are computed with.</summary>
    private const double AbsoluteError = 1e-6;

    public static readonly Operation Erf = new()
    {
        Name = "Erf",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Erf"),
        Lanewise = "VectorMath.Erf",
        Members = ["Activations.Erf"],
        Cost = 25,
        Slopes = (x, y) => [TwoOverRootPi * Exponentials.Exp.Of(-(x[0] * x[0]))],
        Image = Images.Increasing(RealFunctions.Erf, AbsoluteError),
        Range = (-1, 1),
        SlopeBound = TwoOverRootPi,
        Formula = "erf({0})",
        SlopeFormula = "erf′({0})",
        SlopeIdentity = "erf′(x) = 2/√π·exp(−x²)",
        TeX = @"\operatorname{{erf}}\left({0}\right)",
        Source = "DLMF §7.2(i)",
    };

    public static readonly Operation Erfc = new()
    {
        Name = "Erfc",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Erfc"),
        Lanewise = "VectorMath.Erfc",
        Members = ["Activations.Erfc"],
        Cost = 25,
        Slopes = (x, y) => [-(TwoOverRootPi * Exponentials.Exp.Of(-(x[0] * x[0])))],
        Image = x => Interval.Of(1) - Images.Increasing(RealFunctions.Erf, AbsoluteError)(x),
        Range = (0, 2),
        SlopeBound = TwoOverRootPi,
        Formula = "erfc({0})",
        SlopeFormula = "erfc′({0})",
        SlopeIdentity = "erfc′(x) = −2/√π·exp(−x²)",
        TeX = @"\operatorname{{erfc}}\left({0}\right)",
        Source = "DLMF §7.2(i)",
    };
}
