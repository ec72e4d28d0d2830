using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// How often a loop runs, computed before the outermost of the loops around it: exactly where its range does not change with
/// them, else an upper bound (a triangular loop's range is affine in the outer indices, so the extremes are at their ends).
/// </summary>
/// <param name="definitions">The function's.</param>
/// <param name="outer">The loops around it, itself included, outermost first.</param>
/// <param name="ids">Gives the count its ids.</param>
/// <param name="append">Takes what computes the count.</param>
/// <param name="isKnown">With it: whether what stands before the loops may be used.</param>
internal sealed class TripCount(
    Definitions definitions, IReadOnlyList<For> outer, IdSource ids, Action<Statement> append, Func<Operand, bool>? isKnown = null)
{
    private static readonly Operation Maximum = OperationTable.Find("Math.Max", 2)!;

    /// <summary>The count; null where it depends on what the loops compute.</summary>
    public Operand? Of(For loop)
    {
        if (loop.Range.IsUnbounded)
        {
            return null;
        }

        List<For> dependsOn = DependedOn(loop);
        Operand? largest = null;
        for (int corner = 0; corner < 1 << dependsOn.Count; corner++)
        {
            Dictionary<int, Operand> indices = [];
            for (int i = 0; i < dependsOn.Count; i++)
            {
                LoopRange range = dependsOn[i].Range;
                bool atEnd = ((corner >> i) & 1) == 1;
                if (dependsOn[i].Range.IsUnbounded || Evaluate(atEnd ? range.End : range.Start, indices, isHigh: atEnd == range.IsAscending) is not { } extreme)
                {
                    return null;
                }

                indices[dependsOn[i].Index.Id] = extreme;
            }

            if (Count(loop, indices) is not { } count)
            {
                return null;
            }

            largest = largest is null ? count : Emit(Maximum, largest, count);
        }

        return largest!;
    }

    /// <summary>The loops whose indices decide the range, outermost first; those that decide their ranges among them.</summary>
    private List<For> DependedOn(For loop)
    {
        List<For> found = [];
        for (int i = outer.Count - 1; i >= 0; i--)
        {
            if (outer[i].Index.Id != loop.Index.Id && found.Prepend(loop).Any(inner => DependsOn(inner.Range, outer[i])))
            {
                found.Insert(0, outer[i]);
            }
        }

        return found;
    }

    private Operand? Count(For loop, Dictionary<int, Operand> indices)
    {
        LoopRange range = loop.Range;
        if (Evaluate(range.Start, indices, isHigh: !range.IsAscending) is not { } start
            || Evaluate(range.End, indices, isHigh: range.IsAscending) is not { } end
            || AsksForRow(definitions.Find(range.Step))
            || Evaluate(range.Step, indices) is not { } step)
        {
            return null;
        }

        // At most a block: i = first; i < min(first + stride, n).
        if (BlockLength(range) is { } block)
        {
            return Evaluate(block, indices);
        }

        bool includesEnd = range.Comparison is LoopComparison.LessOrEqual or LoopComparison.GreaterOrEqual;
        Operand distance = range.IsAscending ? Difference(end, start) : Difference(start, end);
        Operand size = range.IsAscending ? step : step is Constant negative ? new Constant(negative.Type, -negative.Number) : Emit(Arithmetic.Negate, step);
        if (includesEnd)
        {
            distance = Emit(Arithmetic.Add, distance, Constant.Int(1));
        }

        if (size is not Constant { IsOne: true })
        {
            Value padded = Emit(Arithmetic.Add, distance, Emit(Arithmetic.Subtract, size, Constant.Int(1)));
            distance = Emit(Arithmetic.IntegerDivide, padded, size);
        }

        // A length is never negative; anything else may be, and then the loop does not run.
        bool isLength = range.Start is Constant { IsZero: true } && definitions.Find(range.End) is Dimension or Load { Array.Storage: ArrayStorage.RowLengths };
        return isLength || distance is Constant { Number: >= 0 } ? distance : Emit(Maximum, Constant.Int(0), distance);
    }

    /// <summary>s of a range from first to min(first + s, n).</summary>
    private Operand? BlockLength(LoopRange range) =>
        range is { Comparison: LoopComparison.Less, Step: Constant { IsOne: true } }
        && definitions.Find(range.End) is Compute { Operation: var minimum } end && minimum == Extrema.Min
        && definitions.Find(end.Operands[0]) is Compute { Operation: var sum } last && sum == Arithmetic.Add
        && last.Operands.Contains(range.Start)
            ? last.Operands.First(operand => !operand.Equals(range.Start))
            : null;

    private Operand Difference(Operand left, Operand right) =>
        right is Constant { IsZero: true } ? left
        : left is Constant l && right is Constant r ? new Constant(l.Type, l.Number - r.Number)
        : Emit(Arithmetic.Subtract, left, right);

    private bool DependsOn(LoopRange range, For around) =>
        DependsOn(range.Start, around) || DependsOn(range.End, around) || DependsOn(range.Step, around);

    private bool DependsOn(Operand operand, For around) =>
        operand is Value value
        && (value.Id == around.Index.Id || (IsInside(value) && definitions.Find(value) is Compute compute && compute.Operands.Any(o => DependsOn(o, around))));

    private bool IsInside(Value value) =>
        definitions.IsDefined(value.Id) && outer.Any(loop => loop.AllDefinitions().Any(defined => defined.Id == value.Id) && !loop.Results.Contains(value));

    /// <summary>
    /// The operand's value outside the loops, with their indices replaced; null where it is not a sum of such. Of the length of a
    /// jagged array's row, which changes with them too, the largest there is or, for a lower bound, 0.
    /// </summary>
    private Operand? Evaluate(Operand operand, Dictionary<int, Operand> indices, bool isHigh = true)
    {
        if (operand is not Value value || !IsInside(value))
        {
            return isKnown is null || isKnown(operand) ? operand : null;
        }

        if (indices.TryGetValue(value.Id, out Operand? index))
        {
            return index;
        }

        switch (definitions.Find(value))
        {
            case Dimension dimension:
                Value length = ids.NewValue(value.Type, value.Name);
                append(dimension with { Result = length });
                return length;
            case Load { Array.RowsOf: { } rows } when !isHigh:
                return Constant.Int(0);
            case Load { Array.RowsOf: { } rows }:
                Value longest = ids.NewValue(value.Type, "longest");
                append(new Dimension(longest, rows, 1));
                return longest;
            case Compute compute when IsMultilinear(compute) && !(compute.Operation == Arithmetic.Multiply && AsksForRow(compute)):
                List<Operand> operands = [];
                foreach (Operand part in compute.Operands)
                {
                    bool isSubtracted = compute.Operation == Arithmetic.Negate || (compute.Operation == Arithmetic.Subtract && operands.Count == 1);
                    if (Evaluate(part, indices, isHigh != isSubtracted) is not { } evaluated)
                    {
                        return null;
                    }

                    operands.Add(evaluated);
                }

                return Emit(compute.Operation, [.. operands]);
            default:
                return null;
        }
    }

    private bool AsksForRow(Statement? statement) =>
        statement is Load { Array.Storage: ArrayStorage.RowLengths }
        || (statement is Compute compute && compute.Operands.OfType<Value>().Any(operand => IsInside(operand) && AsksForRow(definitions.Find(operand))));

    private bool IsMultilinear(Compute compute) =>
        compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || compute.Operation == Arithmetic.Negate
        || (compute.Operation == Arithmetic.Multiply && compute.Operands.Count(o => outer.Any(around => DependsOn(o, around))) <= 1);

    private Value Emit(Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(ScalarType.Int32);
        append(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }
}
