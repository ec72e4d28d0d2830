using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Scratch that is allocated in front of a loop over samples and that every iteration writes before it reads it belongs to the
/// iteration: it is allocated there, so that workers have their own.
/// </summary>
internal static class ScratchSinking
{
    public static Function Run(Function function)
    {
        foreach (Allocate allocate in function.Body.Statements.OfType<Allocate>().ToList())
        {
            if (UserOf(function.Body, allocate.Array) is { } loop && WrittenFirst.IsWritten(loop.Body, allocate.Array, countsElements: true))
            {
                Allocate inside = allocate with { Zeroed = false };
                function = function with
                {
                    Body = function.Body.SelectStatements(statement =>
                        statement is Allocate other && other.Array.Id == allocate.Array.Id ? []
                        : statement is For samples && samples.Index.Id == loop.Index.Id ? [samples with { Body = samples.Body with { Statements = samples.Body.Statements.Prepend(inside).ToEquatableArray() } }]
                        : [statement]),
                };
            }
        }

        return function;
    }

    /// <summary>The one outermost loop that uses the memory; null where others do.</summary>
    private static For? UserOf(Block body, ArrayVariable array)
    {
        List<Statement> users = [.. body.Statements.Where(statement => statement is not Allocate && statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(used => used.Id == array.Id)))];
        bool isMeasured = body.AllStatements.Any(statement => statement is Dimension dimension && dimension.Array.Id == array.Id);
        return users is [For loop] && !isMeasured && !loop.WithNested().OfType<Call>().Any(call => call.Arrays().Any(passed => passed.Array.Id == array.Id)) ? loop : null;
    }
}
