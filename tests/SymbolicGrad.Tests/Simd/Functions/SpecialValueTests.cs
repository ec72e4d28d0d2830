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
        ["TanhSlope"] = [0, 1, 1, 0],
        ["SigmoidSlope"] = [0, 0.25, 0.25, 0],
        ["Softplus"] = [0, Math.Log(2), Math.Log(2), Infinity],
        ["Silu"] = [-0.0, -0.0, 0, Infinity],
        ["Mish"] = [-0.0, -0.0, 0, Infinity],
        ["Elu"] = [-1, -0.0, 0, Infinity],
        ["EluOfDepth"] = [-1.7f, -0.0, 0, Infinity],
        ["Selu"] = [-1.7580993408473768599, -0.0, 0, Infinity],
        ["Erf"] = [-1, -0.0, 0, 1],
        ["Erfc"] = [2, 1, 1, 0],
        ["Gelu"] = [-0.0, -0.0, 0, Infinity],
        ["GeluBeforeItsTail"] = [-0.0, -0.0, 0, Infinity],
        ["GeluTanh"] = [-0.0, -0.0, 0, Infinity],
        ["Sin"] = [NaN, -0.0, 0, NaN],
        ["Cos"] = [NaN, 1, 1, NaN],
        ["Square"] = [Infinity, 0, 0, Infinity],
        ["InverseCube"] = [-0.0, -Infinity, Infinity, 0],
        ["PowerOf"] = [Infinity, 0, 0, Infinity],
        ["PowerTo"] = [0, 1, 1, Infinity],
        ["Sqrt"] = [NaN, -0.0, 0, Infinity],
        ["ReciprocalSqrt"] = [NaN, -Infinity, Infinity, 0],
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
    [InlineData("TanhSlope", 372, 3e-323)]
    [InlineData("Softplus", 1e300, 1e300)]
    [InlineData("Softplus", -1e300, 0)]
    [InlineData("Softplus", -745, 5e-324)]
    [InlineData("Silu", 1e300, 1e300)]
    [InlineData("Silu", -1e300, -0.0)]
    [InlineData("Silu", -5e-324, -0.0)]
    [InlineData("Mish", double.MaxValue, double.MaxValue)]
    [InlineData("Mish", -1e300, -0.0)]
    [InlineData("Elu", 1e300, 1e300)]
    [InlineData("Elu", -1e300, -1)]
    [InlineData("Selu", double.MaxValue, Infinity)]
    [InlineData("Gelu", 1e300, 1e300)]
    [InlineData("Gelu", -1e300, -0.0)]
    [InlineData("GeluTanh", 1e300, 1e300)]
    [InlineData("GeluTanh", -1e300, -0.0)]
    [InlineData("Erf", 1e300, 1)]
    [InlineData("Erfc", 1e300, 0)]
    [InlineData("Erfc", -1e300, 2)]
    [InlineData("Sin", 1e300, -0.8178819121159085)]
    [InlineData("Cos", 1e300, -0.5753861119575491)]
    [InlineData("Cos", 1e-300, 1)]
    [InlineData("Sqrt", -1, NaN)]
    [InlineData("ReciprocalSqrt", -1, NaN)]
    public void Single_arguments(string name, double x, double expected) =>
        ShouldBeSame(VectorFunction.All.Single(function => function.Name == name).Double(new Vector<double>(x))[Vector<double>.Count - 1], expected, $"{name}({x:R})");

    /// <summary>The cases of C23's annex F, and every pair of some ordinary and some extreme numbers.</summary>
    [Fact]
    public void Powers_agree_with_those_of_the_base_library()
    {
        double[] numbers =
        [
            0, 1, 2, 3, 0.5, 1.5, 2.5, 7, 1e10, 4503599627370497, 9007199254740992, 1e18, 1e300, 1e-300, double.Epsilon, double.MaxValue, Infinity, NaN,
        ];
        double[] both = [.. numbers, .. numbers.Select(number => -number)];
        foreach (double x in both)
        {
            foreach (double y in both)
            {
                Agree(VectorMath.Pow(new Vector<double>(x), new Vector<double>(y))[0], Math.Pow(x, y), 1e-15, $"{x:R} to {y:R}");
                float singleX = (float)x;
                float singleY = (float)y;
                double exact = (float)Math.Pow(singleX, singleY);
                Agree(VectorMath.Pow(new Vector<float>(singleX), new Vector<float>(singleY))[0], exact, 3e-7, $"{singleX:R} to {singleY:R} of float");
            }
        }

        static void Agree(double actual, double expected, double tolerance, string where)
        {
            if (double.IsFinite(expected) && expected != 0)
                Math.Abs(actual / expected - 1).ShouldBeLessThan(tolerance, where);
            else
                ShouldBeSame(actual, expected, where);
        }
    }

    [Fact]
    public void One_great_lane_does_not_disturb_the_others()
    {
        Vector<double> x = Vector.WithElement(new Vector<double>(0.5), 1, 1e22);
        VectorMath.Sin(x)[0].ShouldBe(Math.Sin(0.5), 1e-15);
        VectorMath.Sin(x)[1].ShouldBe(-0.8522008497671888, 1e-15);
        VectorMath.Cos(x)[1].ShouldBe(0.5232147853951389, 1e-15);
    }

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
