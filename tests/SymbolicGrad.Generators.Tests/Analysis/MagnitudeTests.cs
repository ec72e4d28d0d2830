using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Suprema by branch and bound: within 1 % of the constants of the literature, and never below a sample.</summary>
public class MagnitudeTests
{
    private static readonly Term X = new Term.OperandTerm(0);

    [Fact]
    public void The_slope_of_the_sigmoid_is_at_most_a_quarter() => OfSlope(Sigmoids.Sigmoid).ShouldBeInRange(0.25, 0.2525);

    [Fact]
    public void The_slope_of_tanh_is_at_most_1() => OfSlope(Hyperbolic.Tanh).ShouldBeInRange(1, 1.01);

    /// <summary>The side terms of an LSTM's step carry (1 − tanh² c)·c.</summary>
    [Fact]
    public void Tanh_slope_times_its_operand_is_at_most_0_4477() =>
        Magnitudes.Of(SlopeTerms.Of(Hyperbolic.Tanh)[0] * X, Interval.Everything).ShouldBeInRange(0.44770, 0.4522);

    [Fact]
    public void A_polynomial_has_no_bound() => double.IsInfinity(Magnitudes.Of(X * X, Interval.Everything)).ShouldBeTrue();

    [Fact]
    public void A_pole_has_no_bound() => double.IsInfinity(Magnitudes.Of(1 / X, new Interval(-1, 2))).ShouldBeTrue();

    public static TheoryData<string> WithSlopeBound => [.. OperationTable.All
        .Where(operation => operation is { Arity: 1, IsDifferentiable: true } && !double.IsInfinity(operation.SlopeBound) && operation.Spelling is not Spelling.Lanewise)
        .Select(operation => operation.Name)];

    /// <summary>What the table states is found: by computation, over the whole line.</summary>
    [Theory]
    [MemberData(nameof(WithSlopeBound))]
    public void Every_stated_bound_of_a_slope_is_found(string name)
    {
        Operation operation = OperationTable.All.Single(entry => entry.Name == name);
        OfSlope(operation).ShouldBeInRange(operation.SlopeBound * (1 - 1e-9), operation.SlopeBound * 1.01);
    }

    public static TheoryData<string> Differentiable => [.. OperationTable.All
        .Where(operation => operation is { IsDifferentiable: true, Result: ResultKind.SameAsOperands, IsOfIntegers: false, TakesCount: false } && operation.Spelling is not Spelling.Lanewise)
        .Select(operation => operation.Name)];

    /// <summary>50 boxes of random ranges, 200 points in each.</summary>
    [Theory]
    [MemberData(nameof(Differentiable))]
    public void No_sample_exceeds_the_bound_of_a_slope(string name)
    {
        Operation operation = OperationTable.All.Single(entry => entry.Name == name);
        Random random = new(7);
        for (int trial = 0; trial < 50; trial++)
        {
            Interval[] ranges = [.. Enumerable.Range(0, operation.Arity).Select(_ => RandomIntervals.Draw(random))];
            double[] bounds = [.. Enumerable.Range(0, operation.Arity).Select(position => LocalSlopes.Bound(operation, position, ranges))];
            for (int sample = 0; sample < 200; sample++)
            {
                double[] at = [.. ranges.Select(range => RandomIntervals.Inside(range, random))];
                if (operation == Extrema.Clamp && !(at[1] <= at[2]))
                {
                    continue;
                }

                bool isCondition = operation == Comparisons.Select;
                TermEvaluator values = new(operation, [.. at.Select((number, position) => isCondition && position == 0 ? (object)(number > 0) : number)]);
                for (int position = isCondition ? 1 : 0; position < operation.Arity; position++)
                {
                    double slope = Math.Abs(values.Slope(position));
                    (double.IsNaN(slope) || slope <= bounds[position] * (1 + 1e-9)).ShouldBeTrue(
                        $"{name}: slope {position} is {slope:R} at {string.Join(", ", at)}, more than {bounds[position]:R} on {string.Join(" × ", ranges)}");
                }
            }
        }
    }

    private static double OfSlope(Operation operation) => Magnitudes.Of(SlopeTerms.Of(operation)[0], Interval.Everything);
}
