namespace SymbolicGrad;

/// <summary>
/// Asks for the derivatives of a method. They are written beside it, in the same partial type, at compile time.
/// </summary>
/// <remarks>
/// The method itself is ordinary C# and runs as written. Differentiable are the parameters whose type carries
/// <see langword="float"/>, <see langword="double"/> or a <c>T : IFloatingPointIeee754&lt;T&gt;</c>: numbers, spans,
/// arrays, matrix views, and structs, records and tuples of these. A method that cannot be differentiated gets an
/// error on the expression that stands in the way, never a wrong gradient.
/// </remarks>
/// <param name="derivatives">What to generate beside <c>FGradient</c> and <c>FBackward</c>.</param>
/// <example>
/// <code>
/// public static partial class Net
/// {
///     [Differentiable]
///     public static double Loss(double w, double b, double x, [NoGradient] double target)
///     {
///         double y = Activations.Sigmoid(w * x + b);
///         return 0.5 * (y - target) * (y - target);
///     }
/// }
///
/// double loss = Net.LossGradient(w, b, x, target, out double dw, out double db, out double dx);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute(Derivatives derivatives = Derivatives.None) : Attribute
{
    /// <summary>What is generated beside <c>FGradient</c> and <c>FBackward</c>.</summary>
    public Derivatives Derivatives { get; } = derivatives;

    /// <summary>
    /// Whether vectorised loops may sum in another order than the source and use the library's vector functions.
    /// Without it the generated code computes every value exactly as the method does, at the cost of speed. Default: true.
    /// </summary>
    public bool Reassociate { get; set; } = true;

    /// <summary>
    /// Whether workers share the iterations of the outermost loops in <c>FGradient</c>, <c>FBackward</c> and the taped pair (see
    /// <see cref="Workers"/>). Each iteration has to be independent of the others, but for sums; where one is not, that is an error at
    /// the loop. Sums are formed worker by worker, so it cannot be had together with <c>Reassociate = false</c>. Default: false.
    /// </summary>
    public bool Parallel { get; set; }
}
