using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>What it takes to have a value again: from memory, or by computing it.</summary>
internal sealed partial class Taping
{
    private readonly ILookup<Operand, Store> _stores = function.Body.AllStatements.OfType<Store>().ToLookup(store => store.Value);

    /// <summary>Where the value still stands in memory: a store of it that nothing overwrites.</summary>
    private Load? FindStored(Value value, Statement definition, Scope scope, TapePlan tape)
    {
        foreach (Store store in _stores[value])
        {
            if (ReferenceEquals(tape.ParentOf(store), _definitions.ParentOf(value.Id))
                && !(boundary is not null && _outputs.Contains(store.Array.Id))
                && !_memory.WritesTo(store.Array).Any(write => _memory.MayFollow(store, write, scope.Sees)))
            {
                return new Load(value, store.Array, store.Indices) { Origin = definition.Origin };
            }
        }

        return null;
    }

    /// <summary>
    /// About how many multiplications it takes to compute the value again from what is at hand;
    /// <see cref="RecomputationCosts.Impossible"/> where it cannot be.
    /// </summary>
    private int Cost(Value value, Scope scope, TapePlan tape)
    {
        if (IsAtHand(value, scope) || scope.Recovered(value.Id) is not null)
        {
            return 0;
        }

        if (tape.Holds(value) || _definitions.Find(value) is not { } definition)
        {
            return RecomputationCosts.Load;
        }

        switch (definition)
        {
            case For loop when loop.Index.Id == value.Id:
                return 0;
            case Compute compute:
                return Add(RecomputationCosts.Of(compute), compute.Operands, scope, tape);
            case Dimension:
                return 0;
            case Load load when IsAvailable(load, scope):
                return Add(RecomputationCosts.Load, load.Indices, scope, tape);
            case If branch when branch.Results.Contains(value):
                return CostOfNest(branch, scope, tape);
            default:
                return RecomputationCosts.Impossible;
        }
    }

    /// <summary>The memory still holds it; the taped backward method does not get the caller's outputs.</summary>
    private bool IsAvailable(Load load, Scope scope) => _memory.IsStable(load, scope.Sees) && !(boundary is not null && _outputs.Contains(load.Array.Id));

    private int CostOfNest(If branch, Scope scope, TapePlan tape)
    {
        HashSet<int> own = [.. branch.AllDefinitions().Select(defined => defined.Id)];
        int cost = Add(1, branch.AllOperands().Where(operand => operand is Value value && !own.Contains(value.Id)).Distinct(), scope, tape);
        foreach (Statement nested in branch.WithNested())
        {
            int own1 = nested switch
            {
                Compute compute => compute.Operation.Cost,
                Load load when IsAvailable(load, scope) => RecomputationCosts.Load,
                If or Dimension => 0,
                _ => RecomputationCosts.Impossible,
            };
            cost = Math.Min(RecomputationCosts.Impossible, cost + own1);
        }

        return cost;
    }

    private int Add(int cost, IEnumerable<Operand> operands, Scope scope, TapePlan tape)
    {
        foreach (Value operand in operands.OfType<Value>())
        {
            cost = Math.Min(RecomputationCosts.Impossible, cost + Cost(operand, scope, tape));
            if (cost > RecomputationCosts.Limit)
            {
                return cost;
            }
        }

        return cost;
    }
}
