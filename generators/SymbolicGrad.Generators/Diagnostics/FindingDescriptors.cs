using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Diagnosis;

namespace SymbolicGrad.Generators.Diagnostics;

/// <summary>
/// The table of what rules find and how it is told: a new rule has one field here, and a page under docs/diagnostics. A warning is what is wrong for everyone; what
/// depends on weights or taste is a suggestion.
/// </summary>
internal static class FindingDescriptors
{
    private const string Flow = "GradientFlow", Numerics = "Numerics";

    // Before the fields, which enter it when they are initialized. Release tracking sees fields only.
    private static readonly Dictionary<FlowRule, DiagnosticDescriptor> Table = [];

    public static readonly DiagnosticDescriptor SaturatingChain = CreateSuggestion(
        "SYG1001", FlowRule.SaturatingChain, Flow, "A chain of saturating activations",
        "Every path from '{0}' to the result passes at least {1} activations that saturate: of the gradient at most {2} arrives; use ELU or leaky ReLU in the hidden layers, or a residual connection");

    public static readonly DiagnosticDescriptor Saturated = CreateWarning(
        "SYG1002", FlowRule.Saturated, Flow, "An activation only works where it is saturated",
        "The slope is at most {2} here, for {0} is in {1}: hardly any gradient passes; scale the argument, or use an activation that does not saturate there");

    public static readonly DiagnosticDescriptor SaturatingOutput = CreateSuggestion(
        "SYG1003", FlowRule.SaturatingOutput, Flow, "A squared error of an activation that saturates",
        "The gradient of this squared error carries the slope of '{0}', at most {1}, which vanishes where the output is most wrong: use cross-entropy on the argument of the activation, or no activation on the output");

    public static readonly DiagnosticDescriptor VanishingRecurrence = CreateSuggestion(
        "SYG1004", FlowRule.VanishingRecurrence, Flow, "A recurrence passes through saturating functions only",
        "|∂{0}/∂{0}₋₁| ≤ {1}, and every path passes a slope that saturates: over many iterations the gradient vanishes unless this bound is well above 1; add a gate or a residual connection");

    public static readonly DiagnosticDescriptor ExplodingRecurrence = CreateSuggestion(
        "SYG1005", FlowRule.ExplodingRecurrence, Flow, "A recurrence has no bound",
        "|∂{0}/∂{0}₋₁| can be as large as {1}, and nothing saturates: over many iterations the gradient explodes where this is above 1; clip the gradient, use tanh or a gate, or state the weight's [InRange]");

    public static readonly DiagnosticDescriptor Dead = CreateWarning(
        "SYG1006", FlowRule.Dead, Flow, "No gradient passes here",
        "The slope is 0 here, for {0} is {1}: no gradient passes");

    public static readonly DiagnosticDescriptor NoGradient = CreateWarning(
        "SYG1007", FlowRule.NoGradient, Flow, "A gradient is identically zero",
        "The gradient of '{0}' is 0 whatever the arguments are: {1}; mark it [NoGradient] if that is meant");

    public static readonly DiagnosticDescriptor ForgetBias = CreateSuggestion(
        "SYG1008", FlowRule.ForgetBias, Flow, "A forget gate begins half closed",
        "The forget gate's bias '{0}' begins at {1}, the gate near {2}: after n steps about {2}ⁿ of a gradient is left; begin at 1 or above");

    public static readonly DiagnosticDescriptor EqualUnits = CreateSuggestion(
        "SYG1009", FlowRule.EqualUnits, Flow, "The units of a layer begin equal",
        "{0} equal at first: all units of the layer compute the same and get the same gradient, in every step; draw '{1}' at random");

    public static readonly DiagnosticDescriptor InitialisationScale = CreateSuggestion(
        "SYG1010", FlowRule.InitialisationScale, Flow, "First weights have the scale of another activation",
        "'{0}' is drawn with {1}; use {2}");

    public static readonly DiagnosticDescriptor StackedActivation = CreateSuggestion(
        "SYG1011", FlowRule.StackedActivation, Flow, "Two activations in a row",
        "'{0}' {1}: {2}");

    public static readonly DiagnosticDescriptor UnshiftedExponentials = CreateWarning(
        "SYG2001", FlowRule.UnshiftedExponentials, Numerics, "Exponentials without a shift",
        "{0} takes exp of {1}, which is in {2}: exp is {3}; {4}");

    public static readonly DiagnosticDescriptor LostDigits = CreateWarning(
        "SYG2002", FlowRule.LostDigits, Numerics, "A formula loses digits that another would keep",
        "{0} {1} where {2} is {3}, and it is in {4}: write {5}");

    public static readonly DiagnosticDescriptor CrossEntropy = CreateWarning(
        "SYG2003", FlowRule.CrossEntropy, Numerics, "A cross-entropy of probabilities",
        "This cross-entropy takes the logarithms of {0} and 1 − {0}, one of which {1} where {2}, and it is in {3}: {4}");

    public static readonly DiagnosticDescriptor Variance = CreateWarning(
        "SYG2004", FlowRule.Variance, Numerics, "A variance as a difference of squares",
        "{0} is a small difference of large numbers where the mean is large: none of its digits is right where that is {1} standard deviations, and it may be negative; sum the squares of the deviations from the mean in a second pass, or use Welford's update");

    public static readonly DiagnosticDescriptor SingularPoint = CreateWarning(
        "SYG2005", FlowRule.SingularPoint, Numerics, "A slope is infinite at a point that is reached",
        "{0} has an infinite slope where {1} = {2}, which is in {3}, and it is so at {4}: towards there the gradient grows without bound, and there it may be no number; keep away by a small constant or a branch");

    public static readonly DiagnosticDescriptor DividedProduct = CreateWarning(
        "SYG2006", FlowRule.DividedProduct, Numerics, "A product is divided by one of its factors",
        "{0} divides a product by one of its factors: where {1} = 0, which is in {2}, it is 0/0, and a long product overflows or vanishes before; multiply the other factors");

    public static readonly DiagnosticDescriptor FloatEquality = CreateSuggestion(
        "SYG2007", FlowRule.FloatEquality, Numerics, "An equality of floating numbers decides a branch",
        "Whether {0}, which is in {2}, equals {1} is decided by rounding, and where it does the derivative is that of one side alone: compare with a tolerance, or by <");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. Table.Values];

    public static DiagnosticDescriptor Of(FlowRule rule) => Table[rule];

    private static DiagnosticDescriptor CreateWarning(string id, FlowRule rule, string category, string title, string message) =>
        Table[rule] = Descriptors.Create(id, category, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor CreateSuggestion(string id, FlowRule rule, string category, string title, string message) =>
        Table[rule] = Descriptors.Create(id, category, title, message, DiagnosticSeverity.Info);
}
