namespace SymbolicGrad.GradBench.Peers;

internal static class Medians
{
    public static double Of(IEnumerable<long> times)
    {
        long[] ordered = [.. times.Order()];
        return ordered[ordered.Length / 2];
    }
}
