using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// Of a reversed loop that adds up shares c·vᵢ/S, where S = Σ vᵢ is what the forward loop has added up, the total is c: nothing has to
/// be added up. The adjoint of what is subtracted from all logits of a log-sum-exp (their maximum) is 1 − Σ (eᵢ/S) = 0 that way, and with it
/// go the reverse of the maximum and its records.
/// </summary>
/// <remarks>
/// The quotients of a sum that is 0, infinite or not a number are not numbers, while the total of the formula is c by continuity. What the
/// quotients themselves are added to stays as it was.
/// </remarks>
internal sealed class CancellingTotals
{
    private readonly Dictionary<int, For> _loops = [];
    private readonly Definitions _definitions;
    private readonly IdSource _ids;
    private readonly int _firstAdjointId;
    private readonly Rewriter _rewriter = new();

    private CancellingTotals(Function function, int firstAdjointId)
    {
        _ids = new IdSource(function.NextId);
        _firstAdjointId = firstAdjointId;
        _definitions = function.Body.Definitions;
        foreach (For loop in function.Body.AllStatements.OfType<For>())
        {
            _loops.Add(loop.Index.Id, loop);
        }
    }

    /// <param name="function">Both sweeps, before they are brought together.</param>
    /// <param name="firstAdjointId">The primal's values have smaller ids.</param>
    public static Function Run(Function function, int firstAdjointId)
    {
        IReadOnlyList<Statement> all = function.Body.AllStatements;
        bool hasShares = all.Any(statement => statement is For { Mirrors: not null, Carried.Count: > 0 })
            && all.Any(statement => statement is Compute { Operation: var operation } && operation == Arithmetic.Divide);
        if (!hasShares)
        {
            return function;
        }

        CancellingTotals pass = new(function, firstAdjointId);
        bool isFound = false;
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is not For { Mirrors: { } mirrored } loop || !pass._loops.TryGetValue(mirrored, out For? forward))
            {
                return [statement];
            }

            IReadOnlyList<Statement> statements = pass.Rewrite(loop, forward);
            isFound |= !ReferenceEquals(statements[0], loop);
            return statements;
        });
        if (!isFound)
        {
            return function;
        }

        Function rewritten = Simplifier.Run(function with { Body = pass._rewriter.Rewrite(body), NextId = pass._ids.Next }, firstAdjointId);
        return Simplifier.Run(ZeroAdjoints.Remove(rewritten, firstAdjointId), firstAdjointId);
    }

    private IReadOnlyList<Statement> Rewrite(For loop, For forward)
    {
        List<Statement> before = [];
        HashSet<int> kept = [.. Enumerable.Range(0, loop.Carried.Count)];
        HashSet<int> inside = [.. loop.WithNested().Concat(forward.WithNested()).SelectMany(nested => nested.AllDefinitions()).Select(value => value.Id)];
        inside.ExceptWith(forward.Results.Select(result => result.Id));
        for (int position = 0; position < loop.Carried.Count; position++)
        {
            if (TotalOf(loop, position, forward, inside, before) is { } total)
            {
                _rewriter.Replace(loop.Results[position], total);
                kept.Remove(position);
            }
        }

        if (kept.Count == loop.Carried.Count)
        {
            return [loop];
        }

        before.Add(loop with
        {
            Carried = Kept(loop.Carried),
            Results = Kept(loop.Results),
            Body = loop.Body with { Yields = Kept(loop.Body.Yields) },
        });
        return before;

        EquatableArray<T> Kept<T>(EquatableArray<T> all)
            where T : notnull => all.Where((_, i) => kept.Contains(i)).ToEquatableArray();
    }

    private Operand? TotalOf(For loop, int position, For forward, HashSet<int> inside, List<Statement> before)
    {
        (Operand initial, Value entry) = (loop.Carried[position].Initial, loop.Carried[position].Entry);
        if (entry.Id < _firstAdjointId
            || _definitions.Find(loop.Body.Yields[position]) is not Compute step
            || !loop.Body.Statements.Contains(step)
            || loop.Body.AllOperands().Count(operand => operand.Equals(entry)) != 1
            || loop.Body.AllOperands().Count(operand => operand.Equals(step.Result)) != 1)
        {
            return null;
        }

        bool isSum = step.Operation == Arithmetic.Add && step.Operands.Contains(entry);
        bool isDifference = step.Operation == Arithmetic.Subtract && step.Operands[0].Equals(entry);
        if (!isSum && !isDifference)
        {
            return null;
        }

        Factors share = Factors.Of(step.Operands[step.Operands[0].Equals(entry) ? 1 : 0], _definitions);
        for (int total = 0; total < forward.Carried.Count; total++)
        {
            if (SummandOf(forward, total) is { } summand
                && share.Without(summand, forward.Results[total]) is { } rest
                && rest.All.All(factor => factor is not Value value || !inside.Contains(value.Id)))
            {
                return Sum(initial, isDifference ? rest.Negated() : rest, before);
            }
        }

        return null;
    }

    /// <summary>What each iteration adds to a scalar that begins as 0.</summary>
    private Value? SummandOf(For loop, int position)
    {
        (Operand initial, Value entry) = (loop.Carried[position].Initial, loop.Carried[position].Entry);
        return initial is Constant { IsZero: true }
            && _definitions.Find(loop.Body.Yields[position]) is Compute step
            && step.Operation == Arithmetic.Add
            && step.Operands.Contains(entry)
                ? step.Operands[step.Operands[0].Equals(entry) ? 1 : 0] as Value
                : null;
    }

    private Operand Sum(Operand initial, Factors share, List<Statement> before)
    {
        if (Factors.Of(initial, _definitions).IsOppositeOf(share))
        {
            return new Constant(initial.Type, 0);
        }

        BlockBuilder builder = new(_ids);
        Operand total = builder.Compute(Arithmetic.Add, [initial, share.Build(builder, initial.Type)]);
        before.AddRange(builder.Statements);
        return total;
    }
}
