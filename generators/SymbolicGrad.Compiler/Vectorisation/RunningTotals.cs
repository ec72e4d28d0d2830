using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>How the lanes' totals become one.</summary>
internal enum Combination
{
    Sum,
    Max,
    Min,

    /// <summary>Not brought together: each lane has the power that is its turn.</summary>
    Power,
}

/// <summary>What a loop carries, as lanes can carry it.</summary>
/// <param name="Combination">How the lanes' totals become one.</param>
/// <param name="Factor">What a power is multiplied by in each iteration.</param>
internal sealed record RunningTotal(Combination Combination, Operand? Factor = null);

/// <summary>
/// Which scalars a loop carries only to add to them (or to take a maximum or minimum): each lane can have a total of its own,
/// and the lanes' totals are brought together after the loop. One that is multiplied by the same number in each iteration is a power, which
/// each lane can begin with and multiply by that of all lanes.
/// </summary>
internal sealed class RunningTotals
{
    private readonly For _loop;
    private readonly Definitions _definitions;
    private readonly HashSet<Statement> _body = new(ReferenceComparer.Instance);

    private RunningTotals(For loop, Definitions definitions)
    {
        _loop = loop;
        _definitions = definitions;
        _body.UnionWith(loop.Body.AllStatements);
    }

    /// <summary>How each carried scalar is combined; null where one of them is something else than a total.</summary>
    public static IReadOnlyList<RunningTotal>? Of(For loop, Definitions definitions)
    {
        RunningTotals totals = new(loop, definitions);
        List<RunningTotal> found = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (!loop.Carried[i].Entry.Type.IsFloating || (totals.FactorOf(i) is { } factor ? new RunningTotal(Combination.Power, factor) : totals.Find(i)) is not { } total)
            {
                return null;
            }

            found.Add(total);
        }

        return found.Count(total => total.Factor is not null) <= 1 ? found : null;
    }

    /// <summary>What each iteration multiplies the scalar by, and nothing else.</summary>
    private Operand? FactorOf(int position)
    {
        if (_loop.Body.Yields[position] is not Value yielded || Inner(yielded) is not Compute step || step.Operation != Arithmetic.Multiply)
        {
            return null;
        }

        Value entry = _loop.Carried[position].Entry;
        int other = step.Operands[0].Equals(entry) ? 1 : 0;
        Operand factor = step.Operands[other];
        return step.Operands[1 - other].Equals(entry) && !factor.Equals(_loop.Index) && !_loop.Carried.Any(carried => carried.Entry.Equals(factor)) && (factor is Constant || Inner((Value)factor) is null)
            ? factor
            : null;
    }

    private RunningTotal? Find(int position)
    {
        HashSet<int> entries = [_loop.Carried[position].Entry.Id], states = [_loop.Carried[position].Entry.Id];
        Combination? combination = null;
        if (!IsState(_loop.Body.Yields[position], entries, states, ref combination))
        {
            return null;
        }

        states.UnionWith(entries);

        // Nobody else may look at what the total is on the way.
        foreach (Statement statement in _body)
        {
            bool isOnTheWay = statement.Results().Any(result => states.Contains(result.Id));
            if ((!isOnTheWay && statement.Operands().Any(operand => operand is Value value && states.Contains(value.Id))) || HandsOut(statement, states))
            {
                return null;
            }
        }

        for (int other = 0; other < _loop.Carried.Count; other++)
        {
            if (other != position && _loop.Body.Yields[other] is Value yielded && states.Contains(yielded.Id))
            {
                return null;
            }
        }

        return new RunningTotal(combination ?? Combination.Sum);
    }

    /// <summary>A branch or an inner loop hands the total on the way to something else than the total.</summary>
    private static bool HandsOut(Statement statement, HashSet<int> states)
    {
        bool IsTotal(Operand operand) => operand is Value value && states.Contains(value.Id);
        return statement switch
        {
            If branch => branch.Results.Where((result, i) => !IsTotal(result) && (IsTotal(branch.Then.Yields[i]) || IsTotal(branch.Else.Yields[i]))).Any(),
            For inner => inner.Results.Where((result, i) => !IsTotal(result) && (IsTotal(inner.Carried[i].Initial) || IsTotal(inner.Body.Yields[i]))).Any(),
            _ => false,
        };
    }

    /// <param name="operand">What may be the total so far.</param>
    /// <param name="entries">What the total is when an iteration begins, of this loop and of inner ones.</param>
    /// <param name="states">What has been found to be the total on the way.</param>
    /// <param name="combination">How terms join it.</param>
    private bool IsState(Operand operand, HashSet<int> entries, HashSet<int> states, ref Combination? combination)
    {
        if (operand is Value known && entries.Contains(known.Id))
        {
            return true;
        }

        if (operand is not Value value || Inner(value) is not { } definition)
        {
            return false;
        }

        bool isState = definition switch
        {
            Compute compute => IsStep(compute, entries, states, ref combination),
            If branch => IsChoice(branch, value, entries, states, ref combination),
            For { Guard: null } inner => IsInnerTotal(inner, value, entries, states, ref combination),
            _ => false,
        };
        if (isState)
        {
            states.Add(value.Id);
        }

        return isState;
    }

    private bool IsStep(Compute compute, HashSet<int> entries, HashSet<int> states, ref Combination? combination)
    {
        if (compute.Operation == Comparisons.Select)
        {
            return !DependsOn(compute.Operands[0], entries)
                && IsState(compute.Operands[1], entries, states, ref combination)
                && IsState(compute.Operands[2], entries, states, ref combination);
        }

        Combination? step = compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract ? Combination.Sum
            : compute.Operation == Extrema.Max ? Combination.Max
            : compute.Operation == Extrema.Min ? Combination.Min
            : null;
        if (step is null || (combination is not null && combination != step))
        {
            return false;
        }

        combination = step;
        bool isLeft = DependsOn(compute.Operands[0], entries), isRight = DependsOn(compute.Operands[1], entries);
        return isLeft != isRight
            && !(isRight && compute.Operation == Arithmetic.Subtract)
            && IsState(compute.Operands[isLeft ? 0 : 1], entries, states, ref combination);
    }

    private bool IsChoice(If branch, Value result, HashSet<int> entries, HashSet<int> states, ref Combination? combination)
    {
        int position = branch.Results.ToList().FindIndex(candidate => candidate.Id == result.Id);
        return !DependsOn(branch.Condition, entries)
            && IsState(branch.Then.Yields[position], entries, states, ref combination)
            && IsState(branch.Else.Yields[position], entries, states, ref combination);
    }

    /// <summary>An inner loop that goes on with the total.</summary>
    private bool IsInnerTotal(For inner, Value result, HashSet<int> entries, HashSet<int> states, ref Combination? combination)
    {
        int position = inner.Results.ToList().FindIndex(candidate => candidate.Id == result.Id);
        if (position < 0 || !IsState(inner.Carried[position].Initial, entries, states, ref combination))
        {
            return false;
        }

        entries.Add(inner.Carried[position].Entry.Id);
        return IsState(inner.Body.Yields[position], entries, states, ref combination);
    }

    private bool DependsOn(Operand operand, HashSet<int> entries) => DependsOn(operand, entries, []);

    private bool DependsOn(Operand operand, HashSet<int> entries, HashSet<int> seen)
    {
        if (operand is not Value value)
        {
            return false;
        }

        return entries.Contains(value.Id) || (seen.Add(value.Id) && Inner(value) is { } definition && Parts(definition, value).Any(part => DependsOn(part, entries, seen)));
    }

    /// <summary>What a value is made of; of an inner loop's values only what that one is made of.</summary>
    private static IEnumerable<Operand> Parts(Statement definition, Value value)
    {
        if (definition is not For inner)
        {
            return definition.Operands().Concat(definition.Blocks().SelectMany(block => block.AllOperands()));
        }

        List<Operand> parts = [inner.Range.Start, inner.Range.End, inner.Range.Step];
        for (int i = 0; i < inner.Carried.Count; i++)
        {
            if (inner.Carried[i].Entry.Equals(value) || inner.Results[i].Equals(value))
            {
                parts.Add(inner.Carried[i].Initial);
                parts.Add(inner.Body.Yields[i]);
            }
        }

        return parts;
    }

    /// <summary>The statement of the loop's body that defines the value.</summary>
    private Statement? Inner(Value value) =>
        _definitions.Find(value) is { } statement && _body.Contains(statement) ? statement : null;
}
