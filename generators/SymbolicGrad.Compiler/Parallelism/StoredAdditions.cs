using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>What is read, added to and stored back is an addition: <c>s[j] = s[j] + v</c> becomes <c>s[j] += v</c>, where samples may add to partial sums.</summary>
internal static class StoredAdditions
{
    public static Block ToAccumulations(Block block)
    {
        List<Statement> statements = [.. block.Statements.Select(statement => statement switch
        {
            If branch => branch with { Then = ToAccumulations(branch.Then), Else = ToAccumulations(branch.Else) },
            For loop => loop with { Body = ToAccumulations(loop.Body) },
            _ => statement,
        })];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is Store store && FindAddition(block, statements, i, store) is { } addition)
            {
                Operand added = addition.Operands[addition.Operands[0].Equals(LoadedFor(statements, addition, store)!.Result) ? 1 : 0];
                statements[i] = new Accumulate(store.Array, store.Indices, added) { Origin = store.Origin };
                statements.Remove(LoadedFor(statements, addition, store)!);
                statements.Remove(addition);
                i -= 2;
            }
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    private static Compute? FindAddition(Block block, List<Statement> statements, int position, Store store)
    {
        if (statements.Take(position).OfType<Compute>().FirstOrDefault(compute => compute.Result.Equals(store.Value) && compute.Operation == Arithmetic.Add) is not { } sum
            || LoadedFor(statements, sum, store) is not { } load
            || sum.Operands[0].Equals(sum.Operands[1]))
        {
            return null;
        }

        bool isForThis = new[] { load.Result, sum.Result }.All(value => block.AllOperands().Count(operand => operand.Equals(value)) == 1);
        bool isUntouched = statements.Skip(statements.IndexOf(load) + 1).Take(position - statements.IndexOf(load) - 1)
            .SelectMany(statement => statement.WithNested()).All(between => between is Dimension || between.Arrays().All(array => array.Id != store.Array.Id));
        return isForThis && isUntouched ? sum : null;
    }

    private static Load? LoadedFor(List<Statement> statements, Compute sum, Store store) => statements.OfType<Load>()
        .FirstOrDefault(load => load.Array.Id == store.Array.Id && load.Indices.Equals(store.Indices) && sum.Operands.Contains(load.Result));
}
