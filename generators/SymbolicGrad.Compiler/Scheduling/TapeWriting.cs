using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>Adds to the forward sweep what records the values of a <see cref="TapePlan"/>.</summary>
/// <param name="tape">What is recorded.</param>
/// <param name="body">
/// The statements, resolved: a reverse loop that records (a checkpointed block that is run again) may speak of what its half of a
/// taped pair computed again.
/// </param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class TapeWriting(TapePlan tape, Block body, IdSource ids)
{
    private readonly Definitions _definitions = body.Definitions;
    private readonly HashSet<int> _defined = [];
    private readonly ILookup<int, TapeSlot> _byValue = Resolved(tape.Slots, body).ToLookup(slot => slot.Value.Id);
    private readonly ILookup<int, TapeSlot> _byOutermost = Resolved(tape.Slots, body).Where(slot => slot.Array is not null).ToLookup(slot => slot.Loops[0].Index.Id);
    private readonly ILookup<int, TapeSlot> _entries = Resolved(tape.Slots, body).Where(slot => slot is { IsEntry: true, Loops.Count: > 0 })
        .ToLookup(slot => slot.Loops[slot.Loops.Count - 1].Index.Id);

    private readonly Dictionary<int, int> _order = tape.Slots.Select((slot, i) => (slot.Value.Id, i)).ToDictionary(slot => slot.Id, slot => slot.i);

    public Block Run() => tape.Slots.Count == 0 ? body : Rebuild(body, []);

    private static List<TapeSlot> Resolved(IEnumerable<TapeSlot> slots, Block body)
    {
        Dictionary<int, For> loops = body.AllStatements.OfType<For>().ToDictionary(loop => loop.Index.Id);
        return slots.Select(slot => slot with { Loops = slot.Loops.Select(loop => loops[loop.Index.Id]).ToList() }).ToList();
    }

    private Block Rebuild(Block block, EquatableArray<Operand> extraYields)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            AllocateBefore(statement, statements);
            RecordInitial(statement, statements);
            statements.Add(RebuildNested(statement));
            foreach (Value result in statement.Results())
            {
                RecordResult(result, statements);
            }
        }

        return new Block(statements.ToEquatableArray(), block.Yields.Concat(extraYields).ToEquatableArray());
    }

    private Statement RebuildNested(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                List<TapeSlot> exported = branch.Blocks().SelectMany(block => block.Statements).SelectMany(nested => nested.AllDefinitions())
                    .SelectMany(defined => _byValue[defined.Id]).Where(slot => slot.Exported is not null).OrderBy(slot => _order[slot.Value.Id]).ToList();
                return branch with
                {
                    Then = Rebuild(branch.Then, exported.Select(slot => ExportFrom(branch.Then, slot)).ToEquatableArray()),
                    Else = Rebuild(branch.Else, exported.Select(slot => ExportFrom(branch.Else, slot)).ToEquatableArray()),
                    Results = branch.Results.Concat(exported.Select(slot => ResultOf(branch, slot))).ToEquatableArray(),
                };
            case For loop:
                Block body = Rebuild(loop.Body, []);
                List<Statement> records = [];
                foreach (TapeSlot slot in _entries[loop.Index.Id])
                {
                    int position = Enumerable.Range(0, loop.Carried.Count).First(i => loop.Carried[i].Entry.Id == slot.Value.Id);
                    EquatableArray<Operand> indices = tape.Indices(slot, isNext: true, value => value, records.Add);
                    tape.Write(slot, indices, loop.Body.Yields[position], records.Add);
                }

                records.AddRange(tape.CountersIn(loop.Index.Id).Select(counter => new Accumulate(counter, [], Constant.Int(1))));
                return loop with { Body = body with { Statements = EntryRecords(loop).Concat(body.Statements).Concat(records).ToEquatableArray() } };
            default:
                return statement;
        }
    }

    /// <summary>What a loop carries in, where its records are counted together with those of other runs of the loop.</summary>
    private List<Statement> EntryRecords(For loop)
    {
        List<Statement> records = [];
        foreach (TapeSlot slot in loop.Carried.SelectMany(carried => _byValue[carried.Entry.Id]).Where(slot => slot.Counter is not null).OrderBy(slot => _order[slot.Value.Id]))
        {
            tape.Write(slot, tape.Indices(slot, isNext: false, value => value, records.Add), slot.Value, records.Add);
        }

        return records;
    }

    private static bool Defines(If branch, Value value) =>
        branch.Blocks().Any(block => block.Statements.Any(statement => statement.AllDefinitions().Any(defined => defined.Id == value.Id)));

    /// <summary>Outside of the outermost branch the value has its exported name; further in, an own one for each If.</summary>
    private Value ResultOf(If branch, TapeSlot slot)
    {
        if (tape.ParentOf(branch) is not If)
        {
            return slot.Exported!;
        }

        if (!_inner.TryGetValue((branch, slot.Value.Id), out Value? result))
        {
            _inner.Add((branch, slot.Value.Id), result = ids.NewValue(slot.Value.Type, slot.Value.Name));
        }

        return result;
    }

    private readonly Dictionary<(If Branch, int Value), Value> _inner = [];

    private Operand ExportFrom(Block block, TapeSlot slot)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement.Results().Any(result => result.Id == slot.Value.Id))
            {
                return slot.Value;
            }

            if (statement is If nested && Defines(nested, slot.Value))
            {
                return ResultOf(nested, slot);
            }
        }

        // In the branch where it is not computed it is not used either.
        return new Constant(slot.Value.Type, 0);
    }

    private void RecordResult(Value result, List<Statement> output)
    {
        foreach (TapeSlot slot in _byValue[result.Id].Where(slot => slot is { Array: not null, IsEntry: false }))
        {
            EquatableArray<Operand> indices = tape.Indices(slot, isNext: false, value => value, output.Add);
            tape.Write(slot, indices, result, output.Add);
        }
    }

    private void RecordInitial(Statement statement, List<Statement> output)
    {
        if (statement is not For loop)
        {
            return;
        }

        foreach (TapeSlot slot in _entries[loop.Index.Id].Where(slot => slot.Array is not null))
        {
            int position = Enumerable.Range(0, loop.Carried.Count).First(i => loop.Carried[i].Entry.Id == slot.Value.Id);
            tape.Write(slot, tape.InitialIndices(slot, output.Add), loop.Carried[position].Initial, output.Add);
        }
    }

    private void AllocateBefore(Statement statement, List<Statement> output)
    {
        if (statement is For first)
        {
            output.AddRange(tape.CountersBefore(first.Index.Id).Select(counter => new Allocate(counter, [], Zeroed: true)));
        }

        foreach (TapeSlot slot in statement is For outermost ? _byOutermost[outermost.Index.Id] : [])
        {
            if (slot.Array!.Storage == ArrayStorage.Growing)
            {
                output.Add(new Allocate(slot.Array, [Constant.Int(0)], Zeroed: false));
                continue;
            }

            List<Operand> counts = [];
            foreach (For loop in slot.Loops)
            {
                TripCount tripCount = new(_definitions, slot.Loops.ToList(), ids, output.Add);
                Operand count = tripCount.Of(loop) ?? throw new InvalidOperationException($"The trip count of {loop.Index} was known when the tape was planned.");
                if (tape.TripCounts.TryGetValue(loop.Index.Id, out Value? shared) && _defined.Add(shared.Id))
                {
                    output.Add(new Compute(shared, Arithmetic.Add, [count, Constant.Int(0)]));
                }

                counts.Add(count);
            }

            if (slot.IsEntry)
            {
                counts[counts.Count - 1] = tape.Emit(output.Add, Arithmetic.Add, counts[counts.Count - 1], Constant.Int(1));
            }

            Operand rows = counts[0];
            for (int i = 1; i < counts.Count - 1; i++)
            {
                rows = tape.Emit(output.Add, Arithmetic.Multiply, rows, counts[i]);
            }

            output.Add(new Allocate(slot.Array!, counts.Count == 1 ? [counts[0]] : [rows, counts[counts.Count - 1]], Zeroed: false));
        }
    }
}
