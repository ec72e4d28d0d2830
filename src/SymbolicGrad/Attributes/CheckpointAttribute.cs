namespace SymbolicGrad;

/// <summary>
/// Stands beside <see cref="DifferentiableAttribute"/> on a method with a long recurrence: the backward pass keeps the
/// state of every √n-th of n iterations and recomputes the others from it, so that storage grows with √n, not n,
/// for one more forward computation.
/// </summary>
/// <example>
/// <code>
/// [Checkpoint, Differentiable]
/// public static double Recurrence(double u, ReadOnlySpan&lt;double&gt; x)
/// {
///     double h = 0;
///     for (int t = 0; t &lt; x.Length; t++)
///         h = Math.Tanh(u * h + x[t]);
///     return h;
/// }
/// // x.Length is 10,000: RecurrenceGradient keeps 101 states and records 101 more at a time, instead of 10,001.
/// </code>
/// </example>
/// <remarks>
/// The schedule is the two-level one of A. Griewank and A. Walther, <i>Evaluating Derivatives</i>, 2nd edition,
/// section 12.2.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckpointAttribute : Attribute;
