using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>What a run says of one way to compute a gradient.</summary>
internal sealed record Measured(string Subject, string Size, Variant Variant, double MedianNanoseconds, long AllocatedBytes);

/// <summary>One subject at one size: all its ways.</summary>
internal sealed record MeasuredSize(string Subject, string Size, IReadOnlyDictionary<Variant, Measured> Ways)
{
    /// <summary>The time of a way in that of the generated gradient; nothing where it was not measured.</summary>
    public double? Ratio(Variant variant) => Ways.TryGetValue(variant, out Measured? way)
        ? way.MedianNanoseconds / Ways[Variant.Generated].MedianNanoseconds
        : null;
}
