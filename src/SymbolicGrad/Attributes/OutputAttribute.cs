namespace SymbolicGrad;

/// <summary>
/// States that a writable span, array or matrix parameter is an output: the method writes each element before it reads
/// it. Where the generator proves this itself the attribute is not needed; without proof and attribute the parameter
/// counts as input and output.
/// </summary>
/// <remarks>
/// The statement is trusted. Derivatives with respect to the initial contents are taken to be zero.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputAttribute : Attribute;
