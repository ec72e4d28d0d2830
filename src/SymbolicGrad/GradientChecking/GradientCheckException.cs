namespace SymbolicGrad;

/// <summary>A claimed gradient does not agree with the numeric one.</summary>
/// <param name="result">The failed check.</param>
public sealed class GradientCheckException(GradientCheckResult result) : Exception(result.Message)
{
    /// <summary>The failed check.</summary>
    public GradientCheckResult Result { get; } = result;
}
