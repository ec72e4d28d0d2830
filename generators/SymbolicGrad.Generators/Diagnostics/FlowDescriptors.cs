using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Diagnostics;

/// <summary>The diagnostics of the family SYG1xxx: how much gradient flows. Each has a page under docs/diagnostics.</summary>
internal static class FlowDescriptors
{
    public static readonly DiagnosticDescriptor SaturatingChain = Create(
        "SYG1001", "A chain of saturating activations",
        "Every path from '{0}' to the result passes at least {1} activations that saturate: of the gradient at most {2} arrives; use ELU or leaky ReLU in the hidden layers, or a residual connection",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor Saturated = Create(
        "SYG1002", "An activation only works where it is saturated",
        "The slope is at most {2} here, for {0} is in {1}: hardly any gradient passes; scale the argument, or use an activation that does not saturate there", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SaturatingOutput = Create(
        "SYG1003", "A squared error of an activation that saturates",
        "The gradient of this squared error carries the slope of '{0}', at most {1}, which vanishes where the output is most wrong: use cross-entropy on the argument of the activation, or no activation on the output",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor VanishingRecurrence = Create(
        "SYG1004", "A recurrence passes through saturating functions only",
        "|∂{0}/∂{0}₋₁| ≤ {1}, and every path passes a slope that saturates: over many iterations the gradient vanishes unless this bound is well above 1; add a gate or a residual connection",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor ExplodingRecurrence = Create(
        "SYG1005", "A recurrence has no bound",
        "|∂{0}/∂{0}₋₁| can be as large as {1}, and nothing saturates: over many iterations the gradient explodes where this is above 1; clip the gradient, use tanh or a gate, or state the weight's [InRange]",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor Dead = Create(
        "SYG1006", "No gradient passes here",
        "The slope is 0 here, for {0} is {1}: no gradient passes", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoGradient = Create(
        "SYG1007", "A gradient is identically zero",
        "The gradient of '{0}' is 0 whatever the arguments are: {1}; mark it [NoGradient] if that is meant", DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "GradientFlow", severity, isEnabledByDefault: true, helpLinkUri: Descriptors.Pages + id + ".md");
}
