using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>The package's own expm1 and log1p, which keep their digits near 0 where those of the floating types do not.</summary>
public static class AccurateElementary
{
    public static readonly Operation AccurateExpM1 = new()
    {
        Name = "AccurateExpM1",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Elementary", "ExpM1"),
        Lanewise = "VectorMath.ExpM1",
        Members = ["Elementary.ExpM1"],
        Cost = 22,
        // y + 1 would do without an exponential but has lost its digits where y is near −1.
        Slopes = (x, y) => [Exponentials.Exp.Of(x[0])],
        Image = Images.Increasing(RealFunctions.ExpM1),
        Range = (-1, double.PositiveInfinity),
        Formula = "expm1({0})",
        SlopeIdentity = "(eˣ − 1)′ = eˣ",
        TeX = @"\left(e^{{{0}}} - 1\right)",
        Source = "DLMF §4.7(ii)",
    };

    public static readonly Operation AccurateLogP1 = new()
    {
        Name = "AccurateLogP1",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Elementary", "LogP1"),
        Lanewise = "VectorMath.LogP1",
        Members = ["Elementary.LogP1"],
        Cost = 16,
        Slopes = (x, y) => [1 / (1 + x[0])],
        Image = Images.Increasing(RealFunctions.LogP1, -1, double.PositiveInfinity),
        Formula = "ln(1 + {0})",
        SlopeIdentity = "(ln(1 + x))′ = 1/(1 + x)",
        TeX = @"\ln\left(1 + {0}\right)",
        Source = "DLMF §4.7(i)",
    };
}
