using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis.Ranges;

/// <summary>Loops: what holds at the beginning of every iteration.</summary>
public sealed partial class RangeAnalysis
{
    // Where an end that grows stops before it is given up: what activations and probabilities keep within.
    private static readonly double[] Landmarks = [-1, 0, 1];

    private void Walk(For loop)
    {
        Interval index = IndexOf(loop.Range);
        Interval[] initial = [.. loop.Carried.Select(carried => Of(carried.Initial))], entries = initial, yields = initial;
        bool mayRun = !index.IsEmpty && (loop.Guard is not { } guard || !initial[loop.PositionOf(guard.Running)].IsFalse);
        if (mayRun)
        {
            int[] arrays = ArraysAround(loop);
            for (int round = 0; ; round++)
            {
                Interval[] before = [.. arrays.Select(array => _ranges[array])];
                yields = WalkBody(loop, index, entries);
                Interval[] grown = [.. entries.Select((entry, i) => Grow(entry, yields[i], round, loop.Carried[i].Entry.Type))];
                bool isStable = grown.Select((range, i) => range == entries[i]).All(same => same);
                for (int i = 0; i < arrays.Length; i++)
                {
                    Interval after = _ranges[arrays[i]];
                    isStable &= before[i].Contains(after);
                    _ranges[arrays[i]] = before[i].IsEmpty ? after : Grow(before[i], after, round, null);
                }

                if (isStable)
                {
                    break;
                }

                entries = grown;
            }
        }

        bool mustRun = mayRun && loop.Guard is null && Runs(loop.Range);
        for (int i = 0; i < loop.Results.Count; i++)
        {
            _ranges[loop.Results[i].Id] = mustRun ? yields[i] : initial[i].Join(mayRun ? yields[i] : Interval.Nothing);
        }
    }

    private Interval[] WalkBody(For loop, Interval index, Interval[] entries)
    {
        _ranges[loop.Index.Id] = index;
        for (int i = 0; i < entries.Length; i++)
        {
            _ranges[loop.Carried[i].Entry.Id] = entries[i];
        }

        if (loop.Guard is { } guard)
        {
            _ranges[guard.Running.Id] = Interval.True;
        }

        return Walk(loop.Body);
    }

    /// <summary>The entry with what one iteration adds to it; from the second round on an end that still moves goes to the next landmark, or to infinity.</summary>
    private static Interval Grow(Interval entry, Interval added, int round, ScalarType? type)
    {
        Interval joined = entry.Join(added);
        if (round == 0 || joined == entry || entry.IsEmpty)
        {
            return joined;
        }

        Interval all = type is null ? Interval.Everything : TypeRanges.Of(type);
        double low = joined.Low, high = joined.High;
        if (low < entry.Low)
        {
            low = Landmarks.Where(landmark => round < 5 && landmark <= joined.Low).DefaultIfEmpty(all.Low).Max();
        }

        if (high > entry.High)
        {
            high = Landmarks.Where(landmark => round < 5 && landmark >= joined.High).DefaultIfEmpty(all.High).Min();
        }

        return new Interval(low, high);
    }

    private Interval IndexOf(LoopRange range)
    {
        if (range.IsUnbounded)
        {
            return new Interval(0, int.MaxValue);
        }

        Interval start = Of(range.Start), end = Of(range.End);
        return range.Comparison switch
        {
            LoopComparison.Less => new Interval(start.Low, end.High - 1),
            LoopComparison.LessOrEqual => new Interval(start.Low, end.High),
            LoopComparison.Greater => new Interval(end.Low + 1, start.High),
            LoopComparison.GreaterOrEqual => new Interval(end.Low, start.High),
            _ => throw new InvalidOperationException($"Unknown comparison {range.Comparison}."),
        };
    }

    private bool Runs(LoopRange range)
    {
        Interval start = Of(range.Start), end = Of(range.End);
        return range.Comparison switch
        {
            LoopComparison.Less => start.High < end.Low,
            LoopComparison.LessOrEqual => start.High <= end.Low,
            LoopComparison.Greater => start.Low > end.High,
            LoopComparison.GreaterOrEqual => start.Low >= end.High,
            _ => throw new InvalidOperationException($"Unknown comparison {range.Comparison}."),
        };
    }

    /// <summary>The arrays that the loop's iterations hand on to each other: written inside, made outside.</summary>
    private static int[] ArraysAround(For loop)
    {
        HashSet<int> written = [], own = [];
        foreach (Statement statement in loop.Body.AllStatements)
        {
            switch (statement)
            {
                case Store or Accumulate:
                    written.Add(statement.Array()!.Id);
                    break;
                case Allocate allocate:
                    own.Add(allocate.Array.Id);
                    break;
                case Call call:
                    written.UnionWith(call.Written().Select(array => array.Id));
                    break;
            }
        }

        written.ExceptWith(own);
        return [.. written];
    }
}
