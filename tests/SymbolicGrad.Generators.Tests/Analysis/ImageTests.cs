using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Every entry's interval holds what its scalar function gives, for random intervals and random operands inside.</summary>
public class ImageTests
{
    private const int Trials = 400, Samples = 40;

    public static TheoryData<string> Entries => [.. OperationTable.All
        .Where(operation => operation.Spelling is not (Spelling.Lanewise or Spelling.ExplanationOnly or Spelling.Cast) && !operation.IsOfIntegers)
        .Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void The_interval_holds_every_result(string name)
    {
        Operation operation = OperationTable.All.Single(entry => entry.Name == name);
        bool isOfIntegers = operation == Arithmetic.IntegerDivide || operation == Arithmetic.IntegerRemainder || operation.Name.StartsWith("Bit", StringComparison.Ordinal)
            || operation.Name.Contains("Shift", StringComparison.Ordinal) || operation == Bits.Complement;
        bool isOfTruth = operation == Comparisons.And || operation == Comparisons.Or || operation == Comparisons.ExclusiveOr || operation == Comparisons.Not;
        Random random = new(11);
        for (int trial = 0; trial < Trials; trial++)
        {
            Interval[] intervals = [.. Enumerable.Range(0, operation.Arity).Select(position =>
                isOfTruth || (operation == Comparisons.Select && position == 0) ? new[] { Interval.True, Interval.False, Interval.Either }[random.Next(3)]
                : isOfIntegers || (operation.TakesCount && position == operation.Arity - 1) ? Integers(random)
                : RandomIntervals.Draw(random))];
            Interval image = operation.ImageOf(intervals);
            for (int sample = 0; sample < Samples; sample++)
            {
                object[] operands = [.. intervals.Select((interval, position) => Operand(interval,
                    isOfTruth || (operation == Comparisons.Select && position == 0),
                    isOfIntegers || (operation.TakesCount && position == operation.Arity - 1),
                    random))];
                if (Evaluate(operation, operands) is { } result && !double.IsNaN(result))
                {
                    image.Contains(result).ShouldBeTrue($"{name}({string.Join(", ", operands)}) = {result:R} is not in {image} of {string.Join(", ", intervals)}");
                }
            }
        }
    }

    private static double? Evaluate(Operation operation, object[] operands)
    {
        ScalarType type = operation.Result switch
        {
            ResultKind.Boolean => ScalarType.Boolean,
            ResultKind.Int32 => ScalarType.Int32,
            ResultKind.SameAsOperands when operands[0] is long => ScalarType.Int64,
            _ => ScalarType.Double,
        };
        try
        {
            return OperationEvaluator.Evaluate(operation, type, operands) switch
            {
                double number => number,
                long number => number,
                bool truth => truth ? 1 : 0,
                _ => null,
            };
        }
        catch (Exception thrown) when ((thrown.InnerException ?? thrown) is ArithmeticException or ArgumentException)
        {
            // Division by zero, the sign of NaN, a clamp whose bounds have changed places.
            return null;
        }
    }

    private static Interval Integers(Random random)
    {
        int one = random.Next(-40, 40), other = random.Next(-40, 40);
        return new Interval(Math.Min(one, other), Math.Max(one, other));
    }

    private static object Operand(Interval interval, bool isTruth, bool isInteger, Random random) =>
        isTruth ? interval.IsTrue || (!interval.IsFalse && random.Next(2) == 0)
        : isInteger ? (object)(long)random.Next((int)interval.Low, (int)interval.High + 1)
        : RandomIntervals.Inside(interval, random);
}
