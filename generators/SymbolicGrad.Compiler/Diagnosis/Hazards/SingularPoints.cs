using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// Operations whose slope is infinite at a point that their operand certainly reaches: √ and powers below 1 at 0, ln at 0, a division by 0, atan2 at the
/// origin, arcsin at 1. Which those are the table's own slopes say. Of an operand of which nothing is known nothing is said.
/// </summary>
internal static class SingularPoints
{
    private const double Beside = 0.25;

    private static readonly double[] Points = [0, 1, -1];

    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        Witnesses witnesses = new(formulas);
        HashSet<int> found = [];
        foreach (Compute compute in formulas.Computes.Where(compute => IsCandidate(compute.Operation) && formulas.IsActive(compute.Result)))
        {
            // Who mends the root mends the quotient by it.
            if (!compute.Operands.SelectMany(formulas.Sources).Any(source => found.Contains(source.Result.Id)) && FindingOf(compute, witnesses, formulas) is { } finding)
            {
                found.Add(compute.Result.Id);
                yield return finding;
            }
        }
    }

    /// <summary>Sums, products and selections have slopes as finite as what they are given.</summary>
    public static bool IsCandidate(Operation operation) =>
        operation.IsDifferentiable && operation != Comparisons.Select && (operation == Arithmetic.Divide || operation.Spelling is not (Spelling.Infix or Spelling.Prefix or Spelling.Cast));

    private static FlowFinding? FindingOf(Compute compute, Witnesses witnesses, Formulas formulas)
    {
        foreach (int[] positions in Suspects(compute))
        {
            foreach (double point in Points)
            {
                if (positions.All(position => IsKnownAt(compute, position, point, formulas))
                    && IsSingular(compute, positions, point, upstream: 1, formulas)
                    && witnesses.Find(compute, positions, point) is { } witness
                    && (IsSingular(compute, positions, point, upstream: 0, formulas) || IsReached(compute, witness.Ranges, formulas.Function)))
                {
                    string operands = string.Join(" = ", positions.Select(position => formulas.TextOf(compute.Operands[position], compute.Operation == Arithmetic.Divide ? "the divisor" : "the argument")));
                    Interval range = formulas.Ranges.OperandOf(compute, positions[0]);
                    return new FlowFinding(
                        FlowRule.SingularPoint,
                        compute.Origin,
                        null,
                        [formulas.FormulaOf(compute), operands, FlowText.End(point), FlowText.Range(range), witness.Text])
                    {
                        IsSuggestion = !witness.IsCertain,
                        Remedy = point == 0 && range.Low >= 0 && positions.Length == 1 ? FlowRemedy.Epsilon : FlowRemedy.None,
                    };
                }
            }
        }

        return null;
    }

    /// <summary>Each floating operand for itself, then all of them at once.</summary>
    private static IEnumerable<int[]> Suspects(Compute compute)
    {
        int[] floating = [.. Enumerable.Range(0, compute.Operands.Count).Where(position => compute.Operands[position] is Value { Type.IsFloating: true })];
        return floating.Length > 1 ? floating.Select(position => new[] { position }).Append(floating) : floating.Select(position => new[] { position });
    }

    /// <summary>Something is known of the operand that speaks of the point: it is an end of the range, or the range has two ends around it.</summary>
    private static bool IsKnownAt(Compute compute, int position, double point, Formulas formulas)
    {
        Interval range = formulas.Ranges.OperandOf(compute, position);
        return range.Contains(point) && !range.IsPoint && (range.IsFinite || range.Low == point || range.High == point) && !IsOnlyDefined(compute.Operands[position], formulas);
    }

    /// <summary>√y of a y of which nothing is known is not negative because it is not a number otherwise: that says nothing of y.</summary>
    private static bool IsOnlyDefined(Operand operand, Formulas formulas) => formulas.Sources(operand).Any(source =>
        source.Operation.Arity == 1 && source.Operation.ImageOf([Interval.Of(-1)]).IsEmpty && formulas.Ranges.OperandOf(source, 0).IsEverything);

    /// <summary>The adjoint of an operand has no bound at the point, and has one beside it.</summary>
    private static bool IsSingular(Compute compute, int[] positions, double point, double upstream, Formulas formulas)
    {
        Term[] adjoints = AdjointTerms.Of(compute.Operation);
        Interval[] operands = [.. compute.Operands.Select((_, position) => SomeNumber(formulas.Ranges.OperandOf(compute, position))), Interval.Of(upstream)];
        return !IsBounded(point) && (IsBounded(point + Beside) || IsBounded(point - Beside));

        bool IsBounded(double number)
        {
            foreach (int position in positions)
            {
                operands[position] = Interval.Of(number);
            }

            return adjoints.Select((adjoint, position) => !formulas.IsActive(compute.Operands[position]) || TermImages.Of(adjoint, operands, Interval.Everything).IsFinite).All(isFinite => isFinite);
        }
    }

    /// <summary>What else a slope depends on: 1, or what is nearest to it.</summary>
    private static Interval SomeNumber(Interval range) => range.IsEmpty ? range : Interval.Of(Math.Min(Math.Max(1, range.Low), range.High));

    /// <summary>True where what reaches the result is not 0 in the run: a branch that was not taken, or a factor of 0, keeps it out.</summary>
    private static bool IsReached(Compute compute, RangeAnalysis run, Function function)
    {
        Dictionary<int, PathSum> reached = [];
        foreach (Value returned in function.Body.Yields.OfType<Value>())
        {
            reached[returned.Id] = PathSum.One;
        }

        foreach (ArrayParameter output in function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Role != ParameterRole.Input))
        {
            reached[output.Array.Id] = PathSum.One;
        }

        new GradientPaths(run).Reverse(function.Body, reached);
        return reached.TryGetValue(compute.Result.Id, out PathSum? sum) && !sum.IsZero && FlowBound.Of(sum, run)?.Products.All(product => product.Number == 0) != true;
    }
}
