namespace SymbolicGrad.Compiler.Intervals;

/// <summary>What comparisons of intervals come to: true, false, or either.</summary>
internal static class Truth
{
    public static Interval Less(Interval[] x) =>
        x[0].IsEmpty || x[1].IsEmpty ? Interval.Nothing
        : x[0].High < x[1].Low ? Interval.True
        : x[0].Low >= x[1].High ? Interval.False
        : Interval.Either;

    public static Interval Equal(Interval[] x) =>
        x[0].IsEmpty || x[1].IsEmpty ? Interval.Nothing
        : x[0].IsPoint && x[1] == x[0] ? Interval.True
        : x[0].Intersect(x[1]).IsEmpty ? Interval.False
        : Interval.Either;

    public static Interval And(Interval[] x) =>
        x[0].IsEmpty || x[1].IsEmpty ? Interval.Nothing
        : x[0].IsFalse || x[1].IsFalse ? Interval.False
        : x[0].IsTrue && x[1].IsTrue ? Interval.True
        : Interval.Either;

    public static Interval Not(Interval x) => x.IsEmpty ? x : new Interval(1 - x.High, 1 - x.Low);
}
