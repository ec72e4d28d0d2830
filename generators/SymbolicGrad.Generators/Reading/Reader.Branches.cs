using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Branches, and early returns brought into structured form.</summary>
internal sealed partial class Reader
{
    /// <summary>What follows a statement that may have left runs only if it did not.</summary>
    private Outcome ReadRestUnless(Outcome earlier, IReadOnlyList<IOperation> statements, int position)
    {
        Operand left = AnyOf(earlier.Flags, statements[position]);
        Outcome? rest = null;
        (BlockBuilder, Bindings) before = InConditional(() => { });
        (BlockBuilder, Bindings) after = InConditional(() => rest = ReadSequence(statements, position + 1));

        // Where only one way out is possible, the condition has decided that it was taken.
        List<Operand> flags = earlier.Flags.Select(flag => flag.Equals(left) ? Constant.Bool(true) : flag).ToList();
        return MergeOutcomes(left, before, Outcome.Of(flags, earlier.Values), after, rest!, statements[position]);
    }

    /// <summary>Whether one of the flags holds.</summary>
    private Operand AnyOf(IEnumerable<Operand> flags, IOperation at)
    {
        Operand any = Constant.Bool(false);
        foreach (Operand flag in flags.Where(flag => !Outcome.IsNever(flag)))
        {
            any = Outcome.IsNever(any) ? flag : Outcome.IsAlways(flag) ? flag : Outcome.IsAlways(any) ? any : Compute(Comparisons.Or, at, any, flag);
        }

        return any;
    }

    private Outcome ReadReturn(IReturnOperation returned)
    {
        return returned.ReturnedValue switch
        {
            null => new Outcome(Constant.Bool(true), []),
            { } value when _frame.Method?.ReturnsVoid == true || value.Type?.SpecialType == SpecialType.System_Void => ReadEffectAndReturn(value),
            { } value => new Outcome(Constant.Bool(true), ReadReturned(value)),
        };
    }

    /// <summary>The leaves of what is returned, in the types that the method declares: (1, x) as (double, double).</summary>
    private List<Operand> ReadReturned(IOperation value)
    {
        Bundle returned = Converted(ReadAny(value), ShapeOf(_frame.Method!.ReturnType, value), value);
        return returned.Leaves
            .Select(leaf => (leaf.Value as ScalarBinding)?.Value
                ?? throw Refuse(Descriptors.Expression, value, TextOf(value), "memory cannot be returned; write it to a span parameter"))
            .ToList();
    }

    private Outcome ReadEffectAndReturn(IOperation effect)
    {
        ReadEffect(effect);
        return new Outcome(Constant.Bool(true), []);
    }

    /// <summary>
    /// Where one branch leaves and the other does not, the rest of the sequence belongs to the other branch: it is read there,
    /// and nothing is written twice.
    /// </summary>
    private Outcome ReadIf(IConditionalOperation conditional, IReadOnlyList<IOperation> statements, int rest, out bool isRestRead)
    {
        Operand condition = ReadScalar(conditional.Condition);
        Outcome? thenOutcome = null, elseOutcome = null;
        (BlockBuilder Block, Bindings Bindings) then = InConditional(() => thenOutcome = ReadStatement(conditional.WhenTrue));
        (BlockBuilder Block, Bindings Bindings) otherwise = InConditional(() =>
            elseOutcome = conditional.WhenFalse is { } whenFalse ? ReadStatement(whenFalse) : Outcome.FallsThrough);
        isRestRead = false;
        if (thenOutcome!.AlwaysLeaves && elseOutcome!.AlwaysFallsThrough)
        {
            otherwise = Continue(otherwise, () => elseOutcome = ReadSequence(statements, rest));
            isRestRead = true;
        }
        else if (elseOutcome!.AlwaysLeaves && thenOutcome.AlwaysFallsThrough)
        {
            then = Continue(then, () => thenOutcome = ReadSequence(statements, rest));
            isRestRead = true;
        }

        return MergeOutcomes(condition, then, thenOutcome, otherwise, elseOutcome, conditional);
    }

    private Outcome ReadStatement(IOperation statement) => statement is IConditionalOperation conditional
        ? ReadIf(conditional, [], 0, out _)
        : ReadStatement(statement, out _);

    private (BlockBuilder Block, Bindings Bindings) Continue((BlockBuilder Block, Bindings Bindings) branch, Action read)
    {
        (BlockBuilder outerBlock, Bindings outerBindings) = (_block, _bindings);
        (_block, _bindings) = branch;
        try
        {
            read();
            return (_block, _bindings);
        }
        finally
        {
            (_block, _bindings) = (outerBlock, outerBindings);
        }
    }

    private Outcome MergeOutcomes(
        Operand condition,
        (BlockBuilder Block, Bindings Bindings) then,
        Outcome thenOutcome,
        (BlockBuilder Block, Bindings Bindings) otherwise,
        Outcome elseOutcome,
        IOperation at)
    {
        List<(Operand Then, Operand Else)> extra = [];
        List<int> merging = Enumerable.Range(0, thenOutcome.Flags.Count).Where(i => !thenOutcome.Flags[i].Equals(elseOutcome.Flags[i])).ToList();
        extra.AddRange(merging.Select(i => (thenOutcome.Flags[i], elseOutcome.Flags[i])));
        int count = Math.Max(thenOutcome.Values.Count, elseOutcome.Values.Count);
        for (int i = 0; i < count; i++)
        {
            // Where a branch did not return, no one looks at its value.
            Operand thenValue = i < thenOutcome.Values.Count ? thenOutcome.Values[i] : new Constant(elseOutcome.Values[i].Type, 0);
            Operand elseValue = i < elseOutcome.Values.Count ? elseOutcome.Values[i] : new Constant(thenValue.Type, 0);
            extra.Add((thenValue, elseValue));
        }

        List<Operand> merged = Merge(condition, then, otherwise, extra, at);
        List<Operand> flags = [.. thenOutcome.Flags];
        for (int i = 0; i < merging.Count; i++)
        {
            flags[merging[i]] = merged[i];
        }

        return Outcome.Of(flags, merged.Skip(merging.Count).ToList());
    }
}
