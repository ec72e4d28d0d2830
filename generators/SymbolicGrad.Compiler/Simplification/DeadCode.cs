using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// Keeps what an output needs and drops the rest: values, carried state, branch results, stores into scratch that is never
/// loaded. Marks from the roots, so that loops need no special order.
/// </summary>
public static class DeadCode
{
    public static Function Remove(Function function)
    {
        Liveness liveness = Liveness.Of(function);
        Block body = Sweep(function.Body, liveness);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body };
    }

    private static Block Sweep(Block block, Liveness liveness)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            if (liveness.IsLive(statement))
            {
                statements.Add(Sweep(statement, liveness));
            }
        }

        return block.With(statements);
    }

    private static Statement Sweep(Statement statement, Liveness liveness) => statement switch
    {
        If branch => Sweep(branch, liveness),
        For loop => Sweep(loop, liveness),
        _ => statement,
    };

    private static If Sweep(If branch, Liveness liveness)
    {
        Block then = Sweep(branch.Then, liveness), otherwise = Sweep(branch.Else, liveness);
        List<int> merged = Positions(branch.Results.Count, i => liveness.IsLive(branch.Results[i]));
        return merged.Count == branch.Results.Count
            ? branch.With(then, otherwise)
            : branch with { Then = Keep(then, merged), Else = Keep(otherwise, merged), Results = Keep(branch.Results, merged) };
    }

    private static For Sweep(For loop, Liveness liveness)
    {
        Block body = Sweep(loop.Body, liveness);
        List<int> carried = Positions(loop.Carried.Count, i => liveness.IsLive(loop.Results[i]) || liveness.IsLive(loop.Carried[i].Entry));
        return carried.Count == loop.Carried.Count
            ? loop.With(body)
            : loop with
            {
                Carried = Keep(loop.Carried, carried),
                Body = Keep(body, carried),
                Results = Keep(loop.Results, carried),
                Guard = loop.Guard is { Next: { } next } guard && !carried.Contains(loop.PositionOf(next)) ? guard with { Next = null } : loop.Guard,
            };
    }

    private static List<int> Positions(int count, Func<int, bool> isKept) => Enumerable.Range(0, count).Where(isKept).ToList();

    private static Block Keep(Block block, List<int> yields) => block with { Yields = Keep(block.Yields, yields) };

    private static EquatableArray<T> Keep<T>(EquatableArray<T> items, List<int> positions) => positions.Select(i => items[i]).ToEquatableArray();
}
