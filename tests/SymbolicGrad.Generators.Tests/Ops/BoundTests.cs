using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>Range and SlopeBound, which the analyzers rely on, hold on samples and are not needlessly wide.</summary>
public class BoundTests
{
    private const double Slack = 1 + 1e-12;

    public static TheoryData<string> WithRange =>
        [.. Candidates.Where(operation => operation.Range != (double.NegativeInfinity, double.PositiveInfinity)).Select(operation => operation.Name)];

    public static TheoryData<string> WithSlopeBound =>
        [.. Candidates.Where(operation => operation.IsDifferentiable && !double.IsInfinity(operation.SlopeBound)).Select(operation => operation.Name)];

    private static IEnumerable<Operation> Candidates =>
        OperationTable.All.Where(operation => operation.Result is ResultKind.SameAsOperands && operation is { TakesCount: false, IsOfIntegers: false });

    [Theory]
    [MemberData(nameof(WithRange))]
    public void Results_lie_in_the_range_and_reach_its_ends(string name)
    {
        Operation operation = Find(name);
        List<double> results = Samples(operation).Select(operands => new TermEvaluator(operation, operands).Result)
            .Where(result => !double.IsNaN(result)).ToList();
        (double low, double high) = operation.Range;
        double width = double.IsInfinity(high - low) ? 1 : high - low;
        results.Min().ShouldBeGreaterThanOrEqualTo(low - ((Slack - 1) * width));
        results.Max().ShouldBeLessThanOrEqualTo(high + ((Slack - 1) * width));
        if (!double.IsInfinity(low))
        {
            results.Min().ShouldBeLessThan(low + (0.05 * width));
        }

        if (!double.IsInfinity(high))
        {
            results.Max().ShouldBeGreaterThan(high - (0.05 * width));
        }
    }

    [Theory]
    [MemberData(nameof(WithSlopeBound))]
    public void Slopes_stay_within_the_bound_and_come_near_it(string name)
    {
        Operation operation = Find(name);
        double largest = Samples(operation)
            .SelectMany(operands => Enumerable.Range(0, operation.Arity).Select(i => Math.Abs(new TermEvaluator(operation, operands).Slope(i))))
            .Where(slope => !double.IsNaN(slope))
            .Max();
        largest.ShouldBeLessThanOrEqualTo(operation.SlopeBound * Slack);
        largest.ShouldBeGreaterThan(operation.SlopeBound * 0.99);
    }

    /// <summary>A fine grid about 0 and coarse tails for one operand; for more, random operands of several sizes. Sorted, so that Clamp does not throw.</summary>
    private static IEnumerable<object[]> Samples(Operation operation)
    {
        if (operation.Arity == 1)
        {
            return Enumerable.Range(-2000, 4001).Select(i => i / 256.0).Concat([-700, -40, 40, 700, 1e5])
                .Select(x => new object[] { x });
        }

        Random random = new(20250101);
        return Enumerable.Range(0, 4000).Select(i =>
        {
            double size = Math.Pow(10, (i % 7) - 3);
            double[] operands = Enumerable.Range(0, operation.Arity).Select(_ => size * ((2 * random.NextDouble()) - 1)).ToArray();
            if (operation == Extrema.Clamp)
            {
                Array.Sort(operands, 1, 2);
            }

            return operands.Select(operand => (object)operand).ToArray();
        });
    }

    private static Operation Find(string name) => OperationTable.All.Single(operation => operation.Name == name);
}
