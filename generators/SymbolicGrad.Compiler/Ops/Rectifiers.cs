using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>The rectifier and its variants. At 0 each has the slope of its left side (API.md section 3).</summary>
public static class Rectifiers
{
    // Chosen so that mean 0 and variance 1 are a fixed point: Klambauer et al. (2017), equation 14.
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    public static readonly Operation Relu = new()
    {
        Name = "Relu",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Relu"),
        Lanewise = "VectorMath.Relu",
        Members = ["Activations.Relu"],
        IsActivation = true,
        Slopes = (x, y) => [Term.Select(x[0] > 0, 1, 0)],
        Image = Images.Increasing(x => Math.Max(x, 0)),
        Range = (0, double.PositiveInfinity),
        SlopeBound = 1,
        Formula = "relu({0})",
        SlopeFormula = "relu′({0})",
        SlopeIdentity = "relu′ = 1 for x > 0, else 0",
        TeX = @"\max\left(0, {0}\right)",
        Source = "Nair, Hinton, Rectified linear units improve restricted Boltzmann machines (2010)",
    };

    public static readonly Operation Relu6 = new()
    {
        Name = "Relu6",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Relu6"),
        Members = ["Activations.Relu6"],
        IsActivation = true,
        Cost = 2,
        Slopes = (x, y) => [Term.Select((x[0] > 0).And(x[0] < 6), 1, 0)],
        Image = Images.Increasing(x => Math.Min(Math.Max(x, 0), 6)),
        Range = (0, 6),
        SlopeBound = 1,
        Formula = "relu6({0})",
        SlopeFormula = "relu6′({0})",
        SlopeIdentity = "relu6′ = 1 on (0, 6), else 0",
        TeX = @"\min\left(\max\left(0, {0}\right), 6\right)",
        Source = "Krizhevsky, Convolutional deep belief networks on CIFAR-10 (2010); at 0 and 6 as torch.nn.ReLU6",
    };

    public static readonly Operation LeakyRelu = Leaky(
        "LeakyRelu",
        "leakyrelu({0}; {1})",
        "Maas, Hannun, Ng, Rectifier nonlinearities improve neural network acoustic models (2013)");

    public static readonly Operation PRelu = Leaky(
        "PRelu",
        "prelu({0}; {1})",
        "He et al., Delving deep into rectifiers (2015), equations 1, 9 and 10");

    public static readonly Operation Elu = new()
    {
        Name = "Elu",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Elu"),
        Lanewise = "VectorMath.Elu",
        Members = ["Activations.Elu"],
        IsActivation = true,
        Cost = 11,
        // y + 1 would do without an exponential but has lost its digits where y is near −1: at −30 all but three.
        Slopes = (x, y) => [Term.Select(x[0] > 0, 1, Exponentials.Exp.Of(x[0]))],
        Image = Images.Increasing(RealFunctions.Elu),
        Range = (-1, double.PositiveInfinity),
        SlopeBound = 1,
        Formula = "elu({0})",
        SlopeFormula = "elu′({0})",
        SlopeIdentity = "elu′ = 1 for x > 0, else eˣ",
        TeX = @"\operatorname{{elu}}\left({0}\right)",
        Source = "Clevert, Unterthiner, Hochreiter, Fast and accurate deep network learning by ELUs (2016), equation 15",
    };

    public static readonly Operation EluWithAlpha = new()
    {
        Name = "EluWithAlpha",
        Arity = 2,
        Spelling = new Spelling.PackageCall("Activations", "Elu"),
        Lanewise = "VectorMath.Elu",
        Members = ["Activations.Elu"],
        IsActivation = true,
        Cost = 12,
        Slopes = (x, y) =>
        [
            Term.Select(x[0] > 0, 1, x[1] * Exponentials.Exp.Of(x[0])),
            Term.Select(x[0] > 0, 0, Elu.Of(x[0])),
        ],
        Image = x => Images.AtZero(x[0], left => x[1] * Elu!.ImageOf([left]), right => right),
        Formula = "elu({0}; {1})",
        SlopeIdentity = "elu′ = 1 for x > 0, else α·eˣ",
        TeX = @"\operatorname{{elu}}_{{{1}}}\left({0}\right)",
        Source = "Clevert, Unterthiner, Hochreiter, Fast and accurate deep network learning by ELUs (2016), equation 15",
    };

    public static readonly Operation Selu = new()
    {
        Name = "Selu",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Activations", "Selu"),
        Lanewise = "VectorMath.Selu",
        Members = ["Activations.Selu"],
        IsActivation = true,
        Cost = 12,
        Slopes = (x, y) => [Term.Select(x[0] > 0, SeluScale, (SeluScale * SeluAlpha) * Exponentials.Exp.Of(x[0]))],
        Image = x => Images.AtZero(x[0], left => Interval.Of(SeluScale * SeluAlpha) * Elu.ImageOf([left]), right => Interval.Of(SeluScale) * right).Widened(Images.Error),
        Range = (-1.758099340847377, double.PositiveInfinity),
        SlopeBound = SeluScale * SeluAlpha,
        Formula = "selu({0})",
        SlopeFormula = "selu′({0})",
        SlopeIdentity = "selu′ = λ for x > 0, else λα·eˣ",
        TeX = @"\operatorname{{selu}}\left({0}\right)",
        Source = "Klambauer et al., Self-normalizing neural networks (2017), equations 2 and 14",
    };

    /// <summary>x for x > 0, else α(e^(x/α) − 1): continuously differentiable in x for every α.</summary>
    public static readonly Operation Celu = new()
    {
        Name = "Celu",
        Arity = 2,
        Spelling = new Spelling.PackageCall("Activations", "Celu"),
        Members = ["Activations.Celu"],
        IsActivation = true,
        Cost = 16,
        Slopes = (x, y) =>
        [
            Term.Select(x[0] > 0, 1, Exponentials.Exp.Of(x[0] / x[1])),
            Term.Select(x[0] > 0, 0, CeluSlopeInAlpha(x[0] / x[1])),
        ],
        Image = x => Images.AtZero(x[0], left => x[1] * AccurateElementary.AccurateExpM1.ImageOf([left / x[1]]), right => right),
        Formula = "celu({0}; {1})",
        SlopeIdentity = "celu′ = 1 for x > 0, else exp(x/α)",
        TeX = @"\operatorname{{celu}}_{{{1}}}\left({0}\right)",
        Source = "Barron, Continuously differentiable exponential linear units (2017), equations 2 to 4",
    };

    /// <summary>(α(e^z − 1))′ with z = x/α, so that z′ = −z/α.</summary>
    private static Term CeluSlopeInAlpha(Term z) => AccurateElementary.AccurateExpM1.Of(z) - (z * Exponentials.Exp.Of(z));

    /// <summary>One function under two names: a leak that is chosen, and one that is learned.</summary>
    private static Operation Leaky(string member, string formula, string source) => new()
    {
        Name = member,
        Arity = 2,
        Spelling = new Spelling.PackageCall("Activations", member),
        Lanewise = "VectorMath.LeakyRelu",
        Members = ["Activations." + member],
        IsActivation = true,
        Cost = 2,
        Slopes = (x, y) => [Term.Select(x[0] > 0, 1, x[1]), Term.Select(x[0] > 0, 0, x[0])],
        Image = x => Images.AtZero(x[0], left => x[1] * left, right => right),
        Formula = formula,
        SlopeIdentity = "1 for x > 0, else the leak",
        TeX = $@"\operatorname{{{{{member.ToLowerInvariant()}}}}}_{{{{{{1}}}}}}\left({{0}}\right)",
        Source = source,
    };
}
