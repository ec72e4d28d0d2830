namespace SymbolicGrad.Tests.Activations;

/// <summary>Zeros with their signs, infinities, NaN, saturation and subnormal numbers.</summary>
public class ActivationSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly string[] AllNames =
    [
        .. ScalarFunctions.Tolerances.Keys, "Relu", "Relu6", "LeakyRelu", "PRelu", "HardTanh", "HardSigmoid", "HardSwish",
    ];

    public static TheoryData<string> Names() => [.. AllNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_gives_NaN(string name)
    {
        ScalarFunctions.Evaluate(name, double.NaN).ShouldBe(double.NaN);
        ScalarFunctions.Evaluate(name, float.NaN).ShouldBe(float.NaN);
    }

    [Theory]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("LogSigmoid", -Infinity, 0)]
    [InlineData("Softplus", 0, Infinity)]
    [InlineData("Softsign", -1, 1)]
    [InlineData("TanhShrink", -Infinity, Infinity)]
    [InlineData("Relu", 0, Infinity)]
    [InlineData("Relu6", 0, 6)]
    [InlineData("LeakyRelu", -Infinity, Infinity)]
    [InlineData("PRelu", -Infinity, Infinity)]
    [InlineData("HardTanh", -1, 1)]
    [InlineData("HardSigmoid", 0, 1)]
    [InlineData("HardSwish", -0.0, Infinity)]
    [InlineData("Elu", -1, Infinity)]
    [InlineData("EluAlpha", -1.5, Infinity)]
    [InlineData("Selu", -1.7580993408473769, Infinity)]
    [InlineData("CeluAlpha", -1.5, Infinity)]
    [InlineData("Silu", -0.0, Infinity)]
    [InlineData("Gelu", -0.0, Infinity)]
    [InlineData("GeluTanh", -0.0, Infinity)]
    [InlineData("Mish", -0.0, Infinity)]
    [InlineData("Erf", -1, 1)]
    [InlineData("Erfc", 2, 0)]
    [InlineData("ExpM1", -1, Infinity)]
    public void Infinities_give_the_limits(string name, double atMinus, double atPlus)
    {
        ShouldBeSame(ScalarFunctions.Evaluate(name, -Infinity), atMinus);
        ShouldBeSame(ScalarFunctions.Evaluate(name, Infinity), atPlus);
        ScalarFunctions.Evaluate(name, float.NegativeInfinity).ShouldBe((float)atMinus);
        ScalarFunctions.Evaluate(name, float.PositiveInfinity).ShouldBe((float)atPlus);
    }

    [Theory]
    [InlineData("Softsign")]
    [InlineData("TanhShrink")]
    [InlineData("LeakyRelu")]
    [InlineData("PRelu")]
    [InlineData("HardTanh")]
    [InlineData("HardSwish")]
    [InlineData("Elu")]
    [InlineData("EluAlpha")]
    [InlineData("Selu")]
    [InlineData("CeluAlpha")]
    [InlineData("Silu")]
    [InlineData("Gelu")]
    [InlineData("GeluTanh")]
    [InlineData("Mish")]
    [InlineData("Erf")]
    [InlineData("ExpM1")]
    [InlineData("LogP1")]
    public void Zero_keeps_its_sign(string name)
    {
        ShouldBeSame(ScalarFunctions.Evaluate(name, 0.0), 0.0);
        ShouldBeSame(ScalarFunctions.Evaluate(name, -0.0), -0.0);
    }

    [Theory]
    [InlineData("Sigmoid", 0.5)]
    [InlineData("LogSigmoid", -0.69314718055994531)]
    [InlineData("Softplus", 0.69314718055994531)]
    [InlineData("Relu", 0)]
    [InlineData("Relu6", 0)]
    [InlineData("HardSigmoid", 0.5)]
    [InlineData("Erfc", 1)]
    public void Values_at_zero(string name, double expected)
    {
        ScalarFunctions.Evaluate(name, 0.0).ShouldBe(expected);
        ScalarFunctions.Evaluate(name, -0.0).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Sigmoid", -800, 0)]
    [InlineData("Sigmoid", 800, 1)]
    [InlineData("LogSigmoid", -1e6, -1e6)]
    [InlineData("Softplus", -1e6, 0)]
    [InlineData("Softplus", 1e6, 1e6)]
    [InlineData("Silu", -1e6, -0.0)]
    [InlineData("Silu", 1e6, 1e6)]
    [InlineData("Mish", -1e6, -0.0)]
    [InlineData("Mish", 1e6, 1e6)]
    [InlineData("Gelu", -1e200, -0.0)]
    [InlineData("Gelu", 1e200, 1e200)]
    [InlineData("GeluTanh", -1e200, -0.0)]
    [InlineData("GeluTanh", 1e200, 1e200)]
    [InlineData("Elu", -1e6, -1)]
    [InlineData("Softsign", double.MaxValue, 1)]
    [InlineData("Erf", -50, -1)]
    [InlineData("Erfc", 1e200, 0)]
    [InlineData("Relu", -2, 0)]
    [InlineData("Relu6", 7, 6)]
    [InlineData("LeakyRelu", -2, -0.5)]
    [InlineData("LeakyRelu", 2, 2)]
    [InlineData("PRelu", -4, -1)]
    [InlineData("HardTanh", 0.5, 0.5)]
    [InlineData("HardTanh", -2, -1)]
    [InlineData("HardSigmoid", -3, 0)]
    [InlineData("HardSigmoid", 1.5, 0.75)]
    [InlineData("HardSwish", -1.5, -0.375)]
    [InlineData("HardSwish", 5, 5)]
    public void Saturated_and_piecewise_linear_values(string name, double x, double expected) =>
        ShouldBeSame(ScalarFunctions.Evaluate(name, x), expected);

    [Theory]
    [InlineData("Sigmoid", -745, 5e-324)]
    [InlineData("Elu", -5e-324, -5e-324)]
    [InlineData("Softsign", 5e-324, 5e-324)]
    [InlineData("ExpM1", 5e-324, 5e-324)]
    [InlineData("LogP1", -5e-324, -5e-324)]
    [InlineData("Erf", -1e-310, -1.1283791670955e-310)]
    public void Subnormal_numbers_are_kept(string name, double x, double expected)
    {
        double actual = ScalarFunctions.Evaluate(name, x);
        Math.Abs(BitConverter.DoubleToInt64Bits(actual) - BitConverter.DoubleToInt64Bits(expected)).ShouldBeLessThanOrEqualTo(1000, $"{actual:R}");
        (actual == 0).ShouldBeFalse();
    }

    [Fact]
    public void The_normal_distribution_has_its_left_tail_to_the_end()
    {
        SymbolicGrad.Activations.Gelu(-37.0).ShouldBe(-2.1184613523340934e-298, 4e-314);
        // Subnormal: no more digits are left than this.
        SymbolicGrad.Activations.Gelu(-38.0).ShouldBe(-1.0964627768e-314, 1e-321);
    }

    [Fact]
    public void LogP1_at_the_edge_of_its_domain()
    {
        Elementary.LogP1(-1.0).ShouldBe(double.NegativeInfinity);
        Elementary.LogP1(-1.5).ShouldBe(double.NaN);
        Elementary.LogP1(Infinity).ShouldBe(Infinity);
    }

    [Fact]
    public void Stop_returns_its_argument() => Grad.Stop(1.5).ShouldBe(1.5);

    /// <summary>Equal, and of the same sign when 0.</summary>
    private static void ShouldBeSame(double actual, double expected) =>
        BitConverter.DoubleToInt64Bits(actual).ShouldBe(BitConverter.DoubleToInt64Bits(expected), $"{actual:R} is not {expected:R}");
}
