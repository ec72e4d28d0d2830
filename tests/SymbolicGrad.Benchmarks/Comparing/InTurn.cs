using System.Diagnostics;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>
/// Measures ways in turn, in slices of milliseconds, so that a machine whose clock moves changes all of them alike: for ratios, not for times.
/// </summary>
internal static class InTurn
{
    private const int Rounds = 25;

    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(20), s_warmUp = TimeSpan.FromMilliseconds(600);

    /// <summary>One line for each size: the median time of the generated way, what it allocates on this thread, and the best by hand's median relative to it.</summary>
    /// <param name="subjects">What is measured.</param>
    /// <param name="name">A part of the names of subject and size; empty for all.</param>
    /// <param name="output">Where the lines go.</param>
    public static void Run(IEnumerable<Subject> subjects, string name, TextWriter output)
    {
        foreach (Subject subject in subjects)
        {
            foreach (KeyValuePair<string, Func<SizedSubject>> size in subject.Cases.Where(size => $"{subject.Name} {size.Key}".Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                SizedSubject sized = size.Value();
                if (sized.Variants.Contains(Variant.Best))
                    output.WriteLine($"{subject.Name} {size.Key}: {Line(sized.Run(Variant.Generated), sized.Run(Variant.Best))}");
            }
        }
    }

    private static string Line(Action generated, Action best)
    {
        int calls = CallsOfSlice(generated), callsOfBest = CallsOfSlice(best);
        List<double> times = new(Rounds), ofBest = new(Rounds);
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            times.Add(Time(generated, calls));
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            ofBest.Add(Time(best, callsOfBest));
        }

        return FormattableString.Invariant($"{Median(times) / 1000:F3} µs, {allocated / (Rounds * (long)calls)} B, best by hand {Median(ofBest) / Median(times):F2}×");
    }

    private static int CallsOfSlice(Action way)
    {
        int calls = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < s_warmUp; calls++)
            way();
        return (int)Math.Max(1, calls * (s_slice / s_warmUp));
    }

    /// <summary>Nanoseconds a call.</summary>
    private static double Time(Action way, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            way();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
