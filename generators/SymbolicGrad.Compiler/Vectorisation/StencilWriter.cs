using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>Writes a loop whose elements gather their terms.</summary>
internal sealed class StencilWriter(For loop, Stencil stencil, Definitions definitions, IdSource ids)
{
    private readonly HashSet<Statement> _additions = [.. stencil.Terms.Select(term => (Statement)term.Addition)];

    /// <summary>True where each element at an end gets one term.</summary>
    private bool IsSetAtOnce => stencil.Reach == 1;

    /// <param name="clear">What clears the array before, where each element can be set instead; null where it is added to.</param>
    public IReadOnlyList<Statement> Write(Statement? clear)
    {
        BlockBuilder outer = new(ids);
        Operand length = Sum(outer, loop.Range.End, loop.Range.Start, isDifference: true);
        Value isLong = outer.Compute(Comparisons.GreaterThanOrEqual, [length, Constant.Int(stencil.Reach)]);

        // One addition needs no other way: a loop of no iteration does nothing.
        bool isLoopKept = stencil.Reach > 1;
        For original = isLoopKept ? (For)new Rewriter { FreshIds = ids }.Rewrite(loop) : loop;
        List<Statement> otherwise = [];
        if (clear is not null)
        {
            otherwise.Add(clear);
        }

        if (isLoopKept)
        {
            otherwise.Add(original);
        }

        EquatableArray<Operand> yields = (isLoopKept ? original.Results.Cast<Operand>() : loop.Carried.Select(carried => carried.Initial)).ToEquatableArray();
        outer.Add(new If(isLong, Gathered(clear is not null), new Block(otherwise.ToEquatableArray(), yields), loop.Results));
        return outer.Statements;
    }

    private Block Gathered(bool isSet)
    {
        BlockBuilder builder = new(ids);
        List<Operand> state = [.. loop.Carried.Select(carried => carried.Initial)];
        int before = stencil.Last - stencil.Own, behind = stencil.Own - stencil.First;
        Operand start = Sum(builder, loop.Range.Start, Constant.Int(before)), end = Sum(builder, loop.Range.End, Constant.Int(behind), isDifference: true);

        if (isSet && !IsSetAtOnce)
        {
            // Elements at the ends are added to more than once.
            for (int i = 0; i < stencil.Reach; i++)
            {
                foreach (Operand element in new[] { Sum(builder, loop.Range.Start, Constant.Int(stencil.First + i)), Sum(builder, loop.Range.End, Constant.Int(stencil.First + i)) })
                {
                    builder.Add(Written(element, new Constant(stencil.Array.Element, 0), isSet: true));
                }
            }
        }

        // The first elements get what the first iterations add to them.
        for (int i = 0; i < stencil.Reach; i++)
        {
            Iteration(builder, Sum(builder, loop.Range.Start, Constant.Int(i)), state, i < before, offset => offset + i < stencil.Last, isSet);
        }

        Value index = ids.NewValue(loop.Index.Type, loop.Index.Name);
        BlockBuilder body = builder.Nested();
        List<Carried> carried = [.. loop.Carried.Select((c, i) => new Carried(state[i], ids.NewValue(c.Entry.Type, c.Entry.Name)))];
        List<Operand> yields = [.. carried.Select(c => (Operand)c.Entry)];
        Iteration(body, index, yields, hasEffects: true, _ => false, isSet);
        Operand? gathered = null;
        foreach ((Accumulate addition, int offset) in stencil.Terms)
        {
            Operand term = At(body, index, stencil.Own - offset, addition.Value);
            gathered = gathered is null ? term : body.Compute(Arithmetic.Add, [gathered, term]);
        }

        body.Add(Written(Sum(body, index, Constant.Int(stencil.Own)), gathered!, isSet));
        List<Value> results = [.. loop.Results.Select(result => ids.NewValue(result.Type, result.Name))];
        builder.Add(loop with
        {
            Index = index,
            Range = loop.Range with { Start = start, End = end },
            Carried = carried.ToEquatableArray(),
            Body = body.ToBlock(yields.ToEquatableArray()),
            Results = results.ToEquatableArray(),
        });

        state = [.. results];
        for (int i = 0; i < stencil.Reach; i++)
        {
            Operand at = Sum(builder, loop.Range.End, Constant.Int(stencil.Reach - i), isDifference: true);
            Iteration(builder, at, state, i >= stencil.Reach - behind, offset => offset + i >= stencil.Last, isSet);
        }

        return builder.ToBlock(state.ToEquatableArray());
    }

    /// <summary>One iteration: all it does but the additions, where it has effects, and those additions that are wanted.</summary>
    private void Iteration(BlockBuilder builder, Operand index, List<Operand> state, bool hasEffects, Func<int, bool> isWanted, bool isSet)
    {
        if (hasEffects)
        {
            Rewriter rewriter = Copy(builder, index, 0);
            for (int i = 0; i < state.Count; i++)
            {
                rewriter.Replace(loop.Carried[i].Entry, state[i]);
            }

            foreach (Statement statement in loop.Body.Statements.Where(statement => !_additions.Contains(statement)))
            {
                builder.Add(rewriter.Rewrite(statement));
            }

            for (int i = 0; i < state.Count; i++)
            {
                state[i] = rewriter.Rewrite(loop.Body.Yields[i]);
            }
        }

        foreach (IGrouping<int, (Accumulate Addition, int Offset)> terms in stencil.Terms.Where(term => isWanted(term.Offset)).GroupBy(term => term.Offset))
        {
            Operand sum = terms.Select(term => At(builder, index, 0, term.Addition.Value)).Aggregate((left, right) => builder.Compute(Arithmetic.Add, [left, right]));
            Operand element = Sum(builder, index, Constant.Int(terms.Key));

            builder.Add(Written(element, sum, isSet && IsSetAtOnce));
        }
    }

    private Statement Written(Operand element, Operand value, bool isSet)
    {
        EquatableArray<Operand> indices = stencil.Terms[0].Addition.Indices;
        EquatableArray<Operand> at = indices.Count == 1 ? [element] : [indices[0], element];
        return isSet ? new Store(stencil.Array, at, value) : new Accumulate(stencil.Array, at, value);
    }

    /// <summary>A value of the body as of another iteration.</summary>
    private Operand At(BlockBuilder builder, Operand index, int distance, Operand value)
    {
        HashSet<int> needed = [];
        Need(value);
        Rewriter rewriter = Copy(builder, index, distance);
        foreach (Statement statement in loop.Body.Statements.Where(statement => statement.Results().Any(result => needed.Contains(result.Id))))
        {
            builder.Add(rewriter.Rewrite(statement));
        }

        return rewriter.Rewrite(value);

        void Need(Operand operand)
        {
            if (operand is Value part && needed.Add(part.Id) && definitions.Find(part) is { } statement && statement != (Statement)loop)
            {
                foreach (Operand used in statement.Operands())
                {
                    Need(used);
                }
            }
        }
    }

    /// <summary>Copies statements of the body, with the index and what is a number away from it as they are at the given distance.</summary>
    private Rewriter Copy(BlockBuilder builder, Operand index, int distance)
    {
        Rewriter rewriter = new() { FreshIds = ids };
        rewriter.Replace(loop.Index, Sum(builder, index, Constant.Int(distance)));
        return rewriter;
    }

    private static Operand Sum(BlockBuilder builder, Operand left, Operand right, bool isDifference = false) => (left, right) switch
    {
        (_, Constant { IsZero: true }) => left,
        (Constant a, Constant b) => Constant.Int((int)(isDifference ? a.Number - b.Number : a.Number + b.Number)),
        (_, Constant { Number: < 0 } negative) => builder.Compute(isDifference ? Arithmetic.Add : Arithmetic.Subtract, [left, Constant.Int((int)-negative.Number)]),
        _ => builder.Compute(isDifference ? Arithmetic.Subtract : Arithmetic.Add, [left, right]),
    };
}
