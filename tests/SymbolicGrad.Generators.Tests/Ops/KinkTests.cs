using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>The conventions at kinks, at singular points and at the ends of the number line, each stated once.</summary>
public class KinkTests
{
    private const double Infinity = double.PositiveInfinity;

    private static double Slope(Operation operation, int position, params object[] operands) =>
        new TermEvaluator(operation, operands).Adjoint(position, 1);

    private static double Adjoint(Operation operation, int position, double upstream, params object[] operands) =>
        new TermEvaluator(operation, operands).Adjoint(position, upstream);

    [Fact]
    public void Rectifiers_have_the_slope_of_their_left_side_at_0()
    {
        Slope(Rectifiers.Relu, 0, 0.0).ShouldBe(0);
        Slope(Rectifiers.Relu6, 0, 0.0).ShouldBe(0);
        Slope(Rectifiers.LeakyRelu, 0, 0.0, 0.2).ShouldBe(0.2);
        Slope(Rectifiers.LeakyRelu, 1, 0.0, 0.2).ShouldBe(0);
        Slope(Rectifiers.PRelu, 0, 0.0, 0.25).ShouldBe(0.25);
        Slope(Rectifiers.PRelu, 1, 0.0, 0.25).ShouldBe(0);
        Slope(Rectifiers.Elu, 0, 0.0).ShouldBe(1);
        Slope(Rectifiers.EluWithAlpha, 0, 0.0, 0.5).ShouldBe(0.5);
        Slope(Rectifiers.Celu, 0, 0.0, 0.5).ShouldBe(1);
        Slope(Rectifiers.Selu, 0, 0.0).ShouldBe(1.0507009873554805 * 1.6732632423543772, 1e-15);
    }

    [Fact]
    public void Hard_activations_have_slope_0_where_they_bend_towards_a_constant()
    {
        Slope(Rectifiers.Relu6, 0, 6.0).ShouldBe(0);
        Slope(Sigmoids.HardTanh, 0, -1.0).ShouldBe(0);
        Slope(Sigmoids.HardTanh, 0, 1.0).ShouldBe(0);
        Slope(Sigmoids.HardSigmoid, 0, -3.0).ShouldBe(0);
        Slope(Sigmoids.HardSigmoid, 0, 3.0).ShouldBe(0);
        Slope(GatedActivations.HardSwish, 0, -3.0).ShouldBe(0);
        Slope(GatedActivations.HardSwish, 0, 3.0).ShouldBe(1);
    }

    [Fact]
    public void The_magnitude_has_slope_0_at_0()
    {
        Slope(Extrema.Abs, 0, 0.0).ShouldBe(0);
        Slope(Extrema.Abs, 0, -0.0).ShouldBe(0);
        Slope(Extrema.CopySign, 0, 0.0, -2.0).ShouldBe(0);
    }

    [Fact]
    public void Equal_arguments_of_an_extremum_get_half_each()
    {
        foreach (Operation operation in new[] { Extrema.Max, Extrema.Min })
        {
            Slope(operation, 0, 1.5, 1.5).ShouldBe(0.5);
            Slope(operation, 1, 1.5, 1.5).ShouldBe(0.5);
        }
    }

    [Fact]
    public void Clamp_passes_the_gradient_on_its_closed_interval()
    {
        Slope(Extrema.Clamp, 0, -1.0, -1.0, 2.0).ShouldBe(1);
        Slope(Extrema.Clamp, 0, 2.0, -1.0, 2.0).ShouldBe(1);
        Slope(Extrema.Clamp, 1, -1.0, -1.0, 2.0).ShouldBe(0);
        Slope(Extrema.Clamp, 2, 2.0, -1.0, 2.0).ShouldBe(0);
        Slope(Extrema.Clamp, 0, -1.5, -1.0, 2.0).ShouldBe(0);
        Slope(Extrema.Clamp, 1, -1.5, -1.0, 2.0).ShouldBe(1);
        Slope(Extrema.Clamp, 2, 2.5, -1.0, 2.0).ShouldBe(1);
    }

    [Fact]
    public void Sqrt_at_0_passes_infinity_unless_its_adjoint_is_0()
    {
        Adjoint(Powers.Sqrt, 0, 1, 0.0).ShouldBe(Infinity);
        Adjoint(Powers.Sqrt, 0, -2, 0.0).ShouldBe(-Infinity);
        Adjoint(Powers.Sqrt, 0, 0, 0.0).ShouldBe(0);
        Adjoint(Powers.Sqrt, 0, 0, 4.0).ShouldBe(0);
        Adjoint(Powers.Sqrt, 0, 3, 4.0).ShouldBe(0.75);
    }

    [Fact]
    public void Hypot_has_slope_0_at_the_origin()
    {
        Slope(Powers.Hypot, 0, 0.0, 0.0).ShouldBe(0);
        Slope(Powers.Hypot, 1, 0.0, 0.0).ShouldBe(0);
    }

    [Fact]
    public void A_power_does_not_vary_with_its_base_where_the_exponent_is_0()
    {
        Slope(Powers.Pow, 0, 0.0, 0.0).ShouldBe(0);
        Slope(Powers.Pow, 0, 2.5, 0.0).ShouldBe(0);
        Slope(Powers.Pow, 0, -2.5, 0.0).ShouldBe(0);
        Slope(Powers.Pow, 0, Infinity, 0.0).ShouldBe(0);
    }

    [Fact]
    public void A_power_of_0_does_not_vary_with_an_exponent_that_is_not_negative()
    {
        Slope(Powers.Pow, 1, 0.0, 0.0).ShouldBe(0);
        Slope(Powers.Pow, 1, 0.0, 2.0).ShouldBe(0);
        Slope(Powers.Pow, 1, 0.0, -1.0).ShouldBe(-Infinity);
    }

    [Fact]
    public void A_power_of_a_negative_number_has_a_slope_in_the_base_only()
    {
        Slope(Powers.Pow, 0, -2.0, 3.0).ShouldBe(12);
        Slope(Powers.Pow, 1, -2.0, 3.0).ShouldBe(double.NaN);
    }

    [Fact]
    public void Odd_roots_are_infinitely_steep_at_0()
    {
        Slope(Powers.Cbrt, 0, 0.0).ShouldBe(Infinity);
        Slope(Powers.RootN, 0, 0.0, 3L).ShouldBe(Infinity);
        Slope(Powers.RootN, 0, Infinity, 3L).ShouldBe(0);
    }

    /// <summary>The double nearest to 1.7/0.1 is 17, but the double 0.1 goes into the double 1.7 only 16 times.</summary>
    [Fact]
    public void The_quotient_of_a_remainder_is_the_exact_one()
    {
        Math.Truncate(1.7 / 0.1).ShouldBe(17);
        Slope(Arithmetic.Remainder, 1, 1.7, 0.1).ShouldBe(-16);
    }

    [Fact]
    public void Saturated_slopes_vanish_and_are_never_NaN()
    {
        Operation[] saturating =
        [
            Sigmoids.Sigmoid, Hyperbolic.Tanh, Sigmoids.HardTanh, Sigmoids.HardSigmoid, Sigmoids.Softsign, ErrorFunctions.Erf,
            ErrorFunctions.Erfc, InverseTrigonometric.Atan,
        ];
        foreach (Operation operation in saturating)
        {
            Slope(operation, 0, Infinity).ShouldBe(0, operation.Name);
            Slope(operation, 0, -Infinity).ShouldBe(0, operation.Name);
        }

        Operation[] flatOnTheLeft = [Exponentials.Exp, Exponentials.ExpM1, Sigmoids.Softplus, Rectifiers.Relu, Rectifiers.Elu, Rectifiers.Selu];
        foreach (Operation operation in flatOnTheLeft)
        {
            Slope(operation, 0, -Infinity).ShouldBe(0, operation.Name);
        }

        Slope(Sigmoids.Softplus, 0, Infinity).ShouldBe(1);
    }

    [Theory]
    [InlineData(Infinity)]
    [InlineData(double.NaN)]
    public void The_side_not_taken_selects_0_and_multiplies_nothing(double upstream)
    {
        Adjoint(Rectifiers.Relu, 0, upstream, -1.0).ShouldBe(0);
        Adjoint(Extrema.Max, 0, upstream, 1.0, 2.0).ShouldBe(0);
        Adjoint(Extrema.Clamp, 0, upstream, 3.0, 0.0, 1.0).ShouldBe(0);
        Adjoint(Comparisons.Select, 2, upstream, true, 1.0, 2.0).ShouldBe(0);
        Adjoint(Sigmoids.HardTanh, 0, upstream, 4.0).ShouldBe(0);
        Adjoint(Rectifiers.PRelu, 1, upstream, 4.0, 0.25).ShouldBe(0);
    }

    [Fact]
    public void Piecewise_constant_functions_have_no_derivative()
    {
        Operation[] constant = [Rounding.Floor, Rounding.Ceiling, Rounding.Round, Rounding.Truncate, Rounding.Sign];
        constant.ShouldAllBe(operation => !operation.IsDifferentiable);
    }
}
