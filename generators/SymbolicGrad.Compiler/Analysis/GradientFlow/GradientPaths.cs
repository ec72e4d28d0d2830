using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>
/// Reverse mode on bounds: what of a quantity's derivative reaches each quantity before it, at most. Straight code and branches give a bound of the
/// derivative; through memory and inner loops it is a bound of what any single path carries, since nobody says how many there are.
/// </summary>
/// <param name="ranges">What quantities can be.</param>
/// <param name="elsewhere">By id of what is loaded, the id under which it is counted instead of its array's.</param>
internal sealed class GradientPaths(RangeAnalysis ranges, IReadOnlyDictionary<int, int>? elsewhere = null)
{
    // An inner loop whose paths still grow after so many iterations has no bound.
    private const int MostRounds = 3;

    private readonly LocalSlopes _slopes = new(ranges);

    /// <summary>By id of a value or an array, what reaches it of the block's quantities in <paramref name="reached"/>, which are given what reaches them.</summary>
    public void Reverse(Block block, Dictionary<int, PathSum> reached)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            Reverse(block.Statements[i], reached);
        }
    }

    private void Reverse(Statement statement, Dictionary<int, PathSum> reached)
    {
        switch (statement)
        {
            case Compute compute when compute.Operation.IsDifferentiable && reached.TryGetValue(compute.Result.Id, out PathSum? upstream):
                for (int i = 0; i < compute.Operands.Count; i++)
                {
                    if (compute.Operands[i] is Value { Type.IsFloating: true } operand)
                    {
                        Add(reached, operand, _slopes.Through(compute, i, upstream));
                    }
                }

                break;
            case Load { Result.Type.IsFloating: true } load when reached.TryGetValue(load.Result.Id, out PathSum? loaded):
                Choose(reached, elsewhere is not null && elsewhere.TryGetValue(load.Result.Id, out int id) ? id : load.Array.Id, loaded);
                break;
            case Store store when reached.TryGetValue(store.Array.Id, out PathSum? stored):
                Add(reached, store.Value, stored);
                break;
            case Accumulate accumulate when reached.TryGetValue(accumulate.Array.Id, out PathSum? accumulated):
                Add(reached, accumulate.Value, accumulated);
                break;
            case If branch:
                Reverse(branch, reached);
                break;
            case For loop:
                Reverse(loop, reached);
                break;
            case Call call:
                Reverse(call, reached);
                break;
        }
    }

    private void Reverse(If branch, Dictionary<int, PathSum> reached)
    {
        Dictionary<int, PathSum> then = [], otherwise = [];
        Interval truth = ranges.Of(branch.Condition);
        foreach ((Block block, Dictionary<int, PathSum> inside, bool isTaken) in new[] { (branch.Then, then, !truth.IsFalse), (branch.Else, otherwise, !truth.IsTrue) })
        {
            if (!isTaken)
            {
                continue;
            }

            Seed(block, branch.Results, reached, inside);

            // Memory is the same on both sides.
            foreach (int array in WrittenIn(block).Where(reached.ContainsKey))
            {
                inside[array] = reached[array];
            }

            Reverse(block, inside);
        }

        foreach (int id in then.Keys.Union(otherwise.Keys))
        {
            PathSum one = then.TryGetValue(id, out PathSum? left) ? left : PathSum.Zero, other = otherwise.TryGetValue(id, out PathSum? right) ? right : PathSum.Zero;
            reached[id] = reached.TryGetValue(id, out PathSum? known) && !WrittenIn(branch.Then).Contains(id) && !WrittenIn(branch.Else).Contains(id)
                ? known.Plus(one.Or(other))
                : one.Or(other).Or(reached.TryGetValue(id, out known) ? known : PathSum.Zero);
        }
    }

    private void Reverse(For loop, Dictionary<int, PathSum> reached)
    {
        PathSum[] entering = [.. loop.Results.Select(result => reached.TryGetValue(result.Id, out PathSum? known) ? known : PathSum.Zero)];
        HashSet<int> written = WrittenIn(loop.Body);
        for (int round = 0; ; round++)
        {
            Dictionary<int, PathSum> inside = [];
            foreach (int array in written.Where(reached.ContainsKey))
            {
                inside[array] = reached[array];
            }

            for (int i = 0; i < entering.Length; i++)
            {
                Add(inside, loop.Body.Yields[i], entering[i]);
            }

            Reverse(loop.Body, inside);
            bool isStable = true;
            for (int i = 0; i < entering.Length; i++)
            {
                PathSum before = entering[i];
                entering[i] = Grown(before, inside.TryGetValue(loop.Carried[i].Entry.Id, out PathSum? entry) ? entry : PathSum.Zero, round);
                isStable &= Same(before, entering[i]);
            }

            foreach (int array in written.Where(inside.ContainsKey))
            {
                PathSum before = reached.TryGetValue(array, out PathSum? known) ? known : PathSum.Zero;
                reached[array] = Grown(before, inside[array], round);
                isStable &= Same(before, reached[array]);
            }

            if (!isStable)
            {
                continue;
            }

            foreach (KeyValuePair<int, PathSum> outer in inside.Where(found => !written.Contains(found.Key)))
            {
                Choose(reached, outer.Key, outer.Value);
            }

            break;
        }

        for (int i = 0; i < entering.Length; i++)
        {
            Choose(reached, loop.Carried[i].Initial, entering[i]);
        }
    }

    /// <summary>A method that nobody here sees has slopes without a bound.</summary>
    private static void Reverse(Call call, Dictionary<int, PathSum> reached)
    {
        bool isReached = call.Results.Any(result => reached.ContainsKey(result.Id)) || call.Written().Any(array => reached.ContainsKey(array.Id));
        if (!isReached)
        {
            return;
        }

        foreach (Value operand in call.Operands().OfType<Value>().Where(operand => operand.Type.IsFloating))
        {
            reached[operand.Id] = PathSum.Unbounded;
        }

        foreach (ArrayVariable array in call.Arrays().Select(passed => passed.Array))
        {
            reached[array.Id] = PathSum.Unbounded;
        }
    }

    private static void Seed(Block block, EquatableArray<Value> results, Dictionary<int, PathSum> reached, Dictionary<int, PathSum> inside)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (reached.TryGetValue(results[i].Id, out PathSum? known))
            {
                Add(inside, block.Yields[i], known);
            }
        }
    }

    private static void Add(Dictionary<int, PathSum> reached, Operand operand, PathSum contribution)
    {
        if (operand is Value { Type.IsFloating: true } value && !contribution.IsZero)
        {
            reached[value.Id] = reached.TryGetValue(value.Id, out PathSum? known) ? known.Plus(contribution) : contribution;
        }
    }

    private static void Choose(Dictionary<int, PathSum> reached, Operand operand, PathSum contribution)
    {
        if (operand is Value { Type.IsFloating: true } value)
        {
            Choose(reached, value.Id, contribution);
        }
    }

    private static void Choose(Dictionary<int, PathSum> reached, int id, PathSum contribution)
    {
        if (!contribution.IsZero)
        {
            reached[id] = reached.TryGetValue(id, out PathSum? known) ? known.Or(contribution) : contribution;
        }
    }

    private static PathSum Grown(PathSum before, PathSum added, int round)
    {
        PathSum grown = before.Or(added);
        return round < MostRounds || Same(before, grown) ? grown : PathSum.Unbounded;
    }

    private static bool Same(PathSum left, PathSum right) =>
        left.Paths is null || right.Paths is null
            ? left.Paths is null && right.Paths is null
            : left.Paths.Count == right.Paths.Count && left.Paths.Zip(right.Paths, (one, other) => one.Coefficient.Equals(other.Coefficient) && one.HasSameFactors(other)).All(same => same);

    private static HashSet<int> WrittenIn(Block block) =>
        [.. block.AllStatements.Where(statement => statement is Store or Accumulate or Call).SelectMany(statement => statement.Arrays()).Select(array => array.Id)];
}
