namespace SymbolicGrad;

/// <summary>The outcome of a gradient check.</summary>
/// <param name="Passed">Whether every derivative agrees within the tolerances, and there is at least one.</param>
/// <param name="MaxRelativeError">
/// The largest |claimed − numeric| / max(|claimed|, |numeric|) among the derivatives that differ by more than the absolute
/// tolerance; 0 where none does, +∞ where one of the two is not finite and the other is not the same.
/// </param>
/// <param name="WorstIndex">The index of that derivative: the element of the gradient, or the number of the random direction. −1 where
/// nothing was compared.</param>
/// <param name="Numeric">Its numeric value.</param>
/// <param name="Claimed">Its claimed value.</param>
/// <param name="NumericUncertainty">
/// The estimated error of the numeric value. Where it is of the size of the difference, the numeric value is to be doubted, not
/// the claim: a kink or a jump is near, or the steps are too large.
/// </param>
/// <param name="Message">All of this in a sentence.</param>
public sealed record GradientCheckResult(
    bool Passed,
    double MaxRelativeError,
    int WorstIndex,
    double Numeric,
    double Claimed,
    double NumericUncertainty,
    string Message)
{
    /// <summary>Throws when the check failed.</summary>
    /// <returns>This result, when it passed.</returns>
    /// <exception cref="GradientCheckException">The check failed; the exception's message is <see cref="Message"/>.</exception>
    public GradientCheckResult ThrowIfFailed() => Passed ? this : throw new GradientCheckException(this);
}
