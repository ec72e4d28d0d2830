using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Scratch that is allocated in front of a loop and that every iteration writes before it reads it belongs to the iteration: it is
/// allocated there, so that iterations are seen to be independent, and workers have their own.
/// </summary>
internal static class ScratchSinking
{
    public static Function Run(Function function) => function with { Body = Sink(function.Body, [.. function.Body.AllStatements.OfType<Dimension>().Select(dimension => dimension.Array.Id)]) };

    private static Block Sink(Block block, HashSet<int> measured)
    {
        List<Statement> statements = [.. block.Statements];
        foreach (Allocate allocate in block.Statements.OfType<Allocate>())
        {
            if (!measured.Contains(allocate.Array.Id) && UserOf(statements, allocate.Array) is { } loop && IsWrittenFirst(loop, allocate))
            {
                statements[statements.IndexOf(loop)] = loop with { Body = loop.Body with { Statements = loop.Body.Statements.Prepend(allocate with { Zeroed = false }).ToEquatableArray() } };
                statements.Remove(allocate);
            }
        }

        return block.With([.. statements.Select(statement => statement switch
        {
            For loop => loop.With(Sink(loop.Body, measured)),
            If branch => branch.With(Sink(branch.Then, measured), Sink(branch.Else, measured)),
            _ => statement,
        })]);
    }

    /// <summary>Every iteration writes the memory before it reads it, or every iteration of the loop inside that alone uses it.</summary>
    private static bool IsWrittenFirst(For loop, Allocate allocate) =>
        WrittenFirst.IsWritten(loop.Body, allocate.Array, countsElements: true, region => region.SequenceEqual(allocate.Lengths))
        || (UserOf(loop.Body.Statements, allocate.Array) is { } inner && IsWrittenFirst(inner, allocate));

    /// <summary>The one loop of the block that uses the memory; null where others do.</summary>
    private static For? UserOf(IEnumerable<Statement> statements, ArrayVariable array)
    {
        List<Statement> users = [.. statements.Where(statement => statement is not Allocate && statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(used => used.Id == array.Id)))];
        return users is [For loop] && !loop.WithNested().OfType<Call>().Any(call => call.Arrays().Any(passed => passed.Array.Id == array.Id)) ? loop : null;
    }
}
