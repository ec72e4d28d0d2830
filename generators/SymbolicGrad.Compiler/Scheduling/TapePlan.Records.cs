using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>Where the records of an iteration lie: what reads and writes them.</summary>
internal sealed partial class TapePlan
{
    /// <summary>Appends what reads the record of the present iteration.</summary>
    public Operand Read(Value value, Func<Value, Operand> resolve, Action<Statement> append)
    {
        TapeSlot slot = _slots.TryGetValue(value.Id, out TapeSlot? own) ? own : SlotOfEntry(value)!;
        if (slot.Array is null)
        {
            return slot.Exported!;
        }

        bool isNext = slot.Value.Id != value.Id;
        Value result = ids.NewValue(value.Type, NameOf(value));
        EquatableArray<Operand> indices = Indices(slot, isNext, resolve, append);
        if (encoding is null)
        {
            append(new Load(result, slot.Array, indices));
        }
        else
        {
            encoding.Decode(result, slot.Array, indices, append);
        }

        return result;
    }

    /// <summary>Appends what records a value.</summary>
    public void Write(TapeSlot slot, EquatableArray<Operand> indices, Operand value, Action<Statement> append)
    {
        append(new Store(slot.Array!, indices, encoding is null ? value : encoding.Encode(value, append)));
    }

    /// <summary>The index of a record: row = the outer iterations counted together, column = the innermost.</summary>
    public EquatableArray<Operand> Indices(TapeSlot slot, bool isNext, Func<Value, Operand> resolve, Action<Statement> append)
    {
        if (slot.Counter is { } counter)
        {
            Value record = ids.NewValue(ScalarType.Int32, "record");
            append(new Load(record, counter, []));
            return [record];
        }

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
}
