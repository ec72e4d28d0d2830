using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// Activations x·gate(x). Each slope is gate + x·gate′ written so that nothing cancels for very negative x, where gate and
/// gate′ are both tiny: the gate is never computed as 1 minus something near 1.
/// </summary>
public static class GatedActivations
{
    /// <summary>√(2/π), the inner factor of the tanh form of GELU.</summary>
    private const double RootTwoOverPi = 0.79788456080286535587989211986876;

    /// <summary>1/√(2π), the density of the normal distribution at its mean.</summary>
    private const double DensityAtMean = 0.39894228040143267793994605993438;

    private const double RootHalf = 0.70710678118654752440084436210485;

    public static readonly Operation Silu = new()
    {
        Name = "Silu",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Silu"),
        Lanewise = "VectorMath.Silu",
        Members = ["Activations.Silu"],
        IsActivation = true,
        Cost = 15,
        Definition = x => x[0] * Sigmoids.Sigmoid.Of(x[0]),
        Image = Images.Valley(x => x * RealFunctions.Sigmoid(x), -1.2784645),
        Range = (-0.2784645427610738, double.PositiveInfinity),
        SlopeBound = 1.0998393201288670,
        Formula = "silu({0})",
        SlopeFormula = "silu′({0})",
        SlopeIdentity = "silu′(x) = σ(x) + x·σ(x)(1 − σ(x))",
        TeX = @"{0} \, \sigma\left({0}\right)",
        Source = "Elfwing, Uchibe, Doya, Sigmoid-weighted linear units for neural network function approximation (2018), equations 8 and 9",
    };

    /// <summary>x·Φ(x) with the distribution function of the normal distribution, Φ(x) = erfc(−x/√2)/2.</summary>
    public static readonly Operation Gelu = new()
    {
        Name = "Gelu",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Gelu"),
        Lanewise = "VectorMath.Gelu",
        Members = ["Activations.Gelu"],
        IsActivation = true,
        Cost = 32,
        Slopes = (x, y) =>
        [
            (0.5 * ErrorFunctions.Erfc.Of(-RootHalf * x[0]))
                + (DensityAtMean * x[0] * Exponentials.Exp.Of(-0.5 * x[0] * x[0])),
        ],
        Image = Images.Valley(x => x * 0.5 * (1 + RealFunctions.Erf(x * RootHalf)), -0.7517916, 1e-6),
        Range = (-0.1699712074799037, double.PositiveInfinity),
        SlopeBound = 1.1289041451851548,
        Formula = "gelu({0})",
        SlopeFormula = "gelu′({0})",
        SlopeIdentity = "gelu′(x) = Φ(x) + x·φ(x)",
        TeX = @"{0} \, \Phi\left({0}\right)",
        Source = "Hendrycks, Gimpel, Gaussian error linear units (2016), section 2; DLMF §7.2(i)",
    };

    /// <summary>½x(1 + tanh u) with u = √(2/π)(x + 0.044715x³), which is x·σ(2u).</summary>
    public static readonly Operation GeluTanh = new()
    {
        Name = "GeluTanh",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "GeluTanh"),
        Lanewise = "VectorMath.GeluTanh",
        Members = ["Activations.GeluTanh"],
        IsActivation = true,
        Cost = 30,
        Definition = x => x[0] * Sigmoids.Sigmoid.Of(2 * RootTwoOverPi * x[0] * (1 + (0.044715 * x[0] * x[0]))),
        Image = Images.Valley(x => x * RealFunctions.Sigmoid(2 * RootTwoOverPi * x * (1 + (0.044715 * x * x))), -0.7524614),
        Range = (-0.1700407505712541, double.PositiveInfinity),
        SlopeBound = 1.1289930686587718,
        Formula = "gelutanh({0})",
        SlopeFormula = "gelutanh′({0})",
        SlopeIdentity = "gelutanh(x) = x·σ(2u), u = √(2/π)(x + 0.044715x³)",
        TeX = @"\operatorname{{gelu}}_{{\tanh}}\left({0}\right)",
        Source = "Hendrycks, Gimpel, Gaussian error linear units (2016), section 2",
    };

    /// <summary>
    /// x·tanh(softplus x). With s = σ(x) and q = 1 − s the gate is s(1 + q)/(1 + q²) and its slope 4sq²/(1 + q²)²: one
    /// exponential instead of three, and every factor keeps its digits for very negative x.
    /// </summary>
    public static readonly Operation Mish = new()
    {
        Name = "Mish",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Mish"),
        Lanewise = "VectorMath.Mish",
        Members = ["Activations.Mish"],
        IsActivation = true,
        Cost = 22,
        Slopes = (x, y) => [MishSlope(x[0])],
        Image = Images.Valley(x => x * Math.Tanh(RealFunctions.Softplus(x)), -1.1924354),
        Range = (-0.3088434130172505, double.PositiveInfinity),
        SlopeBound = 1.0884981612517279,
        Formula = "mish({0})",
        SlopeFormula = "mish′({0})",
        SlopeIdentity = "mish′ = (s(1 + q) + 4x·s·q²/(1 + q²))/(1 + q²), s = σ(x), q = 1 − s",
        TeX = @"{0} \, \tanh\left(\ln\left(1 + e^{{{0}}}\right)\right)",
        Source = "Misra, Mish: a self regularized non-monotonic activation function (2020), equation 1",
    };

    public static readonly Operation HardSwish = new()
    {
        Name = "HardSwish",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "HardSwish"),
        Members = ["Activations.HardSwish"],
        IsActivation = true,
        Cost = 4,
        Slopes = (x, y) => [Term.Select(x[0] <= -3, 0, Term.Select(x[0] < 3, (x[0] / 3) + 0.5, 1))],
        Image = Images.Valley(x => x <= -3 ? 0 : x * Math.Min(x + 3, 6) / 6, -1.5),
        Range = (-0.375, double.PositiveInfinity),
        SlopeBound = 1.5,
        Formula = "hardswish({0})",
        SlopeFormula = "hardswish′({0})",
        SlopeIdentity = "hardswish′ = 0 up to −3, x/3 + ½ up to 3, then 1",
        TeX = @"\operatorname{{hardswish}}\left({0}\right)",
        Source = "Howard et al., Searching for MobileNetV3 (2019), 5.2: x·relu6(x + 3)/6; at ±3 as torch.nn.Hardswish",
    };

    private static Term MishSlope(Term x)
    {
        Term s = Sigmoids.Sigmoid.Of(x);
        Term q = 1 - s;
        Term denominator = 1 + (q * q);
        return s * (1 + q + (4 * x * q * q / denominator)) / denominator;
    }
}
