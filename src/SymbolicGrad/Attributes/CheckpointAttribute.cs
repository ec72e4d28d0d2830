namespace SymbolicGrad;

/// <summary>
/// Stands beside <see cref="DifferentiableAttribute"/> on a method with a long recurrence: the backward pass keeps the
/// state of every √n-th of n iterations and recomputes the others from it, so that storage grows with √n, not n,
/// for one more forward computation.
/// </summary>
/// <remarks>
/// The schedule is the two-level one of A. Griewank and A. Walther, <i>Evaluating Derivatives</i>, 2nd edition,
/// section 12.2.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckpointAttribute : Attribute;
