using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>One recorded quantity: where its records lie and which iterations they count.</summary>
/// <param name="Value">What is recorded.</param>
/// <param name="Loops">The loops around it whose iterations are told apart, outermost first.</param>
/// <param name="Array">One element an iteration; null for a scalar that is needed once.</param>
/// <param name="IsEntry">
/// True where the value is what a loop carries in: record 0 is the initial value, record n + 1 what iteration n hands on.
/// </param>
/// <param name="Exported">A scalar needed once: its name outside the branches in which it is computed.</param>
/// <param name="IsInBranch">True where it is computed inside an If.</param>
internal sealed record TapeSlot(Value Value, IReadOnlyList<For> Loops, ArrayVariable? Array, bool IsEntry, Value? Exported, bool IsInBranch);

/// <summary>What is recorded in the forward sweep, and how the reverse sweep reads it.</summary>
internal sealed class TapePlan(Block body, Definitions definitions, MemoryOrder memory, IdSource ids, bool isSplit)
{
    private readonly Dictionary<int, TapeSlot> _slots = [];
    private readonly Dictionary<Statement, Statement?> _parents = IndexParents(body);

    public IReadOnlyCollection<TapeSlot> Slots => _slots.Values;

    /// <summary>The innermost If or For around a statement; null at the top level.</summary>
    public Statement? ParentOf(Statement statement) => _parents.TryGetValue(statement, out Statement? parent) ? parent : null;

    public bool Holds(Value value) => _slots.ContainsKey(value.Id) || SlotOfEntry(value) is not null;

    /// <summary>Decides to record a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="encloses">Whether a loop also encloses the place of use, so that its iterations need not be told apart.</param>
    /// <param name="isEntryNeeded">Whether a loop's entry value will be asked for too.</param>
    public void Record(Value value, Func<For, bool> encloses, Func<For, Value, bool> isEntryNeeded)
    {
        List<For> loops = LoopsAround(value).Where(loop => !encloses(loop)).ToList();
        if (loops.Count > 0 && YieldedEntry(loops[loops.Count - 1], value) is { } entry && isEntryNeeded(loops[loops.Count - 1], entry))
        {
            value = entry;
        }

        bool isEntry = definitions.Find(value) is For around && around.Carried.Any(carried => carried.Entry.Id == value.Id);

        // An element that a loop reads in each iteration and never writes needs one record a loop, not one an iteration. It is
        // recorded where it is read, for before the loop nobody knows whether it exists.
        while (definitions.Find(value) is Load load && loops.Count > 1 && IsInvariant(load, loops[loops.Count - 1]))
        {
            loops.RemoveAt(loops.Count - 1);
        }

        if (isSplit && !value.Type.IsFloating)
        {
            throw new RefusalException(new Refusal(
                RefusalReason.IntegerOnTape,
                $"'{value.Name ?? "a value"}' of type {value.Type} is needed in reverse, but a tape of floating numbers cannot record it",
                (definitions.Find(value) ?? loops.FirstOrDefault())?.Origin ?? default));
        }

        // Records of more than two loops count the outer ones together, in the forward and the reverse sweep alike.
        if (loops.Count > 2)
        {
            foreach (For loop in loops.Skip(1).Take(loops.Count - 2).Where(loop => !TripCounts.ContainsKey(loop.Index.Id)))
            {
                TripCounts.Add(loop.Index.Id, ids.NewValue(ScalarType.Int32));
            }
        }

        string name = value.Name ?? NameOf(definitions.Find(value));
        bool isInBranch = definitions.ParentOf(value.Id) is If;
        _slots.Add(value.Id, loops.Count == 0
            ? new TapeSlot(value, loops, null, isEntry, ids.NewValue(value.Type, value.Name), isInBranch)
            : new TapeSlot(value, loops, ids.NewArray(name + "At", value.Type, Math.Min(loops.Count, 2), ArrayStorage.Scratch), isEntry, null, isInBranch));
    }

    private static string NameOf(Statement? definition) =>
        definition is Compute compute ? char.ToLowerInvariant(compute.Operation.Name[0]) + compute.Operation.Name.Substring(1)
        : definition is Load load ? load.Array.Name
        : "value";

    private bool IsInvariant(Load load, For loop) =>
        !load.Indices.OfType<Value>().Any(index => LoopsAround(index).Any(around => ReferenceEquals(around, loop)))
        && !memory.WritesTo(load.Array).Any(write => LoopsFrom(ParentOf(write)).Any(around => ReferenceEquals(around, loop)));

    private List<For> LoopsAround(Value value) => LoopsFrom(definitions.ParentOf(value.Id));

    /// <summary>A statement, if it is a loop, and the loops around it, outermost first.</summary>
    private List<For> LoopsFrom(Statement? statement)
    {
        List<For> loops = [];
        for (; statement is not null; statement = ParentOf(statement))
        {
            if (statement is For loop)
            {
                loops.Insert(0, loop);
            }
        }

        return loops;
    }

    private static Value? YieldedEntry(For loop, Value value)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (loop.Body.Yields[i].Equals(value))
            {
                return loop.Carried[i].Entry;
            }
        }

        return null;
    }

    /// <summary>Only of what an iteration computes: a value from before the loop may be handed on too, but is asked for outside as well.</summary>
    private TapeSlot? SlotOfEntry(Value value) => _slots.Values.FirstOrDefault(slot =>
        slot.IsEntry
        && YieldedEntry(slot.Loops[slot.Loops.Count - 1], value)?.Id == slot.Value.Id
        && LoopsAround(value).Any(loop => loop.Index.Id == slot.Loops[slot.Loops.Count - 1].Index.Id));

    /// <summary>Appends what reads the record of the present iteration.</summary>
    public Operand Read(Value value, Func<Value, Operand> resolve, Action<Statement> append)
    {
        TapeSlot slot = _slots.TryGetValue(value.Id, out TapeSlot? own) ? own : SlotOfEntry(value)!;
        if (slot.Array is null)
        {
            return slot.Exported!;
        }

        bool isNext = slot.Value.Id != value.Id;
        Load load = new(ids.NewValue(value.Type, value.Name ?? NameOf(definitions.Find(value))), slot.Array, Indices(slot, isNext, resolve, append));
        append(load);
        return load.Result;
    }

    /// <summary>The index of a record: row = the outer iterations counted together, column = the innermost.</summary>
    public EquatableArray<Operand> Indices(TapeSlot slot, bool isNext, Func<Value, Operand> resolve, Action<Statement> append)
    {
        List<Operand> iterations = slot.Loops.Select(loop => IterationNumber(loop, resolve, append)).ToList();
        if (isNext)
        {
            iterations[iterations.Count - 1] = Emit(append, Arithmetic.Add, iterations[iterations.Count - 1], Constant.Int(1));
        }

        return Combine(slot, iterations, append);
    }

    /// <summary>The index of the record of the initial value, before the innermost loop begins.</summary>
    public EquatableArray<Operand> InitialIndices(TapeSlot slot, Action<Statement> append)
    {
        List<Operand> iterations = slot.Loops.Take(slot.Loops.Count - 1).Select(loop => IterationNumber(loop, value => value, append)).ToList();
        iterations.Add(Constant.Int(0));
        return Combine(slot, iterations, append);
    }

    private EquatableArray<Operand> Combine(TapeSlot slot, List<Operand> iterations, Action<Statement> append)
    {
        if (iterations.Count <= 2)
        {
            return iterations.ToEquatableArray();
        }

        Operand row = iterations[0];
        for (int i = 1; i < iterations.Count - 1; i++)
        {
            Value above = Emit(append, Arithmetic.Multiply, row, TripCounts[slot.Loops[i].Index.Id]);
            row = Emit(append, Arithmetic.Add, above, iterations[i]);
        }

        return [row, iterations[iterations.Count - 1]];
    }

    /// <summary>By loop index, the values that <see cref="TapeWriting"/> defines as the trip counts of combined loops.</summary>
    public Dictionary<int, Value> TripCounts { get; } = [];

    private Operand IterationNumber(For loop, Func<Value, Operand> resolve, Action<Statement> append)
    {
        Operand Resolved(Operand operand) => operand is Value value ? resolve(value) : operand;
        Operand index = Resolved(loop.Index);
        if (loop.Range is { Start: Constant { IsZero: true }, Step: Constant { IsOne: true } })
        {
            return index;
        }

        Operand start = Resolved(loop.Range.Start);
        if (loop.Range.Step is Constant { Number: -1 })
        {
            return Emit(append, Arithmetic.Subtract, start, index);
        }

        Value distance = Emit(append, Arithmetic.Subtract, index, start);
        return loop.Range.Step is Constant { IsOne: true }
            ? distance
            : Emit(append, Arithmetic.IntegerDivide, distance, Resolved(loop.Range.Step));
    }

    public Value Emit(Action<Statement> append, Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(ScalarType.Int32);
        append(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }

    private static Dictionary<Statement, Statement?> IndexParents(Block body)
    {
        Dictionary<Statement, Statement?> parents = new(ReferenceComparer.Instance);
        void Visit(Block block, Statement? parent)
        {
            foreach (Statement statement in block.Statements)
            {
                parents[statement] = parent;
                foreach (Block nested in statement.Blocks())
                {
                    Visit(nested, statement);
                }
            }
        }

        Visit(body, null);
        return parents;
    }
}
