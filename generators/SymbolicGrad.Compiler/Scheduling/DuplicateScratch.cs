using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Scratch that only records what other scratch holds at the same place is that other scratch. Fission leaves such records: it keeps a sum for the
/// loop behind it, while the reverse keeps the same sum for itself.
/// </summary>
internal static class DuplicateScratch
{
    public static Function Run(Function function)
    {
        foreach (Allocate record in AllocatedIn(function).Where(allocate => !allocate.Zeroed))
        {
            if (OriginalOf(record, function) is var (original, store))
            {
                Rewriter rewriter = new();
                rewriter.Replace(record.Array, original);
                Block body = function.Body.SelectStatements(statement => statement.Equals(record) || statement.Equals(store) ? [] : [statement]);
                return Run(function with { Body = rewriter.Rewrite(body) });
            }
        }

        return function;
    }

    /// <summary>Scratch that lives as long as the call.</summary>
    private static IEnumerable<Allocate> AllocatedIn(Function function) =>
        function.Body.Statements.OfType<Allocate>().Where(allocate => allocate is { Within: null, Array.Storage: ArrayStorage.Scratch });

    private static (ArrayVariable Original, Store Store)? OriginalOf(Allocate record, Function function)
    {
        List<Statement> users = [.. function.Body.AllStatements.Where(statement => statement is not Dimension && statement.Arrays().Any(array => array.Id == record.Array.Id))];
        if (users.Any(user => user is not (Allocate or Store or Load)) || users.OfType<Store>().ToList() is not [var store]
            || function.Body.Definitions.Find(store.Value) is not Load load || load.Array.Id == record.Array.Id || load.Array.Element != record.Array.Element || load.Indices != store.Indices
            || AllocatedIn(function).FirstOrDefault(allocate => allocate.Array.Id == load.Array.Id) is not { } original || original.Lengths != record.Lengths)
        {
            return null;
        }

        // From the loops that make the record on, what it is a copy of stays as it is.
        List<Statement> statements = [.. function.Body.Statements];
        int recording = statements.FindIndex(statement => statement.WithNested().Contains(store));
        bool isKept = statements.Skip(recording).All(statement =>
            statement.WithNested().All(nested => nested is Load or Dimension || nested.Arrays().All(array => array.Id != original.Array.Id)));
        return isKept ? (original.Array, store) : null;
    }
}
