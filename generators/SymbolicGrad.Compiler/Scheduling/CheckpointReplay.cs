using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Lets the reverse of a checkpointed loop run each block again before it reverses it: the arrays that the block began with
/// are kept in the forward sweep and put back, the block's statements are copied, and the reverse statements speak of the
/// copy. Scalars need nothing here: that the copy asks for what the loop carried in makes taping record it.
/// </summary>
/// <param name="function">Forward statements, then reverse statements.</param>
/// <param name="outputs">
/// Where the sweeps are two methods: the arrays that the second does not get. It does not get the first one's scratch to write to
/// either. Null where one method does both.
/// </param>
internal sealed class CheckpointReplay(Function function, ICollection<int>? outputs)
{
    private readonly IdSource _ids = new(function.NextId);
    private readonly Dictionary<int, For> _blocks = function.Body.AllStatements.OfType<For>()
        .Where(loop => loop is { Checkpointing: not null, Mirrors: null }).ToDictionary(loop => loop.Index.Id);

    private readonly Dictionary<int, List<Kept>> _kept = [];

    /// <summary>One array's contents at the beginning of every block.</summary>
    /// <param name="Array">The array.</param>
    /// <param name="Copies">Row by row, one copy below the other.</param>
    /// <param name="Lengths">The array's lengths.</param>
    private sealed record Kept(ArrayVariable Array, ArrayVariable Copies, EquatableArray<Operand> Lengths);

    public static Function Run(Function function, ICollection<int>? outputs)
    {
        CheckpointReplay replay = new(function, outputs);
        if (replay._blocks.Count == 0)
        {
            return function;
        }

        Block body = function.Body.SelectStatements(statement => statement switch
        {
            For { Mirrors: { } mirrored } mirror when replay._blocks.TryGetValue(mirrored, out For? forward) => replay.Reverse(mirror, forward),
            For { Checkpointing: not null } forward => replay.Keep(forward),
            _ => [statement],
        });
        return function with { Body = body, NextId = replay._ids.Next };
    }

    /// <summary>The loop over blocks, each of which first keeps the state.</summary>
    private IReadOnlyList<Statement> Keep(For forward)
    {
        BlockBuilder before = new(_ids), keeping = new(_ids);
        List<Kept> kept = [];
        foreach (ArrayVariable array in StateOf(forward))
        {
            if (array.Storage == ArrayStorage.Jagged)
            {
                throw new RefusalException(new Refusal(RefusalReason.NoCheckpoints, $"it writes to the rows of '{array.Name}', which are of different lengths; use a matrix", forward.Origin));
            }

            EquatableArray<Operand> lengths = LengthsOf(array, before);
            Operand rows = before.Compute(Arithmetic.Multiply, [NumberOfBlocks(forward, before), array.Rank == 1 ? Constant.Int(1) : lengths[0]]);
            ArrayVariable copies = _ids.NewArray(array.Name + "At", array.Element, 2, ArrayStorage.Scratch);
            before.Add(new Allocate(copies, [rows, lengths[lengths.Count - 1]], Zeroed: false));
            kept.Add(new Kept(array, copies, lengths));
            Copy(kept[kept.Count - 1], forward, forward.Index, keeping, isKept: true);
        }

        _kept.Add(forward.Index.Id, kept);
        before.Add(forward with { Body = forward.Body with { Statements = keeping.Statements.Concat(forward.Body.Statements).ToEquatableArray() } });
        return before.Statements;
    }

    private IEnumerable<ArrayVariable> StateOf(For forward)
    {
        HashSet<int> own = [.. forward.WithNested().OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        HashSet<int> written = [.. forward.WithNested().Where(nested => nested is Store or Accumulate).Select(nested => nested.Array()!.Id)];
        IEnumerable<ArrayVariable> read = forward.WithNested().OfType<Load>().Select(load => load.Array).Where(array => !own.Contains(array.Id));
        return forward.Checkpointing!.State
            .Concat(read.Where(array => outputs is not null && (outputs.Contains(array.Id) || written.Contains(array.Id))))
            .Distinct();
    }

    private IReadOnlyList<Statement> Reverse(For mirror, For forward)
    {
        BlockBuilder before = new(_ids), body = new(_ids);
        Rewriter fresh = new() { FreshIds = _ids };
        fresh.Replace(forward.Index, mirror.Index);
        foreach (Kept kept in _kept[forward.Index.Id])
        {
            Kept target = kept;
            if (outputs is not null)
            {
                ArrayVariable standIn = _ids.NewArray(kept.Array.Name, kept.Array.Element, kept.Array.Rank, ArrayStorage.Scratch);
                before.Add(new Allocate(standIn, kept.Lengths, Zeroed: false));
                fresh.Replace(kept.Array, standIn);
                target = kept with { Array = standIn };
            }

            Copy(target, forward, mirror.Index, body, isKept: false);
        }

        // What nothing in the block reads need not be written a second time.
        HashSet<int> read = [.. forward.WithNested().OfType<Load>().Select(load => load.Array.Id)];
        Block again = fresh.Rewrite(forward.Body.SelectStatements(statement =>
            statement is Store or Accumulate && !read.Contains(statement.Array()!.Id) ? [] : [statement]));
        body.AddRange(again.Statements);

        Rewriter renamed = new();
        foreach (Value value in forward.Body.Statements.SelectMany(statement => statement.AllDefinitions()))
        {
            if (fresh.Rewrite(value) is Value copy && !copy.Equals(value))
            {
                renamed.Replace(value, copy);
            }
        }

        foreach (ArrayVariable array in forward.WithNested().OfType<Allocate>().Select(allocate => allocate.Array))
        {
            renamed.Replace(array, fresh.Rewrite(array));
        }

        Block reversed = renamed.Rewrite(mirror.Body);
        body.AddRange(reversed.Statements);
        before.Add(mirror with { Body = body.ToBlock(reversed.Yields) });
        return before.Statements;
    }

    /// <summary>Copies an array to its place among the copies, or back.</summary>
    private void Copy(Kept kept, For forward, Operand first, BlockBuilder block, bool isKept)
    {
        Operand distance = block.Compute(Arithmetic.Subtract, [first, forward.Range.Start]);
        Operand number = block.Compute(Arithmetic.IntegerDivide, [distance, forward.Range.Step]);
        EquatableArray<Value> indices = kept.Lengths.Select((_, axis) => _ids.NewValue(ScalarType.Int32, axis == 0 ? "i" : "j")).ToEquatableArray();
        BlockBuilder inner = new(_ids);
        Operand row = kept.Array.Rank == 1
            ? number
            : inner.Compute(Arithmetic.Add, [inner.Compute(Arithmetic.Multiply, [number, kept.Lengths[0]]), indices[0]]);
        EquatableArray<Operand> own = indices.Select(index => (Operand)index).ToEquatableArray(), among = [row, indices[indices.Count - 1]];
        Value element = isKept ? inner.Load(kept.Array, own) : inner.Load(kept.Copies, among);
        inner.Add(isKept ? new Store(kept.Copies, among, element) : new Store(kept.Array, own, element));
        Block copied = inner.ToBlock([]);
        for (int axis = kept.Lengths.Count - 1; axis >= 0; axis--)
        {
            copied = new Block([new For(indices[axis], LoopRange.UpTo(kept.Lengths[axis]), [], copied, []) { FromLibrary = true }], []);
        }

        block.AddRange(copied.Statements);
    }

    private Operand NumberOfBlocks(For forward, BlockBuilder block) =>
        new TripCount(function.Body.Definitions, [], _ids, block.Add).Of(forward)!;

    private EquatableArray<Operand> LengthsOf(ArrayVariable array, BlockBuilder block) =>
        function.Body.AllStatements.OfType<Allocate>().FirstOrDefault(allocate => allocate.Array.Id == array.Id) is { } allocated
            ? allocated.Lengths
            : Enumerable.Range(0, array.Rank).Select(axis => (Operand)block.Dimension(array, axis)).ToEquatableArray();
}
