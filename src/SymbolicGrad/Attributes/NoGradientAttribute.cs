namespace SymbolicGrad;

/// <summary>
/// Makes a parameter of a differentiable method a constant: it has no gradient, and what is computed from constants
/// alone is not differentiated. Targets, masks and hyperparameters are typical.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoGradientAttribute : Attribute;
