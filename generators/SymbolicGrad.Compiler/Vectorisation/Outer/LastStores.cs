using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// What an iteration stores last into memory that the next one writes before it reads it is read by nobody: a reverse sweep leaves adjoints of
/// scratch at 0 behind it.
/// </summary>
internal static class LastStores
{
    /// <param name="loop">The outer loop.</param>
    /// <param name="owners">By array, the loop of which each iteration writes it first, and which alone uses it.</param>
    public static For Remove(For loop, IReadOnlyDictionary<int, For> owners)
    {
        foreach (KeyValuePair<int, For> owned in owners)
        {
            if (owned.Value.Body.Statements.LastOrDefault(statement => Names(statement, owned.Key)) is For { Guard: null } last && Needless(last, owned.Key) is { } needless)
            {
                loop = loop with
                {
                    Body = loop.Body.SelectStatements(statement =>
                        statement is For inner && inner.Index.Id == last.Index.Id
                            ? [inner.With(inner.Body.With([.. inner.Body.Statements.Where(kept => !ReferenceEquals(kept, needless))]))]
                            : [statement]),
                };
            }
        }

        return loop;
    }

    /// <summary>The one store behind all loads of the same element, where each iteration has an element to itself.</summary>
    private static Store? Needless(For last, int array)
    {
        List<Statement> accesses = [.. last.Body.AllStatements.Where(statement => Names(statement, array))];
        return accesses.Count > 1 && accesses[accesses.Count - 1] is Store store && accesses.Take(accesses.Count - 1).All(access => access is Load && access.Place().Equals(store.Indices))
            && store.Indices.Contains(last.Index) && last.Body.Statements.Any(statement => ReferenceEquals(statement, store))
            ? store
            : null;
    }

    private static bool Names(Statement statement, int array) => statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(named => named.Id == array));
}
