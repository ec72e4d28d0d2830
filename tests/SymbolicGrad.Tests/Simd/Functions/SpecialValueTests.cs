using System.Numerics;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>Zeros with their signs, infinities, NaN, numbers outside the domain, and the ends of saturation, in every lane.</summary>
public class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    // At −∞, −0, +0 and +∞.
    private static readonly Dictionary<string, double[]> Limits = new()
    {
        ["Exp"] = [0, 1, 1, Infinity],
        ["ExpM1"] = [-1, -0.0, 0, Infinity],
        ["Log"] = [NaN, -Infinity, -Infinity, Infinity],
        ["LogP1"] = [NaN, -0.0, 0, Infinity],
        ["Tanh"] = [-1, -0.0, 0, 1],
        ["Sigmoid"] = [0, 0.5, 0.5, 1],
    };

    public static TheoryData<string> Names() => [.. VectorFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Limits_zeros_and_NaN(string name)
    {
        VectorFunction function = VectorFunction.All.Single(candidate => candidate.Name == name);
        double[] arguments = [double.NegativeInfinity, -0.0, 0, Infinity, NaN];
        double[] results = [.. Limits[name], NaN];
        // Each takes its turn in each lane, among the others.
        for (int turn = 0; turn < arguments.Length; turn++)
        {
            double[] x = [.. Enumerable.Range(turn, 64).Select(i => arguments[i % arguments.Length])];
            Vector<double> wide = function.Double(new Vector<double>(x));
            Vector<float> single = function.Single(new Vector<float>([.. x.Select(value => (float)value)]));
            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                double expected = results[(turn + lane) % results.Length];
                ShouldBeSame((float)single[lane], (float)expected, $"{name}({x[lane]:R}) of float in lane {lane}");
                if (lane < Vector<double>.Count)
                    ShouldBeSame(wide[lane], expected, $"{name}({x[lane]:R}) in lane {lane}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_NaN_stays_NaN(string name)
    {
        VectorFunction function = VectorFunction.All.Single(candidate => candidate.Name == name);
        foreach (uint bits in (uint[])[0x7F800001, 0x7FC00000, 0x7FFFFFFF, 0xFF800001, 0xFFFFFFFF])
            function.Single(new Vector<float>(BitConverter.UInt32BitsToSingle(bits))).ShouldBe(new Vector<float>(float.NaN), $"{bits:X}");
        foreach (ulong bits in (ulong[])[0x7FF0000000000001, 0x7FF8000000000000, 0x7FFFFFFFFFFFFFFF, 0xFFF0000000000001, 0xFFFFFFFFFFFFFFFF])
            function.Double(new Vector<double>(BitConverter.UInt64BitsToDouble(bits))).ShouldBe(new Vector<double>(double.NaN), $"{bits:X}");
    }

    [Theory]
    [InlineData("Log", -1, NaN)]
    [InlineData("Log", -5e-324, NaN)]
    [InlineData("Log", 1, 0)]
    [InlineData("LogP1", -1, -Infinity)]
    [InlineData("LogP1", -1.5, NaN)]
    [InlineData("Exp", 1e300, Infinity)]
    [InlineData("Exp", -1e300, 0)]
    [InlineData("ExpM1", 1e300, Infinity)]
    [InlineData("ExpM1", -1e300, -1)]
    [InlineData("ExpM1", 5e-324, 5e-324)]
    [InlineData("LogP1", -5e-324, -5e-324)]
    [InlineData("Tanh", 5e-324, 5e-324)]
    [InlineData("Tanh", -1e300, -1)]
    [InlineData("Sigmoid", 1e300, 1)]
    [InlineData("Sigmoid", -1e300, 0)]
    [InlineData("Sigmoid", -745, 5e-324)]
    public void Single_arguments(string name, double x, double expected) =>
        ShouldBeSame(VectorFunction.All.Single(function => function.Name == name).Double(new Vector<double>(x))[Vector<double>.Count - 1], expected, $"{name}({x:R})");

    [Fact]
    public void A_multiply_add_rounds_once()
    {
        double a = 1 + Math.ScaleB(1, -30);
        VectorMath.MultiplyAdd(new Vector<double>(a), new Vector<double>(a), new Vector<double>(-a * a))
            .ShouldBe(new Vector<double>(Math.ScaleB(1, -60)));
        float b = 1 + MathF.ScaleB(1, -14);
        VectorMath.MultiplyAdd(new Vector<float>(b), new Vector<float>(b), new Vector<float>(-b * b))
            .ShouldBe(new Vector<float>(MathF.ScaleB(1, -28)));
    }

    /// <summary>Equal, and of the same sign when 0.</summary>
    private static void ShouldBeSame(double actual, double expected, string where)
    {
        if (double.IsNaN(expected))
            double.IsNaN(actual).ShouldBeTrue(where);
        else
            BitConverter.DoubleToInt64Bits(actual).ShouldBe(BitConverter.DoubleToInt64Bits(expected), $"{where} = {actual:R}, not {expected:R}");
    }
}
