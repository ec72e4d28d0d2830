using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Cuts a recurrence of n iterations into blocks of ⌈√n⌉: a loop over blocks around a loop over the iterations of one. What
/// a block begins with is then recorded once a block, and the records of its iterations serve one block after the other.
/// </summary>
internal sealed class CheckpointBlocks(Function function)
{
    private readonly IdSource _ids = new(function.NextId);
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly MemoryOrder _memory = new(function.Body);

    /// <param name="function">The primal.</param>
    /// <param name="recorded">The indices of the loops that are to be cut.</param>
    public static Function Run(Function function, ICollection<int> recorded)
    {
        CheckpointBlocks blocks = new(function);
        Block body = function.Body.SelectStatements(statement =>
            statement is For loop && recorded.Contains(loop.Index.Id) ? blocks.Cut(loop) : [statement]);
        return function with { Body = body, NextId = blocks._ids.Next };
    }

    private IReadOnlyList<Statement> Cut(For loop)
    {
        if (loop.Range.IsUnbounded || loop.Index.Type != ScalarType.Int32)
        {
            throw Refused(loop, "nothing bounds the number of its iterations; write a for loop with an int index and a bound, and end it early by break");
        }

        if (loop.WithNested().OfType<Call>().FirstOrDefault() is { } call)
        {
            throw Refused(loop, $"it calls '{call.Callee.Name}', whose memory is its own; let the callee be a plain method");
        }

        BlockBuilder before = new(_ids);
        bool isPlain = loop.Range is { Comparison: LoopComparison.Less, Step: Constant { IsOne: true } };
        Operand count = new TripCount(_definitions, [], _ids, before.Add).Of(loop)!;
        Operand start = isPlain ? loop.Range.Start : Constant.Int(0), end = isPlain ? loop.Range.End : count;
        Value stride = before.Compute(Strides.BetweenCheckpoints, [count], "stride");

        BlockBuilder block = new(_ids);
        Value first = _ids.NewValue(ScalarType.Int32, "first");
        Value last = block.Compute(Arithmetic.Add, [first, stride]);
        LoopRange iterations = LoopRange.UpTo(block.Compute(Extrema.Min, [last, end], "end")) with { Start = first };
        EquatableArray<Value> entries = loop.Carried.Select(carried => Renewed(carried.Entry)).ToEquatableArray();
        EquatableArray<Value> results = loop.Results.Select(Renewed).ToEquatableArray();
        For inner = (isPlain ? loop : Counted(loop)) with
        {
            Range = iterations,
            Carried = loop.Carried.Select((carried, i) => new Carried(entries[i], carried.Entry)).ToEquatableArray(),
            Results = results,
        };
        block.Add(inner);
        before.Add(new For(
            first,
            new LoopRange(start, LoopComparison.Less, end, stride),
            loop.Carried.Select((carried, i) => new Carried(carried.Initial, entries[i])).ToEquatableArray(),
            block.ToBlock(results.Select(result => (Operand)result).ToEquatableArray()),
            loop.Results)
        {
            Guard = loop.Guard is { } guard ? new LoopGuard(entries[loop.PositionOf(guard.Running)], null) : null,
            Checkpointing = new Checkpointing(StateOf(loop).ToEquatableArray()),
            Origin = loop.Origin,
        });
        return before.Statements;
    }

    /// <summary>The loop over the numbers 0, 1, 2 … of its iterations.</summary>
    private For Counted(For loop)
    {
        BlockBuilder body = new(_ids);
        Value number = _ids.NewValue(ScalarType.Int32, "k");
        Value distance = body.Compute(Arithmetic.Multiply, [number, loop.Range.Step]);
        body.Add(new Compute(loop.Index, Arithmetic.Add, [loop.Range.Start, distance]));
        body.AddRange(loop.Body.Statements);
        return loop with { Index = number, Body = body.ToBlock(loop.Body.Yields) };
    }

    /// <summary>Arrays from outside whose elements are no longer there when a block is run again.</summary>
    private IEnumerable<ArrayVariable> StateOf(For loop)
    {
        HashSet<int> own = [.. loop.WithNested().OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        List<Load> loads = [.. loop.WithNested().OfType<Load>().Where(load => !own.Contains(load.Array.Id))];
        HashSet<int> read = [.. loads.Select(load => load.Array.Id)];
        return loads.Where(load => !_memory.IsStable(load)).Select(load => load.Array)
            .Concat(loop.WithNested().OfType<Accumulate>().Select(accumulate => accumulate.Array).Where(array => read.Contains(array.Id)))
            .Distinct();
    }

    private Value Renewed(Value value) => _ids.NewValue(value.Type, value.Name);

    private static RefusalException Refused(For loop, string why) => new(new Refusal(RefusalReason.NoCheckpoints, why, loop.Origin));
}
