using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Whether a call may run before or after a statement: neither writes what the other reads or writes. Sums that both add to are no conflict, since the
/// order of additions is free where this is asked. Views count as what they show.
/// </summary>
internal sealed class KernelMoves
{
    private readonly Dictionary<int, int> _shown = [];

    public KernelMoves(Block body)
    {
        foreach (View view in body.AllStatements.OfType<View>())
        {
            _shown.Add(view.Array.Id, MemoryOf(view.Viewed));
        }
    }

    public bool CanPass(Kernel call, Statement statement)
    {
        Access own = AccessOf(call);
        return statement.WithNested().All(nested => nested is Compute or Dimension or View or If or For
            || (nested is Load or Store or Accumulate or Kernel && AccessOf(nested).IsApartFrom(own))
            || (nested is Allocate { Within: null } && !own.Names(MemoryOf(nested.Array()!))));
    }

    private Access AccessOf(Statement statement) => statement switch
    {
        Load load => new([MemoryOf(load.Array)], [], []),
        Store store => new([], [MemoryOf(store.Array)], []),
        Accumulate accumulate => new([], [], [MemoryOf(accumulate.Array)]),
        Kernel call => new(Memory(call, call.Operation.Written, call.Arguments.Count), call.Operation.IsSum ? [] : Memory(call, 0, call.Operation.Written), call.Operation.IsSum ? Memory(call, 0, call.Operation.Written) : []),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} does not access memory."),
    };

    private HashSet<int> Memory(Kernel call, int first, int end) =>
        [.. call.Arguments.Take(end).Skip(first).Select(argument => argument.ArrayOf()).OfType<ArrayVariable>().Select(MemoryOf)];

    private int MemoryOf(ArrayVariable array) => _shown.TryGetValue(array.Id, out int shown) ? shown : array.Id;

    private sealed record Access(HashSet<int> Read, HashSet<int> Written, HashSet<int> AddedTo)
    {
        public bool Names(int memory) => Read.Contains(memory) || Written.Contains(memory) || AddedTo.Contains(memory);

        public bool IsApartFrom(Access other) =>
            !Written.Any(other.Names) && !other.Written.Any(Names) && !Read.Overlaps(other.AddedTo) && !other.Read.Overlaps(AddedTo);
    }
}
