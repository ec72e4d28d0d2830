using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Scratch that a later loop makes the elements of an output of, place by place, is the output: what is recorded waits where the result will stand.
/// So a log-sum-exp's exponentials become its gradient without passing through other memory.
/// </summary>
internal static class WaitingScratch
{
    public static Function Run(Function function, LengthClasses lengths)
    {
        Definitions definitions = function.Body.Definitions;
        Dictionary<int, List<Statement>> uses = [];
        foreach (Statement statement in function.Body.AllStatements.Where(statement => statement is not Dimension))
        {
            foreach (ArrayVariable array in statement.Arrays())
            {
                if (!uses.TryGetValue(array.Id, out List<Statement>? users))
                {
                    uses.Add(array.Id, users = []);
                }

                users.Add(statement);
            }
        }

        List<For> loops = [.. function.Body.Statements.OfType<For>()];
        foreach (ArrayVariable output in function.Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array).Where(array => array is { Rank: 1, Storage: ArrayStorage.Span or ArrayStorage.Array }))
        {
            if (!uses.TryGetValue(output.Id, out List<Statement>? writes) || writes is not [Store result] || loops.Find(loop => loop.Body.Statements.Contains(result)) is not { } second)
            {
                continue;
            }

            foreach (Allocate allocate in function.Body.AllStatements.OfType<Allocate>())
            {
                if (allocate is { Within: null, Zeroed: false, Array: { Rank: 1, Storage: ArrayStorage.Scratch } scratch }
                    && scratch.Element == output.Element
                    && lengths.IsLength(allocate.Lengths[0], output, 0, definitions)
                    && IsWaiting(uses[scratch.Id], result, second, loops))
                {
                    Rewriter rewriter = new();
                    rewriter.Replace(scratch, output);
                    Block body = function.Body.SelectStatements(statement => statement is Allocate { Array.Id: var id } && id == scratch.Id ? [] : [statement]);
                    return Run(function with { Body = rewriter.Rewrite(body) }, lengths);
                }
            }
        }

        return function;
    }

    /// <summary>True where a loop writes each element once, and the output's loop, over the same elements, reads it before it writes its own.</summary>
    private static bool IsWaiting(List<Statement> uses, Store result, For second, List<For> loops)
    {
        if (uses.OfType<Store>().ToList() is not [var record] || uses.OfType<Load>().ToList() is not [var load] || uses.Count != 3
            || loops.Find(loop => loop.Body.Statements.Contains(record)) is not { } first)
        {
            return false;
        }

        List<Statement> body = [.. second.Body.Statements];
        return loops.IndexOf(first) < loops.IndexOf(second)
            && LoopShape.IsUnitStride(first) && LoopShape.IsUnitStride(second) && first.Range == second.Range
            && record.Indices[0].Equals(first.Index) && load.Indices[0].Equals(second.Index) && result.Indices[0].Equals(second.Index)
            && body.IndexOf(load) is >= 0 and var read && read < body.IndexOf(result);
    }
}
