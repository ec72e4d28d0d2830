using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// Lets every loop that may end early hand out how far it came (<see cref="LoopGuard.Next"/>): its reverse begins there. Where
/// nothing is reversed, dead code takes it away again.
/// </summary>
internal static class IterationCounts
{
    public static Function Add(Function function)
    {
        IdSource ids = new(function.NextId);
        Block body = Add(function.Body, ids);
        return function with { Body = body, NextId = ids.Next };
    }

    private static Block Add(Block block, IdSource ids) =>
        block.With(block.Statements.Select(statement => Add(statement, ids)).ToList());

    private static Statement Add(Statement statement, IdSource ids) => statement switch
    {
        If branch => branch.With(Add(branch.Then, ids), Add(branch.Else, ids)),
        For { Guard: { Next: null } guard } loop => Count(loop with { Body = Add(loop.Body, ids) }, guard, ids),
        For loop => loop.With(Add(loop.Body, ids)),
        _ => statement,
    };

    private static For Count(For loop, LoopGuard guard, IdSource ids)
    {
        Value next = ids.NewValue(loop.Index.Type, loop.Index.Name), after = ids.NewValue(loop.Index.Type);
        Compute step = new(after, Arithmetic.Add, [loop.Index, loop.Range.Step]);
        return loop with
        {
            Guard = guard with { Next = next },
            Carried = loop.Carried.Append(new Carried(loop.Range.Start, next)).ToEquatableArray(),
            Body = new Block(loop.Body.Statements.Append(step).ToEquatableArray(), loop.Body.Yields.Append(after).ToEquatableArray()),
            Results = loop.Results.Append(ids.NewValue(loop.Index.Type, loop.Index.Name)).ToEquatableArray(),
        };
    }
}
