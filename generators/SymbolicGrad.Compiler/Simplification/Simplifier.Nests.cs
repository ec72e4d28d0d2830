using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>Branches and loops.</summary>
public sealed partial class Simplifier
{
    private void SimplifyIf(If branch, List<Statement> output)
    {
        Operand condition = _rewriter.Rewrite(branch.Condition);
        if (condition is Constant known)
        {
            Block taken = known.IsZero ? branch.Else : branch.Then;
            foreach (Statement statement in taken.Statements)
            {
                Simplify(statement, output);
            }

            for (int i = 0; i < branch.Results.Count; i++)
            {
                _rewriter.Replace(branch.Results[i], _rewriter.Rewrite(taken.Yields[i]));
            }

            return;
        }

        foreach (Value result in branch.Results)
        {
            Define(result);
        }

        // Neither branch sees what the other wrote; after the If nothing is known of what either wrote.
        Dictionary<int, int> versions = new(_memoryVersions);
        Block then = SimplifyNested(branch.Then);
        Restore(versions);
        Block otherwise = SimplifyNested(branch.Else);
        TouchWritten(branch);
        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (then.Yields[i].Equals(otherwise.Yields[i]))
            {
                _rewriter.Replace(branch.Results[i], then.Yields[i]);
            }
        }

        output.Add(ReferenceEquals(condition, branch.Condition) ? branch.With(then, otherwise) : branch with { Condition = condition, Then = then, Else = otherwise });

        // A flag that says which branch ran is the condition.
        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (branch.Results[i].Type == ScalarType.Boolean && (then.Yields[i], otherwise.Yields[i]) is (Constant { IsZero: var isNegated }, Constant { IsZero: var isSame }) && isNegated != isSame)
            {
                _rewriter.Replace(branch.Results[i], isNegated ? Negation(condition, output) : condition);
            }
        }
    }

    private Operand Negation(Operand condition, List<Statement> output)
    {
        Value negated = ids.NewValue(ScalarType.Boolean);
        Simplify(new Compute(negated, Comparisons.Not, [condition]), output);
        return _rewriter.Rewrite(negated);
    }

    private void Restore(Dictionary<int, int> versions)
    {
        _memoryVersions.Clear();
        foreach (KeyValuePair<int, int> version in versions)
        {
            _memoryVersions.Add(version.Key, version.Value);
        }
    }

    private void SimplifyFor(For loop, List<Statement> output)
    {
        LoopRange range = _rewriter.Rewrite(loop.Range);
        foreach (Value result in loop.Results)
        {
            Define(result);
        }

        foreach (Carried scalar in loop.Carried)
        {
            Define(scalar.Entry);
        }

        Define(loop.Index);
        EquatableArray<Carried> carried = loop.Carried.Replace(
            scalar => _rewriter.Rewrite(scalar.Initial) is var initial && ReferenceEquals(initial, scalar.Initial) ? scalar : scalar with { Initial = initial });
        for (int i = 0; i < carried.Count; i++)
        {
            // What an iteration hands on unchanged is what came in.
            Operand yield = _rewriter.Rewrite(loop.Body.Yields[i]);
            if (yield.Equals(carried[i].Entry) || (yield is Constant && yield.Equals(carried[i].Initial)))
            {
                _rewriter.Replace(carried[i].Entry, carried[i].Initial);
                _rewriter.Replace(loop.Results[i], carried[i].Initial);
            }
        }

        if (loop.Guard is { } guard && carried[loop.PositionOf(guard.Running)].Initial is Constant { IsZero: true })
        {
            for (int i = 0; i < carried.Count; i++)
            {
                _rewriter.Replace(loop.Results[i], carried[i].Initial);
            }

            return;
        }

        TouchWritten(loop);
        Block body = SimplifyNested(loop.Body);
        TouchWritten(loop);
        output.Add(ReferenceEquals(range, loop.Range) && carried.IsSameAs(loop.Carried) ? loop.With(body) : loop with { Range = range, Carried = carried, Body = body });
    }
}
