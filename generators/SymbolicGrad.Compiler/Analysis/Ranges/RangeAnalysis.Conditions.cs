using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.Ranges;

/// <summary>What a condition says of the values that it compares.</summary>
public sealed partial class RangeAnalysis
{
    private Interval Under(Operand condition, bool holds, Func<Interval> read) => Under(condition, holds, () => new[] { read() })?[0] ?? Interval.Nothing;

    /// <summary>Runs the walk under the condition; null where it can never be met.</summary>
    private Interval[]? Under(Operand condition, bool holds, Func<Interval[]> walk)
    {
        Interval truth = Of(condition);
        if (truth.IsEmpty || (holds ? truth.IsFalse : truth.IsTrue))
        {
            return null;
        }

        List<(int Id, Interval Range)> former = [];
        Assume(condition, holds, former);
        bool isPossible = former.TrueForAll(changed => !_ranges[changed.Id].IsEmpty);
        Interval[]? result = isPossible ? walk() : null;

        // Last first: a value may have been narrowed twice.
        for (int i = former.Count - 1; i >= 0; i--)
        {
            _ranges[former[i].Id] = former[i].Range;
        }

        return result;
    }

    private void Assume(Operand condition, bool holds, List<(int Id, Interval Range)> former)
    {
        if (condition is not Value value)
        {
            return;
        }

        Narrow(value, holds ? Interval.True : Interval.False, former);
        if (_definitions.Find(value) is If branch)
        {
            AssumeBranch(branch, branch.Results.ToList().IndexOf(value), holds, former);
        }

        if (_definitions.Find(value) is not Compute compute)
        {
            return;
        }

        Operation operation = compute.Operation;
        EquatableArray<Operand> operands = compute.Operands;
        if (operation == Comparisons.Not)
        {
            Assume(operands[0], !holds, former);
        }
        else if ((operation == Comparisons.And && holds) || (operation == Comparisons.Or && !holds))
        {
            Assume(operands[0], holds, former);
            Assume(operands[1], holds, former);
        }
        else if (operation == Comparisons.LessThan || operation == Comparisons.GreaterThanOrEqual)
        {
            bool isLess = holds == (operation == Comparisons.LessThan);
            AssumeOrder(isLess ? operands[0] : operands[1], isLess ? operands[1] : operands[0], isStrict: isLess, former);
        }
        else if (operation == Comparisons.GreaterThan || operation == Comparisons.LessThanOrEqual)
        {
            bool isGreater = holds == (operation == Comparisons.GreaterThan);
            AssumeOrder(isGreater ? operands[1] : operands[0], isGreater ? operands[0] : operands[1], isStrict: isGreater, former);
        }
        else if (holds ? operation == Comparisons.Equal : operation == Comparisons.NotEqual)
        {
            Interval common = Of(operands[0]).Intersect(Of(operands[1]));
            Narrow(operands[0], common, former);
            Narrow(operands[1], common, former);
        }
    }

    /// <summary>a &amp;&amp; b is an If whose other side is a literal: where that is not what holds, the side that is left was taken.</summary>
    private void AssumeBranch(If branch, int position, bool holds, List<(int Id, Interval Range)> former)
    {
        Operand then = branch.Then.Yields[position], otherwise = branch.Else.Yields[position];
        double other = holds ? 0 : 1;
        if (otherwise is Constant { Number: var right } && right == other)
        {
            Assume(branch.Condition, true, former);
            Assume(then, holds, former);
        }
        else if (then is Constant { Number: var left } && left == other)
        {
            Assume(branch.Condition, false, former);
            Assume(otherwise, holds, former);
        }
    }

    /// <summary>small &lt; large, or small ≤ large.</summary>
    private void AssumeOrder(Operand small, Operand large, bool isStrict, List<(int Id, Interval Range)> former)
    {
        Interval ofSmall = Of(small), ofLarge = Of(large);
        if (ofSmall.IsEmpty || ofLarge.IsEmpty)
        {
            return;
        }

        // Strictly below a number is up to its neighbour: the next integer, the next number of a double (a float's is farther).
        double high = !isStrict ? ofLarge.High : small.Type.IsInteger ? ofLarge.High - 1 : Directed.Down(ofLarge.High);
        double low = !isStrict ? ofSmall.Low : small.Type.IsInteger ? ofSmall.Low + 1 : Directed.Up(ofSmall.Low);
        Narrow(small, new Interval(double.NegativeInfinity, high), former);
        Narrow(large, new Interval(low, double.PositiveInfinity), former);
    }

    private void Narrow(Operand operand, Interval to, List<(int Id, Interval Range)> former)
    {
        if (operand is Value value)
        {
            former.Add((value.Id, _ranges[value.Id]));
            _ranges[value.Id] = _ranges[value.Id].Intersect(to);
        }
    }
}
