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
        return function with { Body = Sweep(function.Body, liveness) };
    }

    private static Block Sweep(Block block, Liveness liveness) =>
        new(block.Statements.Where(liveness.IsLive).Select(statement => Sweep(statement, liveness)).ToEquatableArray(), block.Yields);

    private static Statement Sweep(Statement statement, Liveness liveness)
    {
        switch (statement)
        {
            case If branch:
                List<int> merged = Enumerable.Range(0, branch.Results.Count).Where(i => liveness.IsLive(branch.Results[i])).ToList();
                return branch with
                {
                    Then = Keep(Sweep(branch.Then, liveness), merged),
                    Else = Keep(Sweep(branch.Else, liveness), merged),
                    Results = merged.Select(i => branch.Results[i]).ToEquatableArray(),
                };
            case For loop:
                List<int> carried = Enumerable.Range(0, loop.Carried.Count)
                    .Where(i => liveness.IsLive(loop.Results[i]) || liveness.IsLive(loop.Carried[i].Entry))
                    .ToList();
                return loop with
                {
                    Carried = carried.Select(i => loop.Carried[i]).ToEquatableArray(),
                    Body = Keep(Sweep(loop.Body, liveness), carried),
                    Results = carried.Select(i => loop.Results[i]).ToEquatableArray(),
                    Guard = loop.Guard is { Next: { } next } guard && !carried.Contains(loop.PositionOf(next)) ? guard with { Next = null } : loop.Guard,
                };
            default:
                return statement;
        }
    }

    private static Block Keep(Block block, List<int> yields) =>
        block with { Yields = yields.Select(i => block.Yields[i]).ToEquatableArray() };
}
