using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// The proof that what a block reads of an array is what it has written there before: each load stands in loops like those around an earlier store,
/// at the same place, as where a reverse sweep reads what the forward one has recorded.
/// </summary>
internal sealed class Records(Definitions definitions)
{
    /// <param name="Position">Which statement of the block the access stands in.</param>
    /// <param name="Loops">The loops around it, outermost first; null where a branch or a guard is among what is around it.</param>
    private sealed record Access(int Position, Statement Statement, IReadOnlyList<For>? Loops);

    public bool AreWrittenFirst(Block body, ArrayVariable array)
    {
        List<Access> accesses = [];
        for (int i = 0; i < body.Statements.Count; i++)
        {
            Collect(body.Statements[i], array, i, [], accesses);
        }

        return accesses.All(access => access.Statement is Store
            || accesses.Exists(other => other.Statement is Store && other.Position < access.Position && IsSamePlace(other, access)));
    }

    private static void Collect(Statement statement, ArrayVariable array, int position, IReadOnlyList<For>? loops, List<Access> accesses)
    {
        if (statement is Load or Store or Accumulate && statement.Array()!.Id == array.Id)
        {
            accesses.Add(new Access(position, statement, loops));
        }

        IReadOnlyList<For>? around = statement is For { Guard: null } loop && loops is not null ? [.. loops, loop] : null;
        foreach (Statement inner in statement.Blocks().SelectMany(block => block.Statements))
        {
            Collect(inner, array, position, around, accesses);
        }
    }

    /// <summary>For each iteration of the loops around the load there has been the same one of those around the store.</summary>
    private bool IsSamePlace(Access store, Access load)
    {
        if (store.Loops is null || load.Loops is null || store.Loops.Count > load.Loops.Count)
        {
            return false;
        }

        Dictionary<int, Operand> same = [];
        for (int i = 0; i < store.Loops.Count; i++)
        {
            LoopRange left = store.Loops[i].Range, right = load.Loops[i].Range;
            if (left.Comparison != right.Comparison || !AreSame(left.Start, right.Start, same) || !AreSame(left.End, right.End, same) || !AreSame(left.Step, right.Step, same))
            {
                return false;
            }

            same.Add(store.Loops[i].Index.Id, load.Loops[i].Index);
        }

        EquatableArray<Operand> from = store.Statement.Place(), to = load.Statement.Place();
        return Enumerable.Range(0, from.Count).All(axis => AreSame(from[axis], to[axis], same));
    }

    private bool AreSame(Operand left, Operand right, Dictionary<int, Operand> same)
    {
        if (left.Equals(right) || (left is Value index && same.TryGetValue(index.Id, out Operand? other) && other.Equals(right)))
        {
            return true;
        }

        return (definitions.Find(left), definitions.Find(right)) switch
        {
            (Compute a, Compute b) => a.Operation == b.Operation && a.Operands.Count == b.Operands.Count && Enumerable.Range(0, a.Operands.Count).All(i => AreSame(a.Operands[i], b.Operands[i], same)),
            (Dimension a, Dimension b) => a.Array.Id == b.Array.Id && a.Axis == b.Axis,
            _ => false,
        };
    }
}
