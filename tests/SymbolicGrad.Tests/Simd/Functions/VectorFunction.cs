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
        new("Exp", VectorMath.Exp, VectorMath.Exp, x => WideMath.Exp(x), 1, 1.1) { Limit = 2000 },
        new("ExpM1", VectorMath.ExpM1, VectorMath.ExpM1, x => WideMath.ExpM1(x), 1.5, 2) { Limit = 2000 },
        new("Log", VectorMath.Log, VectorMath.Log, x => WideMath.Log(x), 1, 1) { Domain = (0, double.PositiveInfinity) },
        new("LogP1", VectorMath.LogP1, VectorMath.LogP1, x => WideMath.LogP1(x), 1.5, 1.5) { Domain = (-1, double.PositiveInfinity) },
        new("Tanh", VectorMath.Tanh, VectorMath.Tanh, Tanh, 2.5, 2.5) { Limit = 100 },
        new("Sigmoid", VectorMath.Sigmoid, VectorMath.Sigmoid, Sigmoid, 2.5, 2.5) { Limit = 2000 },
    ];

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
