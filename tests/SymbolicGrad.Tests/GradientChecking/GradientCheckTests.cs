namespace SymbolicGrad.Tests.GradientChecking;

public class GradientCheckTests
{
    private static readonly double[] Point = [0.3, -1.2, 2.5];

    [Fact]
    public void A_right_gradient_passes_with_ten_digits()
    {
        GradientCheckResult result = GradientCheck.Compare(Smooth, Point, SmoothGradient(Point), new() { RelativeTolerance = 1e-10 });
        result.Passed.ShouldBeTrue(result.Message);
        result.ThrowIfFailed().ShouldBeSameAs(result);
        result.Message.ShouldStartWith("All 3 components agree;");
    }

    [Fact]
    public void Few_steps_are_enough_because_they_are_extrapolated()
    {
        // The best of the four differences alone, with h = 0.05, is off by h²/6 = 4e−4.
        GradientCheckOptions options = new() { Levels = 4, InitialStep = 0.4, RelativeTolerance = 1e-11 };
        GradientCheck.Compare(x => Math.Exp(x[0]), [1], [Math.E], options).ThrowIfFailed();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_wrong_component_is_found(int index)
    {
        double[] claimed = SmoothGradient(Point);
        double right = claimed[index];
        claimed[index] *= 1 + 1e-6;
        GradientCheckResult result = GradientCheck.Compare(Smooth, Point, claimed);
        result.Passed.ShouldBeFalse();
        result.WorstIndex.ShouldBe(index);
        result.MaxRelativeError.ShouldBe(1e-6, 1e-8);
        result.Claimed.ShouldBe(claimed[index]);
        result.Numeric.ShouldBe(right, 1e-9);
        result.NumericUncertainty.ShouldBeLessThan(1e-8);
        result.Message.ShouldStartWith($"The gradient is wrong at component {index}: claimed ");
        Should.Throw<GradientCheckException>(result.ThrowIfFailed).ShouldSatisfyAllConditions(
            e => e.Message.ShouldBe(result.Message),
            e => e.Result.ShouldBeSameAs(result));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_claim_that_is_not_finite_fails(double claim)
    {
        GradientCheckResult result = GradientCheck.Compare(x => x[0], [1], [claim]);
        result.Passed.ShouldBeFalse();
        result.MaxRelativeError.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void A_function_that_is_not_finite_fails_whatever_is_claimed()
    {
        GradientCheckResult result = GradientCheck.Compare(_ => double.NaN, [1], [double.NaN]);
        result.Passed.ShouldBeFalse();
        result.Message.ShouldContain("not finite");
    }

    [Fact]
    public void The_edge_of_the_domain_may_be_near() =>
        GradientCheck.Compare(x => Math.Log(x[0]), [1e-3], [1e3]).ThrowIfFailed();

    [Fact]
    public void A_kink_beside_the_point_does_no_harm() =>
        GradientCheck.Compare(x => Math.Abs(x[0]), [1e-3], [1]).ThrowIfFailed();

    [Fact]
    public void A_kink_at_the_point_gives_the_mean_slope()
    {
        GradientCheck.Compare(x => Math.Max(x[0], 0), [0], [0.5]).Passed.ShouldBeTrue();
        GradientCheck.Compare(x => Math.Max(x[0], 0), [0], [0]).Passed.ShouldBeFalse();
    }

    [Fact]
    public void A_jump_is_reported_as_doubtful()
    {
        GradientCheckResult result = GradientCheck.Compare(x => Math.Sign(x[0]), [0], [0]);
        result.Passed.ShouldBeFalse();
        result.Message.ShouldEndWith("a kink or a jump may be near.");
    }

    [Fact]
    public void Rounding_noise_of_a_zero_derivative_is_no_error() =>
        GradientCheck.Compare(x => 1e3 * (Math.Sin(x[0]) * Math.Sin(x[0]) + Math.Cos(x[0]) * Math.Cos(x[0])), [0.7], [0]).ThrowIfFailed();

    [Fact]
    public void Nothing_to_compare_is_no_success() =>
        GradientCheck.Compare(_ => 1, [], []).ShouldSatisfyAllConditions(
            result => result.Passed.ShouldBeFalse(),
            result => result.WorstIndex.ShouldBe(-1),
            result => result.Message.ShouldStartWith("Nothing to compare"));

    [Fact]
    public void Different_lengths_are_named() =>
        Should.Throw<ArgumentException>(() => GradientCheck.Compare(Smooth, Point, [1, 2])).ShouldSatisfyAllConditions(
            e => e.ParamName.ShouldBe("claimed"),
            e => e.Message.ShouldStartWith("The length of claimed, 2, differs from the length of at, 3."));

    [Fact]
    public void Options_are_checked()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GradientCheck.Compare(Smooth, Point, Point, new() { Levels = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => GradientCheck.Compare(Smooth, Point, Point, new() { InitialStep = 0 }));
    }

    [Fact]
    public void The_function_may_change_its_argument()
    {
        double[] at = [.. Point];
        GradientCheck.Compare(
            x =>
            {
                double value = Smooth(x);
                Array.Clear(x);
                return value;
            },
            at,
            SmoothGradient(Point)).ThrowIfFailed();
        at.ShouldBe(Point);
    }

    [Fact]
    public void A_right_vector_Jacobian_product_passes() =>
        GradientCheck.CompareVectorJacobianProduct(Polar, PolarProduct, [1.5, 0.4]).ThrowIfFailed();

    [Fact]
    public void A_wrong_vector_Jacobian_product_fails()
    {
        GradientCheckResult result = GradientCheck.CompareVectorJacobianProduct(
            Polar,
            (x, u) =>
            {
                double[] product = PolarProduct(x, u);
                product[1] *= 1 + 1e-5;
                return product;
            },
            [1.5, 0.4]);
        result.Passed.ShouldBeFalse();
        result.Message.ShouldStartWith("The gradient is wrong at direction ");
    }

    [Fact]
    public void A_product_of_another_length_is_refused() =>
        Should.Throw<ArgumentException>(() => GradientCheck.CompareVectorJacobianProduct(Polar, (_, u) => [u[0]], [1.5, 0.4]))
            .ParamName.ShouldBe("vectorJacobianProduct");

    private static double Smooth(double[] x) => Math.Exp(x[0]) * Math.Sin(x[1]) + x[1] * x[2] * x[2];

    private static double[] SmoothGradient(double[] x) =>
        [Math.Exp(x[0]) * Math.Sin(x[1]), Math.Exp(x[0]) * Math.Cos(x[1]) + x[2] * x[2], 2 * x[1] * x[2]];

    private static double[] Polar(double[] x) => [x[0] * Math.Cos(x[1]), x[0] * Math.Sin(x[1])];

    private static double[] PolarProduct(double[] x, double[] u) =>
        [u[0] * Math.Cos(x[1]) + u[1] * Math.Sin(x[1]), x[0] * (u[1] * Math.Cos(x[1]) - u[0] * Math.Sin(x[1]))];
}
