using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>Functions whose slope is next to nothing, or nothing, on the whole range of what they are given.</summary>
internal static class FlatActivations
{
    private const double Flat = 1e-3;

    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        LocalSlopes slopes = new(facts.Ranges);
        foreach (Statement statement in facts.Function.Body.AllStatements)
        {
            if (statement is Compute compute && compute.Operation.IsDifferentiable && compute.Operation.Spelling is not (Spelling.Infix or Spelling.Prefix or Spelling.Cast))
            {
                for (int i = 0; i < compute.Operands.Count; i++)
                {
                    if (FindingOf(compute, i, slopes, facts) is { } finding)
                    {
                        yield return finding;
                    }
                }
            }
            else if (statement is If branch && IsDead(branch, facts))
            {
                yield return new FlowFinding(FlowRule.Dead, branch.Origin, null, ["the condition", facts.Ranges.Of(branch.Condition).IsTrue ? "always true" : "always false"]);
            }
        }
    }

    private static FlowFinding? FindingOf(Compute compute, int position, LocalSlopes slopes, FlowFacts facts)
    {
        Operand operand = compute.Operands[position];
        Interval range = facts.Ranges.OperandOf(compute, position);

        // One number has a slope too, but no range to speak of.
        if (!facts.Activity.IsActive(operand) || !facts.Activity.IsActive(compute.Result) || range.IsEmpty || range.IsPoint)
        {
            return null;
        }

        // A selection's other side says nothing of the side that is taken.
        double bound = compute.Operation == Comparisons.Select ? 1 : slopes.Bound(compute, position);
        string what = facts.Text.Of(operand) is { Length: <= 40 } text ? text : "its argument";
        if (bound == 0 && SlopeTerms.Of(compute.Operation)[position] is not Term.ConstantTerm)
        {
            return new FlowFinding(FlowRule.Dead, compute.Origin, null, [what, "in " + FlowText.Range(range)]);
        }

        return bound is > 0 and < Flat && Saturation.HasFlatTail(compute.Operation)
            ? new FlowFinding(FlowRule.Saturated, compute.Origin, null, [what, FlowText.Range(range), FlowText.Number(bound)])
            : null;
    }

    /// <summary>x > 0 ? x : 0 where x is never positive.</summary>
    private static bool IsDead(If branch, FlowFacts facts)
    {
        Interval truth = facts.Ranges.Of(branch.Condition);
        if (truth.IsEmpty || !truth.IsPoint || branch.Condition is Constant)
        {
            return false;
        }

        (Block taken, Block other) = truth.IsTrue ? (branch.Then, branch.Else) : (branch.Else, branch.Then);
        return Enumerable.Range(0, branch.Results.Count).Any(i =>
            facts.Activity.IsActive(branch.Results[i]) && facts.Activity.IsActive(other.Yields[i]) && !facts.Activity.IsActive(taken.Yields[i]));
    }
}
