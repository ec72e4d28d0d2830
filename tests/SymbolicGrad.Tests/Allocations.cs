namespace SymbolicGrad.Tests;

/// <summary>What a call allocates once everything is compiled and pools are filled.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of three calls, after two that compile the method and fill the pool. The JIT may translate a method anew in the middle of a call,
    /// and what it notes of a type is counted as the caller's; what the code itself allocates, it allocates each time.
    /// </summary>
    public static long Of(Action call)
    {
        call();
        call();
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
