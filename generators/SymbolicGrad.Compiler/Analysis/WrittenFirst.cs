using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>
/// The proof that a block writes an array's elements before it reads them: there is no load at all, or every load comes after loops of the
/// block itself that have written a whole region, inside of which it reads, or all of the array.
/// </summary>
public static class WrittenFirst
{
    /// <param name="body">What is run.</param>
    /// <param name="array">What it writes.</param>
    /// <param name="countsElements">Whether single elements with constant indices are regions too.</param>
    /// <param name="isAll">Says of a region whether it is all of the memory, behind which any access is of what was written; null where nobody knows.</param>
    public static bool IsWritten(Block body, ArrayVariable array, bool countsElements = false, Func<IReadOnlyList<Operand>, bool>? isAll = null)
    {
        // Regions that loops have written by now, each the loops' ends along the axes; and elements.
        List<IReadOnlyList<Operand>> written = [];
        HashSet<EquatableArray<Operand>> elements = [];
        foreach (Statement statement in body.Statements)
        {
            if (!LoadsAreCovered(statement, array, written, elements, [], body.Definitions))
            {
                return false;
            }

            if (RegionWritten(statement, array, []) is { } region)
            {
                if (isAll?.Invoke(region) == true)
                {
                    return true;
                }

                written.Add(region);
            }

            if (countsElements && statement is Store store && store.Array.Id == array.Id && store.Indices.All(index => index is Constant))
            {
                elements.Add(store.Indices);
            }
        }

        return true;
    }

    /// <summary>Every load in the statement reads inside a region that is written already.</summary>
    private static bool LoadsAreCovered(Statement statement, ArrayVariable array, List<IReadOnlyList<Operand>> written, HashSet<EquatableArray<Operand>> elements, IReadOnlyList<For> loops, Definitions definitions)
    {
        if (statement is Load load && load.Array.Id == array.Id)
        {
            // The first element exists inside a loop to the region's end, for that loop runs at least once there.
            return elements.Contains(load.Indices) || written.Any(region => IsAll(region, array, definitions) || Enumerable.Range(0, region.Count).All(axis => loops.Any(loop =>
                (loop.Index.Equals(load.Indices[axis]) || load.Indices[axis] is Constant { IsZero: true }) && IsCounting(loop) && loop.Range.End.Equals(region[axis]))));
        }

        if (statement is Accumulate accumulate && accumulate.Array.Id == array.Id)
        {
            return false;
        }

        IReadOnlyList<For> inner = statement is For around ? [.. loops, around] : loops;
        return statement.Blocks().All(block => block.Statements.All(nested => LoadsAreCovered(nested, array, written, elements, inner, definitions)));
    }

    /// <summary>The region is the whole array: no index inside the array is outside of it.</summary>
    private static bool IsAll(IReadOnlyList<Operand> region, ArrayVariable array, Definitions definitions) =>
        Enumerable.Range(0, region.Count).All(axis => definitions.Find(region[axis]) is Dimension dimension && dimension.Array.Id == array.Id && dimension.Axis == axis);

    private static bool IsCounting(For loop) =>
        loop.Range is { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } };

    /// <summary>A counting loop that always reaches its end.</summary>
    private static bool IsComplete(For loop) => loop.Guard is null && IsCounting(loop);

    /// <summary>What nested loops from 0 around an unconditional store (or one in each branch) write: their ends along the axes.</summary>
    private static IReadOnlyList<Operand>? RegionWritten(Statement statement, ArrayVariable array, IReadOnlyList<For> loops)
    {
        switch (statement)
        {
            case For loop when IsComplete(loop):
                return loop.Body.Statements.Select(inner => RegionWritten(inner, array, [.. loops, loop])).FirstOrDefault(region => region is not null);
            case If branch:
                IReadOnlyList<Operand>? then = branch.Then.Statements.Select(inner => RegionWritten(inner, array, loops)).FirstOrDefault(region => region is not null);
                IReadOnlyList<Operand>? otherwise = branch.Else.Statements.Select(inner => RegionWritten(inner, array, loops)).FirstOrDefault(region => region is not null);
                return then is not null && otherwise is not null && then.SequenceEqual(otherwise) ? then : null;
            case Store store when store.Array.Id == array.Id:
                List<Operand> ends = [];
                foreach (Operand index in store.Indices)
                {
                    if (loops.FirstOrDefault(loop => loop.Index.Equals(index)) is not { } loop)
                    {
                        return null;
                    }

                    ends.Add(loop.Range.End);
                }

                // Every loop around the store has an axis of its own, and none runs empty while the others do not.
                return store.Indices.Distinct().Count() == store.Indices.Count && loops.Count == store.Indices.Count ? ends : null;
            default:
                return null;
        }
    }
}
