namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>A function that is easily differentiated wrong, with its value and gradient worked out by hand.</summary>
/// <param name="Name">What goes wrong elsewhere.</param>
/// <param name="Function">The body of F, its parameters in front of it.</param>
/// <param name="Call">What FGradient is called with; <c>g0</c>, <c>g1</c> are scalar gradients, <c>g</c> an array of three.</param>
/// <param name="Worked">The function as a formula, and its derivatives.</param>
/// <param name="Expected">The value, then the gradient.</param>
public sealed record NamedCase(string Name, string Function, string Call, string Worked, params double[] Expected);
