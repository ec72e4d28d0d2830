using System.Numerics;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>A vector function, what it should be, and how far it may be from that, in units of the last place.</summary>
internal sealed record VectorFunction(
    string Name,
    Func<Vector<float>, Vector<float>> Single,
    Func<Vector<double>, Vector<double>> Double,
    Func<double, WideNumber> Reference,
    double SingleBound,
    double DoubleBound)
{
    /// <summary>The arguments for which the function is a number.</summary>
    public (double Low, double High) Domain { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Beyond these magnitudes the result is that of the limit, which the reference is not made for.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Fewer arguments are tried where the reference takes long.</summary>
    public int Thinning { get; init; } = 1;

    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        new("Exp", VectorMath.Exp, VectorMath.Exp, x => WideMath.Exp(x), 1.1, 1.1) { Limit = 2000 },
        new("ExpM1", VectorMath.ExpM1, VectorMath.ExpM1, x => WideMath.ExpM1(x), 1.6, 2) { Limit = 2000 },
        new("Log", VectorMath.Log, VectorMath.Log, x => WideMath.Log(x), 1, 1) { Domain = (0, double.PositiveInfinity) },
        new("LogP1", VectorMath.LogP1, VectorMath.LogP1, x => WideMath.LogP1(x), 1.5, 1.5) { Domain = (-1, double.PositiveInfinity) },
        new("Tanh", VectorMath.Tanh, VectorMath.Tanh, Tanh, 2.5, 2.5) { Limit = 100 },
        new("Sigmoid", VectorMath.Sigmoid, VectorMath.Sigmoid, Sigmoid, 2.5, 2.5) { Limit = 2000 },
        new("TanhSlope", VectorMath.TanhSlope, VectorMath.TanhSlope, x => SigmoidSlope(2 * x) * 4.0, 2.5, 2.5) { Limit = 2000 },
        new("SigmoidSlope", VectorMath.SigmoidSlope, VectorMath.SigmoidSlope, SigmoidSlope, 2.5, 2.5) { Limit = 2000 },
        new("Softplus", VectorMath.Softplus, VectorMath.Softplus, Softplus, 2, 2) { Limit = 2000 },
        new("Silu", VectorMath.Silu, VectorMath.Silu, x => Sigmoid(x) * x, 2.5, 2.5) { Limit = 2000 },
        new("Mish", VectorMath.Mish, VectorMath.Mish, Mish, 2, 2) { Limit = 2000 },
        new("Elu", VectorMath.Elu, VectorMath.Elu, Elu, 1.1, 1.1) { Limit = 2000 },
        new("EluOfDepth", x => VectorMath.Elu(x, new(1.7f)), x => VectorMath.Elu(x, new(1.7f)), x => x > 0 ? x : Elu(x) * 1.7f, 2, 2) { Limit = 2000 },
        new("Selu", VectorMath.Selu, VectorMath.Selu, Selu, 2, 2) { Limit = 2000 },
        new("Erf", VectorMath.Erf, VectorMath.Erf, x => WideMath.Erf(x), 1.1, 1.2) { Limit = 2000, Thinning = 8 },
        new("Erfc", VectorMath.Erfc, VectorMath.Erfc, x => WideMath.Erfc(x), 4.5, 6) { Limit = 2000, Thinning = 8 },
        new("Gelu", VectorMath.Gelu, VectorMath.Gelu, Gelu, 5, 7.25) { Limit = 2000, Thinning = 8 },
        new("GeluBeforeItsTail", VectorMath.Gelu, VectorMath.Gelu, Gelu, 2.5, 2.5) { Domain = (-1, double.PositiveInfinity), Limit = 2000, Thinning = 8 },
        new("GeluTanh", VectorMath.GeluTanh, VectorMath.GeluTanh, GeluTanh, 2.5, 2.5) { Limit = 2000 },
        new("Sin", VectorMath.Sin, VectorMath.Sin, WideMath.Sin, 1.6, 1.6) { Limit = 1e15 },
        new("Cos", VectorMath.Cos, VectorMath.Cos, WideMath.Cos, 1.6, 1.6) { Limit = 1e15 },
        new("Square", x => VectorMath.Pow(x, new(2)), x => VectorMath.Pow(x, new(2)), x => (WideNumber)x * x, 1.25, 1.25),
        new("InverseCube", x => VectorMath.Pow(x, new(-3)), x => VectorMath.Pow(x, new(-3)), x => 1.0 / ((WideNumber)x * x * x), 1.25, 1.25),
        new("PowerOf", x => VectorMath.Pow(x, new(1.375f)), x => VectorMath.Pow(x, new(1.375f)), x => WideMath.Exp(WideMath.Log(x) * 1.375), 1.25, 1.25)
        {
            Domain = (0, double.PositiveInfinity),
        },
        new("PowerTo", x => VectorMath.Pow(new(1.375f), x), x => VectorMath.Pow(new(1.375f), x), x => WideMath.Exp(WideMath.Log(1.375) * x), 1.25, 1.25) { Limit = 10000 },
        new("Sqrt", VectorMath.Sqrt, VectorMath.Sqrt, x => WideNumber.Sqrt(x), 0.5, 0.5) { Domain = (0, double.PositiveInfinity) },
        new("ReciprocalSqrt", VectorMath.ReciprocalSqrt, VectorMath.ReciprocalSqrt, x => 1.0 / WideNumber.Sqrt(x), 1.5, 1.5) { Domain = (0, double.PositiveInfinity) },
    ];

    private static readonly WideNumber SeluScale = WideNumber.Parse("1.0507009873554804934193349852946");

    private static readonly WideNumber SeluDepth = SeluScale * WideNumber.Parse("1.6732632423543772848170429916717");

    private static WideNumber SigmoidSlope(double x)
    {
        WideNumber t = WideMath.Exp(-Math.Abs(x));
        return t / ((t + 1.0) * (t + 1.0));
    }

    private static WideNumber Softplus(double x) => WideMath.LogP1(WideMath.Exp(-Math.Abs(x))) + Math.Max(x, 0);

    private static WideNumber Mish(double x)
    {
        WideNumber n = WideMath.Exp(x);
        WideNumber power = n * (n + 2.0);
        return power / (power + 2.0) * x;
    }

    private static WideNumber Elu(double x) => x > 0 ? x : WideMath.ExpM1(x);

    private static WideNumber Selu(double x) => x > 0 ? SeluScale * x : SeluDepth * WideMath.ExpM1(x);

    private static WideNumber GeluTanh(double x)
    {
        WideNumber square = (WideNumber)x * x;
        WideNumber t = WideMath.Exp((square * WideNumber.Parse("0.044715") + 1.0) * x * WideMath.TwoOverRootPi * WideMath.RootHalf * 2.0);
        return t / (t + 1.0) * x;
    }

    private static WideNumber Gelu(double x) => WideMath.Erfc(-(WideMath.RootHalf * x)) * 0.5 * x;

    private static WideNumber Tanh(double x)
    {
        WideNumber m = WideMath.ExpM1(2 * Math.Abs(x));
        WideNumber y = m / (m + 2.0);
        return x < 0 ? -y : y;
    }

    private static WideNumber Sigmoid(double x)
    {
        WideNumber t = WideMath.Exp(x);
        return t / (t + 1.0);
    }
}
