namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>One derivative as derived by hand.</summary>
/// <param name="Parameter">The parameter of the generated member that holds the same derivative, such as dw5.</param>
/// <param name="Quantity">The derivative's name in the documents, such as ∂L/∂w5.</param>
/// <param name="Formula">The formula at the end of the derivation.</param>
/// <param name="Value">The number that the formula gives.</param>
internal sealed record Derivation(string Parameter, string Quantity, string Formula, double Value);
