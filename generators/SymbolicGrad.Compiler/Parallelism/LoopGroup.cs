using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Loops over the same samples, one after another, of which a worker can run all for its samples before others have run the first:
/// what one loop writes and another uses is the sample's own. One call shares them all.
/// </summary>
internal sealed class LoopGroup(Definitions definitions, LengthClasses lengths)
{
    private readonly List<For> _loops = [];
    private readonly Dictionary<int, SharedArray> _arrays = [];

    /// <summary>What the loops sum up, and what is calculated of that.</summary>
    private readonly HashSet<int> _sums = [];

    public IReadOnlyList<For> Loops => _loops;

    public EquatableArray<SharedArray> Arrays => _arrays.Values.ToEquatableArray();

    /// <summary>What stood between the loops and runs before all of them.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>What stood between the loops and is calculated of their sums.</summary>
    public List<Statement> After { get; } = [];

    /// <summary>Adds a loop, and what stands between it and the last one; false where the loops have to be run one after the other.</summary>
    public bool TryAdd(For loop, EquatableArray<SharedArray> arrays, IReadOnlyList<Statement> between)
    {
        List<Statement> before = [], after = [];
        HashSet<int> known = [.. _sums];
        foreach (Statement statement in between)
        {
            if (CanRunBefore(statement, known))
            {
                before.Add(statement);
                continue;
            }

            if (statement is not Compute compute)
            {
                return false;
            }

            after.Add(compute);
            known.Add(compute.Result.Id);
        }

        if (_loops.Count > 0 && !(IsOverSameSamples(loop) && !Uses(loop, known) && arrays.All(IsCompatible)))
        {
            return false;
        }

        _loops.Add(loop);
        _sums.UnionWith(known);
        _sums.UnionWith(loop.Results.Select(result => result.Id));
        foreach (SharedArray shared in arrays)
        {
            _arrays[shared.Array.Id] = _arrays.TryGetValue(shared.Array.Id, out SharedArray? other) ? Joined(other, shared) : shared;
        }

        Before.AddRange(before);
        After.AddRange(after);
        return true;
    }

    /// <summary>Where one loop needs all of an array that nobody writes, all do.</summary>
    private static SharedArray Joined(SharedArray first, SharedArray second) => new(
        first.Array, first.Sharing == second.Sharing ? first.Sharing : Sharing.Whole, first.IsWritten || second.IsWritten);

    private bool IsCompatible(SharedArray shared)
    {
        if (!_arrays.TryGetValue(shared.Array.Id, out SharedArray? known) || !(known.IsWritten || shared.IsWritten))
        {
            return true;
        }

        return known.Sharing == shared.Sharing && known.Sharing != Sharing.Whole;
    }

    private static bool Uses(Statement statement, HashSet<int> values) => statement.AllOperands().OfType<Value>().Any(value => values.Contains(value.Id));

    private bool IsOverSameSamples(For loop)
    {
        Bounds ours = BoundsOf(loop.Range), first = BoundsOf(_loops[0].Range);
        return AreSame(ours.Low, ours.LowPlus, first.Low, first.LowPlus) && AreSame(ours.High, ours.HighPlus, first.High, first.HighPlus);
    }

    /// <summary>From Low + LowPlus to before High + HighPlus.</summary>
    private sealed record Bounds(Operand Low, long LowPlus, Operand High, long HighPlus);

    private static Bounds BoundsOf(LoopRange range) => range.Comparison switch
    {
        LoopComparison.Less => new Bounds(range.Start, 0, range.End, 0),
        LoopComparison.LessOrEqual => new Bounds(range.Start, 0, range.End, 1),
        LoopComparison.Greater => new Bounds(range.End, 1, range.Start, 1),
        LoopComparison.GreaterOrEqual => new Bounds(range.End, 0, range.Start, 1),
        _ => throw new InvalidOperationException($"Unknown comparison {range.Comparison}."),
    };

    private bool AreSame(Operand left, long leftPlus, Operand right, long rightPlus)
    {
        AffineForm l = AffineForm.Of(left, definitions), r = AffineForm.Of(right, definitions);
        if (l.Minus(r) is { IsConstant: true } difference)
        {
            return difference.Constant + leftPlus == rightPlus;
        }

        return l.Constant + leftPlus == r.Constant + rightPlus
            && l.Symbols.ToList() is [var one] && r.Symbols.ToList() is [var other] && l.CoefficientOf(one) == 1 && r.CoefficientOf(other) == 1
            && definitions.Find(one) is Dimension first && definitions.Find(other) is Dimension second
            && lengths.AreEqual(first.Array, first.Axis, second.Array, second.Axis);
    }

    /// <summary>Nothing that the loops do changes what the statement does, and the other way round.</summary>
    private bool CanRunBefore(Statement statement, HashSet<int> sums)
    {
        if (statement is not (Compute or Dimension or Allocate or Load or Store or Accumulate or For)
            || statement.WithNested().Any(nested => nested is Compute { Operation.MayThrow: true } or Call)
            || Uses(statement, sums))
        {
            return false;
        }

        MemoryUse use = MemoryUse.Of(statement);
        return !use.Writes.Any(_arrays.ContainsKey) && !use.Loads.Any(array => _arrays.TryGetValue(array, out SharedArray? shared) && shared.IsWritten);
    }
}
