namespace SymbolicGrad;

/// <summary>
/// States the range of a parameter's values (of its elements, for spans, arrays and matrices), of a field's or property's (of a structure that is a parameter, or one that a
/// method reads) or, on a method, of its result.
/// The analyzers of gradient flow and of numerical hazards use it; the generated code neither checks nor relies on it.
/// </summary>
/// <param name="lo">The smallest value, inclusive. <see cref="double.NegativeInfinity"/> where there is no bound.</param>
/// <param name="hi">The largest value, inclusive. <see cref="double.PositiveInfinity"/> where there is no bound.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InRangeAttribute(double lo, double hi) : Attribute
{
    /// <summary>The smallest value, inclusive.</summary>
    public double Lo { get; } = lo;

    /// <summary>The largest value, inclusive.</summary>
    public double Hi { get; } = hi;
}
