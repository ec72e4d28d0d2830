using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>
/// SYG1xxx: where gradients vanish, explode or stop, with the bound that says so; SYG2xxx: where numbers lose their digits. What is refused has errors of its own.
/// </summary>
internal static class FindingRules
{
    /// <summary>The property of a diagnostic that names the parameters whose range would settle it, separated by spaces.</summary>
    public const string Unbounded = nameof(FlowFinding.Unbounded);

    /// <summary>The property that says what a code fix may write instead (<see cref="FlowRemedy"/>).</summary>
    public const string Remedy = nameof(FlowFinding.Remedy);

    public static IEnumerable<Diagnostic> Find(AnnotatedMethod method) => method.Result.Method is { } model
        ? GradientFlowRules.Find(model.Function).Select(finding => DiagnosticOf(finding, method))
        : [];

    /// <summary>Besides the place and the message, what a code fix wants to know.</summary>
    private static Diagnostic DiagnosticOf(FlowFinding finding, AnnotatedMethod method)
    {
        DiagnosticDescriptor descriptor = FindingDescriptors.Of(finding.Rule);
        return Diagnostic.Create(
            descriptor,
            LocationOf(finding, method),
            finding.IsSuggestion ? DiagnosticSeverity.Info : descriptor.DefaultSeverity,
            finding.Related.Select(method.LocationOf),
            ImmutableDictionary<string, string?>.Empty.Add(Unbounded, string.Join(" ", finding.Unbounded)).Add(Remedy, finding.Remedy.ToString()),
            [.. finding.Details]);
    }

    private static Location LocationOf(FlowFinding finding, AnnotatedMethod method) =>
        (finding.Parameter is { } name ? method.LocationOf(name) : null) ?? method.LocationOf(finding.Origin);
}
