using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// A loop that sets all elements to 0 in front of one that adds to each of them once: the second sets them. In vectors of all lanes, clearing takes as
/// long as computing.
/// </summary>
internal static class FirstSums
{
    public static Block Rewrite(Block block)
    {
        List<Statement> statements = [.. block.Statements.Select(statement => statement switch
        {
            For loop => loop.With(Rewrite(loop.Body)),
            If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
            _ => statement,
        })];
        for (int i = statements.Count - 2; i >= 0; i--)
        {
            if (statements[i] is For { Guard: null, Carried.Count: 0, Body: { Statements: [Store { Value: Constant { IsZero: true } } clear], Yields.Count: 0 } } zeros
                && clear.Place() is [var at] && at.Equals(zeros.Index)
                && statements.FindIndex(i + 1, next => Names(next, clear.Array)) is > 0 and int second
                && statements[second] is For { Guard: null } sums && zeros.Range.Equals(sums.Range)
                && sums.Body.AllStatements.Where(inner => Names(inner, clear.Array)).ToList() is [Accumulate sum]
                && sum.Place() is [var to] && to.Equals(sums.Index)
                && sums.Body.Statements.Contains(sum))
            {
                statements[second] = sums with { Body = sums.Body with { Statements = sums.Body.Statements.Replace(inner => ReferenceEquals(inner, sum) ? new Store(sum.Array, sum.Indices, sum.Value) { Origin = sum.Origin } : inner) } };
                statements.RemoveAt(i);
            }
        }

        return block.With(statements);
    }

    private static bool Names(Statement statement, ArrayVariable array) => statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(named => named.Id == array.Id));
}
