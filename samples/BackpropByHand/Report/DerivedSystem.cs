namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>A system with its derivatives by hand and the numbers of the generated member.</summary>
/// <param name="Title">What is differentiated.</param>
/// <param name="Type">The type that holds the annotated function.</param>
/// <param name="Member">The generated member whose documentation states the closed forms.</param>
/// <param name="Definitions">What both sides may substitute when formulas are compared, such as "tanh′(z1) = 1 − S1²".</param>
/// <param name="ByHand">The derivatives by hand, in the order in which they are shown.</param>
/// <param name="Generated">The derivatives of the generated members, by the name of the parameter that holds them.</param>
internal sealed record DerivedSystem(
    string Title,
    Type Type,
    string Member,
    IReadOnlyList<string> Definitions,
    IReadOnlyList<Derivation> ByHand,
    IReadOnlyDictionary<string, double> Generated)
{
    /// <summary>The generated member that gave the numbers, where it is another than the one whose documentation is read.</summary>
    public string? NumbersFrom { get; init; }
}
