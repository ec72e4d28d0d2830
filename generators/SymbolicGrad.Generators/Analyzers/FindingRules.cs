using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>
/// SYG1xxx: where gradients vanish, explode or stop, with the bound that says so; SYG2xxx: where numbers lose their digits. What is refused has errors of its own.
/// </summary>
internal static class FindingRules
{
    public static IEnumerable<Diagnostic> Find(AnnotatedMethod method) => method.Result.Method is { } model
        ? GradientFlowRules.Find(model.Function).Select(finding => Diagnostic.Create(FindingDescriptors.Of(finding.Rule), LocationOf(finding, method), [.. finding.Details]))
        : [];

    private static Location LocationOf(FlowFinding finding, AnnotatedMethod method) =>
        (finding.Parameter is { } name ? method.LocationOf(name) : null) ?? method.LocationOf(finding.Origin);
}
