using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>A number that a loop carries, and how it depends on what one iteration before.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Position">Which of the carried numbers.</param>
/// <param name="Step">∂state/∂state one iteration before, paths through other states that are functions of this one included.</param>
internal sealed record StateStep(For Loop, int Position, PathSum Step)
{
    /// <summary>The positions of the other states that this one's new value depends on.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    public Value State => Loop.Carried[Position].Entry;

    /// <summary>What the user calls it; null where it has no name.</summary>
    public string? Name => NameOf(Loop, Position);

    public static string? NameOf(For loop, int position) =>
        loop.Carried[position].Entry.Name ?? (position < loop.Results.Count ? loop.Results[position].Name : null)
        ?? (loop.Body.Yields[position] as Value)?.Name ?? (loop.Carried[position].Initial as Value)?.Name;

    /// <summary>
    /// True where <see cref="Step"/> bounds the derivative itself. Where an inner loop or memory that is read again stands between, it bounds what
    /// each path carries.
    /// </summary>
    public bool IsOfDerivative
    {
        get
        {
            HashSet<int> written = [.. Loop.Body.AllStatements.Where(statement => statement is Store or Accumulate).Select(statement => statement.Array()!.Id)];
            return Loop.Body.AllStatements.All(statement => statement switch
            {
                Compute or Dimension or If => true,
                Load load => !written.Contains(load.Array.Id),
                Store or Accumulate => true,
                _ => false,
            });
        }
    }
}

/// <summary>The loops of a function that hand numbers on, and what one iteration makes of their derivatives.</summary>
internal static class Recurrences
{
    public static IEnumerable<StateStep> Of(Function function, RangeAnalysis ranges)
    {
        foreach (For loop in function.Body.AllStatements.OfType<For>())
        {
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                if (loop.Carried[i].Entry.Type.IsFloating && loop.Body.Yields[i] is Value yielded && yielded.Id != loop.Carried[i].Entry.Id)
                {
                    yield return Step(loop, i, new GradientPaths(ranges));
                }
            }
        }
    }

    /// <summary>
    /// Directly, and by way of another state that is computed from this one's new value: h = o·tanh(c) is a function of c, so that what c receives by
    /// way of the h before it receives by way of the c before.
    /// </summary>
    private static StateStep Step(For loop, int state, GradientPaths paths)
    {
        Value entry = loop.Carried[state].Entry;
        Dictionary<int, PathSum> direct = Reached(loop, state, paths);
        PathSum step = Of(direct, entry);
        List<int> sources = [];
        for (int other = 0; other < loop.Carried.Count; other++)
        {
            if (other == state || !loop.Carried[other].Entry.Type.IsFloating || !direct.TryGetValue(loop.Carried[other].Entry.Id, out PathSum? fromOther))
            {
                continue;
            }

            sources.Add(other);
            Value yielded = (Value)loop.Body.Yields[state];
            PathSum through = Of(Reached(loop, other, paths), yielded);
            step = step.Plus(fromOther.Times(Renamed(through, yielded, entry)));
        }

        return new StateStep(loop, state, step) { Sources = sources };
    }

    private static Dictionary<int, PathSum> Reached(For loop, int state, GradientPaths paths)
    {
        Dictionary<int, PathSum> reached = [];
        if (loop.Body.Yields[state] is Value yielded)
        {
            reached[yielded.Id] = PathSum.One;
            paths.Reverse(loop.Body, reached);
        }

        return reached;
    }

    private static PathSum Of(Dictionary<int, PathSum> reached, Value value) => reached.TryGetValue(value.Id, out PathSum? sum) ? sum : PathSum.Zero;

    /// <summary>The new value of the state in one iteration is the one before in the next.</summary>
    private static PathSum Renamed(PathSum sum, Value yielded, Value entry)
    {
        if (sum.Paths is null)
        {
            return sum;
        }

        PathSum renamed = PathSum.Zero;
        foreach (PathProduct path in sum.Paths)
        {
            PathSum product = PathSum.One.Times(path.Coefficient);
            foreach (PathFactor factor in path.Factors)
            {
                product = product.Times(factor.Variable.Id == yielded.Id ? factor with { Variable = entry } : factor);
            }

            renamed = renamed.Plus(product);
        }

        return renamed;
    }
}
