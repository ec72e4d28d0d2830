using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Scratch that only records what other memory holds at the same place is that other memory. Fission leaves such records: it keeps a sum for the
/// loop behind it, while the reverse keeps the same sum for itself. So does reverse mode, which copies an upstream that it may have to change, and
/// then never does.
/// </summary>
internal sealed class DuplicateScratch
{
    private readonly Function _function;
    private readonly Dictionary<int, Allocate> _allocated = [];
    private readonly Dictionary<int, List<Statement>> _users = [];

    /// <summary>Which of the function's outermost statements a statement is in.</summary>
    private readonly Dictionary<Statement, int> _position = new(ReferenceComparer.Instance);

    private DuplicateScratch(Function function)
    {
        _function = function;
        foreach (Allocate allocate in function.Body.Statements.OfType<Allocate>().Where(allocate => allocate is { Within: null, Array.Storage: ArrayStorage.Scratch }))
        {
            _allocated.Add(allocate.Array.Id, allocate);
            _users.Add(allocate.Array.Id, []);
        }

        for (int i = 0; i < function.Body.Statements.Count; i++)
        {
            foreach (Statement statement in function.Body.Statements[i].WithNested().Where(statement => statement is not (Dimension or Allocate)))
            {
                foreach (ArrayVariable array in statement.Arrays())
                {
                    if (_users.TryGetValue(array.Id, out List<Statement>? users))
                    {
                        users.Add(statement);
                        _position[statement] = i;
                    }
                }
            }
        }
    }

    public static Function Run(Function function)
    {
        while (function.Body.AllStatements.OfType<Store>().Any(store => CopiedBy(store, function) is not null))
        {
            Function replaced = new DuplicateScratch(function).Replace();
            if (ReferenceEquals(replaced, function))
            {
                break;
            }

            function = replaced;
        }

        return function;
    }

    /// <summary>What the store puts elsewhere at the same place.</summary>
    private static Load? CopiedBy(Store store, Function function) =>
        store is { Array.Storage: ArrayStorage.Scratch, Value: Value value } && function.Body.Definitions.Find(value) is Load load
        && (load.Array.Storage == ArrayStorage.Scratch || IsReadOnly(load.Array)) && load.Indices == store.Indices ? load : null;

    private static bool IsReadOnly(ArrayVariable array) => array.Storage is ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D;

    private Function Replace()
    {
        Rewriter rewriter = new();
        HashSet<int> records = [], originals = [];
        foreach (Allocate record in _allocated.Values.Where(allocate => !allocate.Zeroed))
        {
            if (OriginalOf(record) is { } original && !originals.Contains(record.Array.Id) && !records.Contains(original.Id))
            {
                rewriter.Replace(record.Array, original);
                records.Add(record.Array.Id);
                originals.Add(original.Id);
            }
        }

        return records.Count == 0 ? _function : _function with
        {
            Body = rewriter.Rewrite(_function.Body.SelectStatements(statement => statement is Allocate or Store && records.Contains(statement.Array()!.Id) ? [] : [statement])),
        };
    }

    private ArrayVariable? OriginalOf(Allocate record)
    {
        List<Statement> users = _users[record.Array.Id];
        if (users.Any(user => user is not (Store or Load)) || users.OfType<Store>().ToList() is not [var store]
            || CopiedBy(store, _function) is not { } load || load.Array.Id == record.Array.Id || load.Array.Element != record.Array.Element
            || !IsAsLong(load.Array, record))
        {
            return null;
        }

        if (IsReadOnly(load.Array))
        {
            return load.Array;
        }

        // From the loops that make the record on, what it is a copy of stays as it is.
        return _users[load.Array.Id].All(user => user is Load || _position[user] < _position[store]) ? load.Array : null;
    }

    private bool IsAsLong(ArrayVariable original, Allocate record) => IsReadOnly(original)
        ? Enumerable.Range(0, original.Rank).All(axis => _function.Body.Definitions.Find(record.Lengths[axis]) is Dimension length && length.Array.Id == original.Id && length.Axis == axis)
        : _allocated.TryGetValue(original.Id, out Allocate? allocated) && allocated.Lengths == record.Lengths;
}
