namespace SymbolicGrad;

/// <summary>What a gradient check demands, and how it measures.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The defaults.</summary>
    public static GradientCheckOptions Default { get; } = new();

    /// <summary>
    /// The difference allowed between a claimed and a numeric derivative, relative to the larger of the two. Default 1e−7: of the
    /// sixteen digits of a double a numeric derivative of a well-scaled function keeps about ten.
    /// </summary>
    public double RelativeTolerance { get; init; } = 1e-7;

    /// <summary>
    /// The difference that is allowed in any case, relative to the function's values: derivatives below this times
    /// max(1, |f|) count as 0. Default 1e−9.
    /// </summary>
    public double AbsoluteTolerance { get; init; } = 1e-9;

    /// <summary>
    /// The first, largest step, relative to max(1, |x|) of the argument. Default 0.02. The extrapolation goes down from it by
    /// <see cref="Levels"/> steps; make it smaller where kinks or the edge of the domain are near.
    /// </summary>
    public double InitialStep { get; init; } = 0.02;

    /// <summary>The number of steps of decreasing size. Default 10.</summary>
    public int Levels { get; init; } = 10;

    /// <summary>The number of random directions in the test of a vector–Jacobian product. Default 8.</summary>
    public int Directions { get; init; } = 8;

    /// <summary>The seed of the random directions. Default 1.</summary>
    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(RelativeTolerance);
        ArgumentOutOfRangeException.ThrowIfNegative(AbsoluteTolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(InitialStep);
        ArgumentOutOfRangeException.ThrowIfLessThan(Levels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Directions, 1);
    }
}
