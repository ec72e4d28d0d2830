namespace SymbolicGrad.Benchmarks.Native;

/// <summary>Which of the native peers can be measured here.</summary>
internal static class NativePeers
{
    /// <summary>Says which are left out, and what to do about it.</summary>
    public static void ReportMissing(TextWriter output)
    {
        foreach ((string name, bool isThere) in new[] { ("libtorch", Libtorch.IsThere), ("ADOL-C", AdolC.IsThere) })
        {
            if (!isThere)
                output.WriteLine($"{name} is left out: run tests/SymbolicGrad.Benchmarks/Native/build.sh, which says what it needs, and build again.");
        }
    }
}
