using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// A vector loop whose totals would wait for themselves takes several vectors at once, each with totals of its own: an addition takes four cycles
/// before the next one can begin, while the hardware could begin two in each. What is left over is for the loop as it was.
/// </summary>
internal static class SeveralTotals
{
    /// <summary>Bodies up to this long take four vectors at once.</summary>
    private const int ShortBody = 5;

    /// <summary>Bodies up to this long take two; longer ones keep the hardware busy while a total waits.</summary>
    private const int LongBody = 32;

    /// <summary>Bodies up to this long that compute one function take two, whose steps do not wait for each other; more functions are long enough to hide everything.</summary>
    private const int BodyWithFunction = 5;

    private const int CostOfFunction = 8;

    /// <param name="vectors">The loop over single vectors.</param>
    /// <param name="kinds">What each carried vector is.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="element">Their type.</param>
    /// <param name="ids">Gives new values their ids.</param>
    /// <returns>The loop over several vectors with what brings its totals together, and the loop that goes on from there.</returns>
    public static IEnumerable<Statement> Run(For vectors, IReadOnlyList<RunningTotal> kinds, Operand length, ScalarType element, IdSource ids)
    {
        int sums = kinds.Count(kind => kind.Factor is null), group = GroupOf(vectors.Body, sums);
        if (kinds.Count == 0 || group == 1)
        {
            return [vectors];
        }

        BlockBuilder before = new(ids), body = new(ids), after = new(ids);
        Value end = kinds.FirstOrDefault(kind => kind.Factor is not null)?.Factor is { } factor
            ? before.Compute(LaneOperations.WholePowers, [length, factor, Constant.Int(group)], "groups")
            : before.Compute(LaneOperations.WholeGroups, [length, new Constant(element, 0), Constant.Int(group)], "groups");
        Operand step = Lanes(before, group, element);
        Value index = ids.NewValue(vectors.Index.Type, vectors.Index.Name);
        List<Carried> carried = [];
        List<Operand> yields = [];
        List<Value> results = [];
        List<Operand?> strides = [.. kinds.Select((kind, i) => kind.Factor is null ? null : StrideOf(vectors, i))];
        List<Operand?> longStrides = [.. strides.Select(stride => stride is null ? null : Power(before, stride, group))];
        List<Operand> initials = [.. vectors.Carried.Select(total => total.Initial)];
        for (int copy = 0; copy < group; copy++)
        {
            Rewriter rewriter = new() { FreshIds = ids };
            rewriter.Replace(vectors.Index, copy == 0 ? index : body.Compute(Arithmetic.Add, [index, Lanes(body, copy, element)]));
            for (int i = 0; i < initials.Count; i++)
            {
                Value old = vectors.Carried[i].Entry, entry = ids.NewValue(old.Type, old.Name);
                rewriter.Replace(old, entry);
                carried.Add(new Carried(initials[i], entry));
                if (strides[i] is Value stride)
                {
                    rewriter.Replace(stride, longStrides[i]!);
                    initials[i] = before.Compute(Arithmetic.Multiply, [initials[i], stride], old.Name);
                }
            }

            Block copied = rewriter.Rewrite(vectors.Body);
            body.AddRange(copied.Statements);
            yields.AddRange(copied.Yields);
            results.AddRange(vectors.Results.Select(result => ids.NewValue(result.Type, result.Name)));
        }

        int totals = vectors.Carried.Count;
        IEnumerable<Carried> next = vectors.Carried.Select((total, i) =>
            total with { Initial = Together([.. Enumerable.Range(0, group).Select(copy => results[(copy * totals) + i])], kinds[i].Combination, after) }).ToList();
        return
        [
            .. before.Statements,
            new For(index, new LoopRange(Constant.Int(0), LoopComparison.Less, end, step), carried.ToEquatableArray(), body.ToBlock(yields.ToEquatableArray()), results.ToEquatableArray())
            {
                Origin = vectors.Origin,
            },
            .. after.Statements,
            vectors with { Range = vectors.Range with { Start = end }, Carried = next.ToEquatableArray() },
        ];
    }

    private static int GroupOf(Block body, int sums)
    {
        List<Compute> computed = [.. body.AllStatements.OfType<Compute>()];
        int length = computed.Count + body.AllStatements.Count(statement => statement is Store or Accumulate);
        int functions = computed.Count(compute => compute.Operation.Cost >= CostOfFunction);
        return functions > 0 ? functions == 1 && length <= BodyWithFunction ? 2 : 1
            : length <= ShortBody && sums < 2 ? 4
            : length <= LongBody ? 2
            : 1;
    }

    /// <summary>What a power is multiplied by from vector to vector: the yield's factor.</summary>
    private static Operand StrideOf(For vectors, int position) =>
        vectors.Body.Statements.OfType<Compute>().Single(compute => compute.Result.Equals(vectors.Body.Yields[position])).Operands[1];

    /// <summary>The stride over several vectors, a power of two.</summary>
    private static Operand Power(BlockBuilder builder, Operand stride, int vectors)
    {
        for (; vectors > 1; vectors /= 2)
        {
            stride = builder.Compute(Arithmetic.Multiply, [stride, stride], "longStride");
        }

        return stride;
    }

    private static Operand Lanes(BlockBuilder builder, int vectors, ScalarType element)
    {
        Value count = builder.Compute(LaneOperations.Count, [new Constant(element, 0)]);
        return vectors == 1 ? count : builder.Compute(Arithmetic.Multiply, [Constant.Int(vectors), count]);
    }

    /// <summary>In pairs, so that nothing waits for more than it needs.</summary>
    private static Operand Together(IReadOnlyList<Operand> totals, Combination combination, BlockBuilder builder)
    {
        if (totals.Count == 1)
        {
            return totals[0];
        }

        if (combination == Combination.Power)
        {
            return totals[0];
        }

        int half = totals.Count / 2;
        return builder.Compute(
            combination switch
            {
                Combination.Sum => Arithmetic.Add,
                Combination.Max => Extrema.Max,
                Combination.Min => Extrema.Min,
                _ => throw new InvalidOperationException($"Unknown combination {combination}."),
            },
            [Together([.. totals.Take(half)], combination, builder), Together([.. totals.Skip(half)], combination, builder)]);
    }
}
