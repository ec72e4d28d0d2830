using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Gives every reverse statement the primal values it speaks of. A value that is gone is recomputed where that is cheap,
/// reloaded where memory still holds it, and otherwise recorded on a tape when it is computed (to-be-recorded analysis: only
/// what is needed and lost).
/// </summary>
/// <param name="function">Forward statements, then reverse statements.</param>
/// <param name="boundary">
/// Where the body is to be cut in two (the taped pair): statements from here on see none of the values before. Null when one
/// method does both.
/// </param>
/// <param name="forwardYields">With a boundary: how many of the body's yields, the first ones, belong to the forward part.</param>
/// <param name="firstAdjointId">With a boundary: parameters from this id on are the backward method's own.</param>
/// <param name="encoding">With a boundary: how values stand on the tape.</param>
internal sealed partial class Taping(
    Function function, IdSource ids, int? boundary, int forwardYields = 0, int firstAdjointId = 0, TapeEncoding? encoding = null)
{
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly MemoryOrder _memory = new(function.Body);
    private readonly HashSet<int> _outputs =
        [.. function.Parameters.OfType<ArrayParameter>().Where(p => p.Role != ParameterRole.Input).Select(p => p.Array.Id)];

    // The taped backward method does not get what in/out scalars were on entry.
    private readonly List<Value> _lostArguments =
        [.. function.Parameters.OfType<ScalarParameter>().Where(p => boundary is not null && p.Role == ParameterRole.InOut && p.Value.Id < firstAdjointId).Select(p => p.Value)];

    /// <summary>The body with every reference resolved, and the tape that the forward statements fill.</summary>
    public (Block Body, TapePlan Tape) Run()
    {
        TapePlan tape = new(function.Body, _definitions, _memory, ids, encoding, new EntryExpressions(function, new IdSource(ids.Next)));
        Scope scope = new(null);
        foreach (Value argument in _lostArguments)
        {
            scope.Show(argument);
        }

        Block body = Resolve(function.Body, scope, tape, isTop: true);
        return (new TapeWriting(tape, body, ids).Run(), tape);
    }

    /// <summary>What reverse statements at one place of the nest can use.</summary>
    private sealed class Scope(Scope? outer)
    {
        private readonly HashSet<int> _visible = [];
        private readonly Dictionary<int, Operand> _recovered = [];

        /// <summary>The block that the statements being resolved go to.</summary>
        public List<Statement> Output { get; } = [];

        /// <summary>What follows the statement being resolved.</summary>
        public List<Statement> After { get; } = [];

        public bool IsInRefill { get; init; }

        public (int Primal, Operand Index)? Iteration { get; init; }

        public bool Sees(int id) => _visible.Contains(id) || (outer?.Sees(id) ?? false);

        public void Show(Value value) => _visible.Add(value.Id);

        public void Hide() => _visible.Clear();

        public Operand? Recovered(int id) => _recovered.TryGetValue(id, out Operand? operand) ? operand : outer?.Recovered(id);

        public void Remember(int id, Operand operand) => _recovered[id] = operand;

        public Operand? IndexOf(int primal) => Iteration is { } iteration && iteration.Primal == primal ? iteration.Index : outer?.IndexOf(primal);
    }

    private Block Resolve(Block block, Scope scope, TapePlan tape, bool isTop = false)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (isTop && i == boundary)
            {
                scope.Hide();
            }

            Statement statement = Resolve(block.Statements[i], scope, tape);
            scope.Output.Add(statement);
            foreach (Value result in statement.Results())
            {
                scope.Show(result);
            }

            scope.Output.AddRange(scope.After);
            scope.After.Clear();
        }

        EquatableArray<Operand> yields = block.Yields
            .Select((yield, i) => isTop && boundary is not null && i < forwardYields ? yield : Resolve(yield, scope, tape))
            .ToEquatableArray();

        // Forward statements stay the very objects they were: the tape knows them by identity.
        bool isUnchanged = scope.Output.Count == block.Statements.Count && yields == block.Yields
            && scope.Output.Zip(block.Statements, ReferenceEquals).All(same => same);
        return isUnchanged ? block : new Block(scope.Output.ToEquatableArray(), yields);
    }

    private Statement Resolve(Statement statement, Scope scope, TapePlan tape)
    {
        Rewriter rewriter = new();
        foreach (Value operand in statement.Operands().OfType<Value>())
        {
            if (Resolve(operand, scope, tape) is { } found && !found.Equals(operand))
            {
                rewriter.Replace(operand, found);
            }
        }

        bool isSame = statement.Operands().All(operand => rewriter.Rewrite(operand).Equals(operand));
        switch (statement)
        {
            case If branch:
                Block then = Resolve(branch.Then, new Scope(scope), tape), otherwise = Resolve(branch.Else, new Scope(scope), tape);
                return isSame && ReferenceEquals(then, branch.Then) && ReferenceEquals(otherwise, branch.Else)
                    ? branch
                    : branch with { Condition = rewriter.Rewrite(branch.Condition), Then = then, Else = otherwise };
            case For loop:
                bool isRefill = IsRefill(loop);
                Scope inner = new(scope) { Iteration = loop.Mirrors is { } primal ? (primal, loop.Index) : null, IsInRefill = isRefill };
                inner.Show(loop.Index);
                foreach (Carried carried in loop.Carried)
                {
                    inner.Show(carried.Entry);
                }

                Block body = Count(Resolve(loop.Body, inner, tape), loop, isRefill, tape);
                if (isRefill && !scope.IsInRefill)
                {
                    CountBack(loop, scope, tape);
                }

                return isSame && ReferenceEquals(body, loop.Body) && loop.Mirrors is null
                    ? loop
                    : loop with
                    {
                        Range = rewriter.Rewrite(loop.Range),
                        Carried = loop.Carried.Select(c => c with { Initial = rewriter.Rewrite(c.Initial) }).ToEquatableArray(),
                        Body = body,
                        Mirrors = null,
                    };
            default:
                return isSame ? statement : rewriter.Rewrite(statement);
        }
    }

    private Operand Resolve(Operand operand, Scope scope, TapePlan tape)
    {
        if (operand is not Value value || IsAtHand(value, scope))
        {
            return operand;
        }

        if (scope.Recovered(value.Id) is { } known)
        {
            return known;
        }

        Operand recovered = Recover(value, scope, tape);
        scope.Remember(value.Id, recovered);
        return recovered;
    }

    /// <summary>Parameters are, unless they are lost.</summary>
    private bool IsAtHand(Value value, Scope scope) =>
        scope.Sees(value.Id) || !(_definitions.IsDefined(value.Id) || _lostArguments.Contains(value));

    private Operand Recover(Value value, Scope scope, TapePlan tape)
    {
        if (_definitions.Find(value) is not { } definition)
        {
            return ReadRecord(value, scope, tape);
        }

        if (definition is For loop && loop.Index.Id == value.Id)
        {
            return scope.IndexOf(value.Id)
                ?? throw new InvalidOperationException($"No loop reverses the iterations of {value}.");
        }

        if (!tape.Holds(value))
        {
            // What is no floating number is not recorded but computed again, from recorded numbers if need be.
            if (Cost(value, scope, tape) <= RecomputationCosts.Limit
                || (!value.Type.IsFloating && CanRecompute(definition, scope))
                || IsCheapOnce(definition, scope, tape))
            {
                return Recompute(value, definition, scope, tape);
            }

            if (FindStored(value, definition, scope, tape) is { } stored)
            {
                return Emit(scope, stored with { Result = ids.NewValue(value.Type, value.Name), Indices = Resolve(stored.Indices, scope, tape) });
            }
        }

        return ReadRecord(value, scope, tape);
    }

    /// <summary>Has the value recorded, unless it is already, and reads it back.</summary>
    private Operand ReadRecord(Value value, Scope scope, TapePlan tape)
    {
        if (!tape.Holds(value))
        {
            tape.Record(value, loop => scope.Sees(loop.Index.Id), IsEntryNeeded);
        }

        return tape.Read(value, primal => Resolve(primal, scope, tape), statement =>
        {
            scope.Output.Add(statement);
            foreach (Value result in statement.Results())
            {
                scope.Show(result);
            }
        });
    }

    private EquatableArray<Operand> Resolve(EquatableArray<Operand> operands, Scope scope, TapePlan tape) =>
        operands.Select(operand => Resolve(operand, scope, tape)).ToEquatableArray();

    private static Value Emit(Scope scope, Load load)
    {
        scope.Output.Add(load);
        scope.Show(load.Result);
        return load.Result;
    }

    private bool CanRecompute(Statement definition, Scope scope) =>
        definition is Compute or Dimension
        || (definition is If && definition.WithNested().All(nested => nested is Compute or Dimension or If || (nested is Load load && IsAvailable(load, scope))));

    /// <summary>
    /// A cheap operation on one dear operand: recording the operand costs as much memory, and may serve others too.
    /// </summary>
    private bool IsCheapOnce(Statement definition, Scope scope, TapePlan tape) =>
        definition is Compute { Operation.Cost: <= RecomputationCosts.CheapOperation } compute
        && compute.Operands.Distinct().Count(operand => operand is Value value && Cost(value, scope, tape) > RecomputationCosts.Limit) == 1;

    /// <summary>True where the reverse of the loop also asks for what the loop carries in, so that one tape serves both.</summary>
    private bool IsEntryNeeded(For loop, Value entry) =>
        _mirrors[loop.Index.Id].Any(mirror => mirror.Body.AllOperands().Any(operand => operand.Equals(entry)));

    private Operand Recompute(Value value, Statement definition, Scope scope, TapePlan tape)
    {
        Rewriter rewriter = new() { FreshIds = ids };
        HashSet<int> own = [.. definition.AllDefinitions().Select(defined => defined.Id)];
        foreach (Value operand in definition.AllOperands().OfType<Value>().Where(operand => !own.Contains(operand.Id)).Distinct())
        {
            Operand found = Resolve(operand, scope, tape);
            if (!found.Equals(operand))
            {
                rewriter.Replace(operand, found);
            }
        }

        Statement copy = rewriter.Rewrite(definition);
        scope.Output.Add(copy);
        foreach (Value result in copy.Results())
        {
            scope.Show(result);
        }

        foreach (Value result in definition.Results())
        {
            scope.Remember(result.Id, rewriter.Rewrite(result));
        }

        return rewriter.Rewrite(value);
    }
}
