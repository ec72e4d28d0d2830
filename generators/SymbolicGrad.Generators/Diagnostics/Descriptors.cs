using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Diagnostics;

/// <summary>The diagnostics of the family SYG0xxx: what cannot be differentiated. Each has a page under docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Pages = "https://github.com/symbolicgrad/symbolicgrad/blob/main/docs/diagnostics/";

    // Before the fields, which enter it when they are initialized.
    private static readonly List<DiagnosticDescriptor> Entered = [];

    public static readonly DiagnosticDescriptor Statement = Create(
        "SYG0001", "This statement cannot be differentiated", "'{0}' is not supported in a differentiable method: {1}");

    public static readonly DiagnosticDescriptor Expression = Create(
        "SYG0002", "This expression cannot be differentiated", "'{0}' is not supported in a differentiable method: {1}");

    public static readonly DiagnosticDescriptor UnknownFunction = Create(
        "SYG0003", "No derivative is known of this method", "No derivative is known of '{0}': {1}");

    public static readonly DiagnosticDescriptor Type = Create(
        "SYG0004", "This type cannot take part in differentiation", "'{0}' cannot take part in differentiation: {1}");

    public static readonly DiagnosticDescriptor Container = Create(
        "SYG0005", "Members cannot be generated into this type", "Members cannot be generated beside '{0}': {1}");

    public static readonly DiagnosticDescriptor Loop = Create(
        "SYG0006", "This loop cannot be differentiated", "This loop cannot be differentiated: {0}");

    public static readonly DiagnosticDescriptor Recursion = Create(
        "SYG0008", "A recursive call cannot be differentiated", "'{0}' calls itself: {1}");

    public static readonly DiagnosticDescriptor State = Create(
        "SYG0009", "A differentiable method uses state", "'{0}' is state outside of the method: {1}");

    public static readonly DiagnosticDescriptor Alias = Create(
        "SYG0010", "An array variable is rebound", "'{0}' means different memory at different times: {1}");

    public static readonly DiagnosticDescriptor TripCount = Create(
        "SYG0011", "A tape's length is not known in time", "The tape has to hold values of this loop, but {0}: leave out Derivatives.Taped, or compute the loop's bound from parameters before the outermost loop");

    public static readonly DiagnosticDescriptor NoCheckpoints = Create(
        "SYG0032", "Checkpoints cannot be kept of this loop", "[Checkpoint] cannot cut this loop into blocks: {0}");

    public static readonly DiagnosticDescriptor ScratchLength = Create(
        "SYG0012", "Scratch memory of unknown length", "The derivative takes all scratch memory at the start, but {0}: compute the length from parameters and their lengths");

    public static readonly DiagnosticDescriptor IntegerOnTape = Create(
        "SYG0013", "An integer would have to be recorded", "{0}: leave out Derivatives.Taped, or compute it from parameters");

    public static readonly DiagnosticDescriptor NothingToDifferentiate = Create(
        "SYG0014", "There is nothing to differentiate", "'{0}' has no differentiable {1}");

    public static readonly DiagnosticDescriptor NotYet = Create(
        "SYG0015", "This kind of derivative is not generated yet", "'{0}' is not generated yet: {1}");

    public static readonly DiagnosticDescriptor CallSize = Create(
        "SYG0016", "Calls expand too far", "Calls inside '{0}' expand to more than {1} statements: split the method");

    public static readonly DiagnosticDescriptor NoSingleValue = Create(
        "SYG0025", "A second derivative needs one number", "'{0}' needs a method that returns one number and has no output arrays: return the number, or ask for Derivatives.Jacobian");

    public static readonly DiagnosticDescriptor OtherSignature = Create(
        "SYG0026", "A declared derivative has another signature", "This is not the signature of the member that is generated: {0}");

    public static readonly DiagnosticDescriptor DeclaredSignature = Create(
        "SYG0030", "A declared derivative does not fit", "'{0}' cannot be the derivative of '{1}': the signature expected is {2}");

    public static readonly DiagnosticDescriptor CallDerivative = Create(
        "SYG0031", "The derivative of a call is missing", "This call cannot be differentiated: {0}");

    public static readonly DiagnosticDescriptor DependentSamples = Create(
        "SYG0033", "Workers cannot share this loop", "Parallel = true cannot be done here: {0}");

    public static readonly DiagnosticDescriptor Defect = Create(
        "SYG0099", "The generator has a defect", "The generator failed at this method and generates nothing for it; please report: {0}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. Entered];

    /// <summary>A diagnostic of any family, with the link to its page.</summary>
    public static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");

    private static DiagnosticDescriptor Create(string id, string title, string message)
    {
        DiagnosticDescriptor descriptor = Create(id, "Differentiation", title, message, DiagnosticSeverity.Error);
        Entered.Add(descriptor);
        return descriptor;
    }
}
