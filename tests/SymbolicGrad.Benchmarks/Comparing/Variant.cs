namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>The ways to compute one gradient; the benchmarks' methods have these names.</summary>
public enum Variant
{
    /// <summary>The member that the generator wrote: what the others are compared with.</summary>
    Generated,

    /// <summary>The annotated function alone, without a derivative.</summary>
    Primal,

    /// <summary>Hand-written plain loops.</summary>
    Naive,

    /// <summary>Hand-written with every trick: the bar for the generator.</summary>
    Best,

    /// <summary>Run-time differentiation in C#, reverse mode on a tape.</summary>
    Tape,

    /// <summary>Run-time differentiation in C#, forward mode with several directions at once.</summary>
    Duals,

    /// <summary>libtorch on one thread, through a native shim.</summary>
    Libtorch,

    /// <summary>ADOL-C, through a native shim.</summary>
    AdolC,
}
