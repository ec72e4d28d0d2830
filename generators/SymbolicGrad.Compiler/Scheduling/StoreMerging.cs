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
        Definitions definitions = new(function.Body);
        return function with { Body = Merge(function.Body, definitions) };
    }

    private static Block Merge(Block block, Definitions definitions)
    {
        List<Statement> statements = block.Statements
            .Select(statement => statement switch
            {
                If branch => branch with { Then = Merge(branch.Then, definitions), Else = Merge(branch.Else, definitions) },
                For loop => loop with { Body = Merge(loop.Body, definitions) },
                _ => statement,
            })
            .ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is Store { Value: Constant { IsZero: true } } cleared && FindAddition(statements, i, cleared, definitions) is { } position)
            {
                Accumulate addition = (Accumulate)statements[position];
                statements[position] = new Store(addition.Array, addition.Indices, addition.Value) { Origin = addition.Origin };
                statements.RemoveAt(i--);
            }
        }

        statements.RemoveAll(statement => statement is Store store && IsStoredBack(statements, store, definitions));
        return block with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>The value was loaded from the very element, earlier in the block, and nothing may have written it since.</summary>
    private static bool IsStoredBack(List<Statement> statements, Store store, Definitions definitions)
    {
        int position = statements.FindIndex(statement => ReferenceEquals(statement, store));
        int loaded = statements.FindIndex(statement =>
            statement is Load load && load.Result.Equals(store.Value) && load.Array.Id == store.Array.Id && load.Indices == store.Indices);
        return loaded >= 0 && loaded < position && statements
            .Skip(loaded)
            .Take(position - loaded)
            .SelectMany(statement => statement.WithNested())
            .All(between => between is not (Store or Accumulate) || between.Array()!.Id != store.Array.Id || IsElsewhere(between, store, definitions));
    }

    private static int? FindAddition(List<Statement> statements, int start, Store cleared, Definitions definitions)
    {
        for (int i = start + 1; i < statements.Count; i++)
        {
            Statement statement = statements[i];
            if (statement is Accumulate addition && addition.Array.Id == cleared.Array.Id && addition.Indices == cleared.Indices)
            {
                return i;
            }

            if (statement.WithNested().Any(nested => nested is not Dimension && nested.Array()?.Id == cleared.Array.Id && !IsElsewhere(nested, cleared, definitions)))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Some index differs by a constant.</summary>
    private static bool IsElsewhere(Statement statement, Store cleared, Definitions definitions)
    {
        EquatableArray<Operand> indices = statement switch
        {
            Load load => load.Indices,
            Store store => store.Indices,
            Accumulate accumulate => accumulate.Indices,
            _ => [],
        };
        return indices.Count == cleared.Indices.Count && Enumerable.Range(0, indices.Count).Any(axis =>
            AffineForm.Of(indices[axis], definitions).Minus(AffineForm.Of(cleared.Indices[axis], definitions)) is { IsConstant: true, Constant: not 0 });
    }
}
