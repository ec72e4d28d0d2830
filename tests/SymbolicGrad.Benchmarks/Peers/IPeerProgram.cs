using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A subject written for any number, as run-time tools want it; what is constant is in its fields.</summary>
internal interface IPeerProgram<T>
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>The length of the memory that the program needs for what it computes on the way.</summary>
    int ScratchLength { get; }

    /// <summary>The value; outputs of which there are several count with their upstreams.</summary>
    TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, T>;
}
