using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// An element that is set to 0 and added to later in the same block is set once: <c>dx[i] = 0; …; dx[i] += v</c> becomes
/// <c>dx[i] = v</c>, when nothing between the two can touch that element. An element that is stored back as it was read is
/// not stored.
/// </summary>
internal static class StoreMerging
{
    public static Function Run(Function function)
    {
        Block body = Merge(function.Body, function.Body.Definitions);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body };
    }

    private static Block Merge(Block block, Definitions definitions)
    {
        EquatableArray<Statement> merged = block.Statements.Replace(statement => statement switch
        {
            If branch => branch.With(Merge(branch.Then, definitions), Merge(branch.Else, definitions)),
            For loop => loop.With(Merge(loop.Body, definitions)),
            _ => statement,
        });
        List<Statement> statements = [.. merged];
        if (!statements.Exists(statement => statement is Store))
        {
            return block.With(statements);
        }

        Accesses accesses = new(statements);
        bool[] dropped = new bool[statements.Count];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is Store { Value: Constant { IsZero: true } } cleared && FindAddition(statements, i, cleared, accesses, definitions) is { } position)
            {
                Accumulate addition = (Accumulate)statements[position];
                statements[position] = new Store(addition.Array, addition.Indices, addition.Value) { Origin = addition.Origin };
                dropped[i] = true;
            }
        }

        for (int i = 0; i < statements.Count; i++)
        {
            dropped[i] |= statements[i] is Store store && IsStoredBack(statements, i, store, dropped, accesses, definitions);
        }

        return block.With(statements.Where((_, i) => !dropped[i]).ToList());
    }

    /// <summary>Where a block's statements, or what they enclose, name an array.</summary>
    private sealed class Accesses
    {
        private readonly Dictionary<int, List<int>> _positions = [];
        private readonly Dictionary<int, int> _loads = [];

        public Accesses(List<Statement> statements)
        {
            for (int i = 0; i < statements.Count; i++)
            {
                if (statements[i] is Load load)
                {
                    _loads[load.Result.Id] = i;
                }

                foreach (Statement nested in statements[i].WithNested())
                {
                    foreach (ArrayVariable array in nested is Dimension ? [] : nested.Arrays())
                    {
                        Add(array.Id, i);
                    }
                }
            }
        }

        /// <summary>The positions, in order, after one and before another.</summary>
        public IEnumerable<int> Between(ArrayVariable array, int after, int before)
        {
            if (!_positions.TryGetValue(array.Id, out List<int>? positions))
            {
                yield break;
            }

            int next = positions.BinarySearch(after + 1);
            for (next = next < 0 ? ~next : next; next < positions.Count && positions[next] < before; next++)
            {
                yield return positions[next];
            }
        }

        /// <summary>The load of the block that gives the value, or null.</summary>
        public int? LoadOf(Operand operand) => operand is Value value && _loads.TryGetValue(value.Id, out int position) ? position : null;

        private void Add(int array, int position)
        {
            if (!_positions.TryGetValue(array, out List<int>? positions))
            {
                _positions.Add(array, positions = []);
            }

            if (positions.Count == 0 || positions[positions.Count - 1] != position)
            {
                positions.Add(position);
            }
        }
    }

    /// <summary>The value was loaded from the very element, earlier in the block, and nothing may have written it since.</summary>
    private static bool IsStoredBack(
        List<Statement> statements, int position, Store store, bool[] dropped, Accesses accesses, Definitions definitions) =>
        accesses.LoadOf(store.Value) is { } loaded
        && loaded < position
        && statements[loaded] is Load load
        && load.Array.Id == store.Array.Id
        && load.Indices == store.Indices
        && accesses.Between(store.Array, loaded, position)
            .Where(between => !dropped[between])
            .SelectMany(between => statements[between].WithNested())
            .All(between => between is not (Store or Accumulate or Call) || between.Arrays().All(array => array.Id != store.Array.Id) || IsElsewhere(between, store, definitions));

    private static int? FindAddition(List<Statement> statements, int start, Store cleared, Accesses accesses, Definitions definitions)
    {
        foreach (int i in accesses.Between(cleared.Array, start, statements.Count))
        {
            Statement statement = statements[i];
            if (statement is Accumulate addition && addition.Array.Id == cleared.Array.Id && addition.Indices == cleared.Indices)
            {
                return i;
            }

            if (statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(array => array.Id == cleared.Array.Id) && !IsElsewhere(nested, cleared, definitions)))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Some index differs by a constant.</summary>
    private static bool IsElsewhere(Statement statement, Store cleared, Definitions definitions)
    {
        EquatableArray<Operand> indices = statement.Place();
        return indices.Count == cleared.Indices.Count && Enumerable.Range(0, indices.Count).Any(axis =>
            AffineForm.Of(indices[axis], definitions).Minus(AffineForm.Of(cleared.Indices[axis], definitions)) is { IsConstant: true, Constant: not 0 });
    }
}
