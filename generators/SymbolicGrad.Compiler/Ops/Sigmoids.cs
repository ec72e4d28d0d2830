using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>The activations that saturate, and the softplus family whose slopes they are.</summary>
public static class Sigmoids
{
    public static readonly Operation Sigmoid = new()
    {
        Name = "Sigmoid",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Sigmoid"),
        Lanewise = "VectorMath.Sigmoid",
        Members = ["Activations.Sigmoid"],
        IsActivation = true,
        Cost = 14,
        Slopes = (x, y) => [y * (1 - y)],
        Image = Images.Increasing(RealFunctions.Sigmoid),
        Range = (0, 1),
        SlopeBound = 0.25,
        Formula = "σ({0})",
        SlopeFormula = "σ′({0})",
        SlopeIdentity = "σ′ = σ(1 − σ)",
        TeX = @"\sigma\left({0}\right)",
        Source = "logistic function 1/(1 + e⁻ˣ): Goodfellow, Bengio, Courville, Deep Learning (2016), 3.10",
    };

    public static readonly Operation LogSigmoid = new()
    {
        Name = "LogSigmoid",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "LogSigmoid"),
        Members = ["Activations.LogSigmoid"],
        IsActivation = true,
        Cost = 20,
        // 1 − e^y would do without a sigmoid but has lost its digits where y is near 0.
        Slopes = (x, y) => [Sigmoid.Of(-x[0])],
        Image = Images.Increasing(x => -RealFunctions.Softplus(-x)),
        Range = (double.NegativeInfinity, 0),
        SlopeBound = 1,
        Formula = "ln σ({0})",
        SlopeFormula = "σ(−{0})",
        SlopeIdentity = "(ln σ)′(x) = σ(−x)",
        TeX = @"\ln \sigma\left({0}\right)",
        Source = "Goodfellow, Bengio, Courville, Deep Learning (2016), 3.10: ln σ(x) = −ζ(−x), ζ′ = σ",
    };

    public static readonly Operation Softplus = new()
    {
        Name = "Softplus",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Softplus"),
        Lanewise = "VectorMath.Softplus",
        Members = ["Activations.Softplus"],
        IsActivation = true,
        Cost = 20,
        Slopes = (x, y) => [Sigmoid.Of(x[0])],
        Image = Images.Increasing(RealFunctions.Softplus),
        Range = (0, double.PositiveInfinity),
        SlopeBound = 1,
        Formula = "softplus({0})",
        SlopeFormula = "σ({0})",
        SlopeIdentity = "softplus′ = σ",
        TeX = @"\ln\left(1 + e^{{{0}}}\right)",
        Source = "Dugas et al., Incorporating second-order functional knowledge (NIPS 2000); ζ′ = σ",
    };

    public static readonly Operation Softsign = new()
    {
        Name = "Softsign",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Softsign"),
        Members = ["Activations.Softsign"],
        IsActivation = true,
        Cost = 5,
        Slopes = (x, y) => [1 / ((1 + Extrema.Abs.Of(x[0])) * (1 + Extrema.Abs.Of(x[0])))],
        Image = Images.Increasing(RealFunctions.Softsign),
        Range = (-1, 1),
        SlopeBound = 1,
        Formula = "softsign({0})",
        SlopeFormula = "softsign′({0})",
        SlopeIdentity = "softsign′(x) = 1/(1 + |x|)²",
        TeX = @"\frac{{{0}}}{{1 + \left|{0}\right|}}",
        Source = "Glorot, Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), section 3",
    };

    public static readonly Operation HardSigmoid = new()
    {
        Name = "HardSigmoid",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "HardSigmoid"),
        Members = ["Activations.HardSigmoid"],
        IsActivation = true,
        Cost = 3,
        Slopes = (x, y) => [Term.Select((x[0] > -3).And(x[0] < 3), 1.0 / 6, 0)],
        Image = Images.Increasing(x => Math.Min(Math.Max((x / 6) + 0.5, 0), 1)),
        Range = (0, 1),
        SlopeBound = 1.0 / 6,
        Formula = "hardsigmoid({0})",
        SlopeFormula = "hardsigmoid′({0})",
        SlopeIdentity = "hardsigmoid′ = 1/6 on (−3, 3), else 0",
        TeX = @"\operatorname{{hardsigmoid}}\left({0}\right)",
        Source = "Howard et al., Searching for MobileNetV3 (2019), 5.2: relu6(x + 3)/6",
    };

    public static readonly Operation HardTanh = new()
    {
        Name = "HardTanh",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "HardTanh"),
        Members = ["Activations.HardTanh"],
        IsActivation = true,
        Cost = 2,
        Slopes = (x, y) => [Term.Select((x[0] > -1).And(x[0] < 1), 1, 0)],
        Image = Images.Increasing(x => Math.Min(Math.Max(x, -1), 1)),
        Range = (-1, 1),
        SlopeBound = 1,
        Formula = "hardtanh({0})",
        SlopeFormula = "hardtanh′({0})",
        SlopeIdentity = "hardtanh′ = 1 on (−1, 1), else 0",
        TeX = @"\operatorname{{hardtanh}}\left({0}\right)",
        Source = "Collobert, Large scale machine learning (2004); at ±1 as torch.nn.Hardtanh",
    };

    /// <summary>x − tanh x. Its slope takes tanh x itself: x − y has lost its digits where x is large.</summary>
    public static readonly Operation TanhShrink = new()
    {
        Name = "TanhShrink",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "TanhShrink"),
        Members = ["Activations.TanhShrink"],
        IsActivation = true,
        Cost = 26,
        Slopes = (x, y) => [Hyperbolic.Tanh.Of(x[0]) * Hyperbolic.Tanh.Of(x[0])],
        Image = Images.Increasing(x => x - Math.Tanh(x), 1e-15),
        SlopeBound = 1,
        Formula = "tanhshrink({0})",
        SlopeFormula = "tanh²({0})",
        SlopeIdentity = "(x − tanh x)′ = tanh² x",
        TeX = @"\left({0} - \tanh\left({0}\right)\right)",
        Source = "torch.nn.Tanhshrink; DLMF §4.34, §4.35(ii)",
    };
}
