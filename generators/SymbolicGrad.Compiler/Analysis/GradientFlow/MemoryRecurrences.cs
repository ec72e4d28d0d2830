using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>Memory that a loop hands on: h[t + 1, j] is written of h[t, k].</summary>
/// <param name="Loop">The loop over t.</param>
/// <param name="Array">The states.</param>
/// <param name="Written">What is written last.</param>
/// <param name="Step">What any path carries from what is written to what was written one iteration before.</param>
internal sealed record MemoryStep(For Loop, ArrayVariable Array, Store Written, PathSum Step)
{
    /// <summary>The other arrays whose elements of one iteration before what is written depends on.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>True where numbers that the loop hands on are among these too.</summary>
    public bool HasScalarSources { get; init; }
}

/// <summary>The loops of a function that hand states on in arrays indexed by their counters.</summary>
internal static class MemoryRecurrences
{
    public static IEnumerable<MemoryStep> Of(Function function, RangeAnalysis ranges)
    {
        foreach (For loop in function.Body.AllStatements.OfType<For>().Where(loop => loop.Range.Step is Constant))
        {
            Statement[] statements = loop.Body.AllStatements;
            Dictionary<int, int> lagging = [];
            Dictionary<int, Store> states = [];
            foreach (IGrouping<int, Store> stores in statements.OfType<Store>().Where(store => store.Value.Type.IsFloating).GroupBy(store => store.Array.Id))
            {
                foreach (Load load in statements.OfType<Load>().Where(load => load.Array.Id == stores.Key && stores.All(store => IsOneBefore(load, store, loop, function))))
                {
                    lagging[load.Result.Id] = Before(stores.Key);
                    states[stores.Key] = stores.Last();
                }
            }

            foreach (KeyValuePair<int, Store> state in states)
            {
                Dictionary<int, PathSum> reached = new() { [state.Key] = PathSum.One };
                new GradientPaths(ranges, lagging).Reverse(loop.Body, reached);
                yield return new MemoryStep(loop, state.Value.Array, state.Value, reached.TryGetValue(Before(state.Key), out PathSum? step) ? step : PathSum.Zero)
                {
                    Sources = [.. states.Keys.Where(other => other != state.Key && reached.ContainsKey(Before(other)))],
                    HasScalarSources = loop.Carried.Any(carried => carried.Entry.Type.IsFloating && reached.ContainsKey(carried.Entry.Id)),
                };
            }
        }
    }

    /// <summary>In the place of an id: the elements of the array as the iteration before has left them.</summary>
    private static int Before(int array) => -1 - array;

    private static bool IsOneBefore(Load load, Store store, For loop, Function function) => Enumerable.Range(0, load.Indices.Count).Any(axis =>
        Offset(load.Indices[axis], loop, function) is { } read && Offset(store.Indices[axis], loop, function) is { } written && written - read == ((Constant)loop.Range.Step).Number);

    /// <summary>c of t + c; null of what is not the loop's counter but for a constant.</summary>
    private static double? Offset(Operand index, For loop, Function function)
    {
        if (index is Value value && value.Id == loop.Index.Id)
        {
            return 0;
        }

        return function.Body.Definitions.Find(index) is not Compute { Operands: [var left, var right] } compute ? null
            : compute.Operation == Arithmetic.Add && right is Constant added ? Offset(left, loop, function) + added.Number
            : compute.Operation == Arithmetic.Add && left is Constant first ? Offset(right, loop, function) + first.Number
            : compute.Operation == Arithmetic.Subtract && right is Constant taken ? Offset(left, loop, function) - taken.Number
            : null;
    }
}
