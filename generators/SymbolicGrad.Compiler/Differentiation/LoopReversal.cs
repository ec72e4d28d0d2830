using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// The reverse of a loop is a loop over the same iterations, last first, that carries adjoints: of what the loop carries,
/// and of what every iteration uses (whose contributions it adds up).
/// </summary>
internal sealed class LoopReversal(For loop, Activity activity, IdSource ids)
{
    public void Append(BlockBuilder builder, Adjoints adjoints, Action<Block, BlockBuilder, Adjoints> reverseBlock)
    {
        BlockBuilder body = builder.Nested();
        Adjoints inner = new();
        List<(Carried Primal, Operand Initial, Value Entry)> state = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Carried primal = loop.Carried[i];
            Operand? final = adjoints.Take(loop.Results[i]);
            if (!activity.IsActive(primal.Entry))
            {
                continue;
            }

            Value entry = ids.NewValue(primal.Entry.Type, Adjoints.NameOf(primal.Entry));
            state.Add((primal, final ?? new Constant(primal.Entry.Type, 0), entry));
            if (activity.IsActive(loop.Body.Yields[i]))
            {
                inner.AddCarriedIn(body, loop.Body.Yields[i], entry);
            }
        }

        reverseBlock(loop.Body, body, inner);

        List<Operand> yields = state.Select(s => inner.Take(s.Primal.Entry) ?? new Constant(s.Entry.Type, 0)).ToList();
        List<Carried> carried = state.Select(s => new Carried(s.Initial, s.Entry)).ToList();
        List<Value> results = state.Select(s => ids.NewValue(s.Entry.Type, s.Entry.Name)).ToList();

        // What is left was defined outside: every iteration contributes to its adjoint.
        List<Value> free = inner.Known.ToList();
        foreach (Value value in free)
        {
            Value entry = ids.NewValue(value.Type, Adjoints.NameOf(value));
            carried.Add(new Carried(adjoints.Find(value) ?? new Constant(value.Type, 0), entry));
            yields.Add(body.Compute(Arithmetic.Add, [entry, inner.Find(value)!], entry.Name));
            results.Add(ids.NewValue(value.Type, entry.Name));
        }

        builder.Add(new For(
            ids.NewValue(loop.Index.Type, loop.Range.IsUnbounded ? "i" : loop.Index.Name),
            ReversedRange(builder),
            carried.ToEquatableArray(),
            body.ToBlock(yields.ToEquatableArray()),
            results.ToEquatableArray())
        {
            Mirrors = loop.Index.Id,
            FromLibrary = loop.FromLibrary,
            Origin = loop.Origin,
        });

        for (int i = 0; i < free.Count; i++)
        {
            adjoints.Set(free[i], results[state.Count + i]);
        }

        for (int i = 0; i < state.Count; i++)
        {
            if (activity.IsActive(state[i].Primal.Initial))
            {
                adjoints.Add(builder, state[i].Primal.Initial, results[i]);
            }
        }
    }

    /// <summary>The iterations from the last to the first.</summary>
    private LoopRange ReversedRange(BlockBuilder builder)
    {
        LoopRange range = loop.Range;
        ScalarType type = loop.Index.Type;
        Constant one = new(type, 1);
        Operand step = range.Step;
        bool ascending = range.IsAscending;

        if (loop.Guard is { } guard)
        {
            Value next = loop.Results[loop.PositionOf(guard.Next ?? throw new InvalidOperationException($"The loop over {loop.Index} does not count its iterations."))];
            return Reversed(builder.Compute(Arithmetic.Subtract, [next, step]), builder);
        }

        // The end that the index never reaches: i < End or i > End.
        Operand end = range.Comparison switch
        {
            LoopComparison.LessOrEqual => builder.Compute(Arithmetic.Add, [range.End, one]),
            LoopComparison.GreaterOrEqual => builder.Compute(Arithmetic.Subtract, [range.End, one]),
            _ => range.End,
        };
        Operand last;
        if (step is Constant { Number: 1 or -1 })
        {
            last = builder.Compute(ascending ? Arithmetic.Subtract : Arithmetic.Add, [end, one]);
        }
        else
        {
            // trips = ⌈(end − start)/step⌉, which integer division gives after step ∓ 1 is added; last = start + (trips − 1)·step.
            Value span = builder.Compute(Arithmetic.Subtract, [end, range.Start]);
            Value padded = builder.Compute(Arithmetic.Add, [span, builder.Compute(ascending ? Arithmetic.Subtract : Arithmetic.Add, [step, one])]);
            Value trips = builder.Compute(Arithmetic.IntegerDivide, [padded, step]);
            Value beforeLast = builder.Compute(Arithmetic.Subtract, [trips, one]);
            last = builder.Compute(Arithmetic.Add, [range.Start, builder.Compute(Arithmetic.Multiply, [beforeLast, step])]);
        }

        return Reversed(last, builder);
    }

    private LoopRange Reversed(Operand last, BlockBuilder builder) => new(
        last,
        loop.Range.IsAscending ? LoopComparison.GreaterOrEqual : LoopComparison.LessOrEqual,
        loop.Range.Start,
        builder.Compute(Arithmetic.Negate, [loop.Range.Step]));
}
