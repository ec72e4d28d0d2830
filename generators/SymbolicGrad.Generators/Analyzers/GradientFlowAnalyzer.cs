using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>SYG1xxx: where gradients vanish, explode or stop, with the bound that says so. What is refused has errors of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GradientFlowAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        FlowDescriptors.SaturatingChain,
        FlowDescriptors.Saturated,
        FlowDescriptors.SaturatingOutput,
        FlowDescriptors.VanishingRecurrence,
        FlowDescriptors.ExplodingRecurrence,
        FlowDescriptors.Dead,
        FlowDescriptors.NoGradient,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(SymbolicGradGenerator.AttributeName) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        AttributeData? data = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
        if (data is null || MethodReader.Read(method, data, context.Compilation, context.CancellationToken).Method is not { } model)
        {
            return;
        }

        IMethodSymbol body = method.PartialImplementationPart ?? method;
        foreach (FlowFinding finding in GradientFlowRules.Find(model.Function))
        {
            context.ReportDiagnostic(Diagnostic.Create(DescriptorOf(finding.Rule), LocationOf(finding, body), [.. finding.Details]));
        }
    }

    private static DiagnosticDescriptor DescriptorOf(FlowRule rule) => rule switch
    {
        FlowRule.SaturatingChain => FlowDescriptors.SaturatingChain,
        FlowRule.SaturatingOutput => FlowDescriptors.SaturatingOutput,
        FlowRule.Saturated => FlowDescriptors.Saturated,
        FlowRule.VanishingRecurrence => FlowDescriptors.VanishingRecurrence,
        FlowRule.ExplodingRecurrence => FlowDescriptors.ExplodingRecurrence,
        FlowRule.Dead => FlowDescriptors.Dead,
        FlowRule.NoGradient => FlowDescriptors.NoGradient,
        _ => throw new InvalidOperationException($"No descriptor for {rule}."),
    };

    private static Location LocationOf(FlowFinding finding, IMethodSymbol method)
    {
        if (finding.Parameter is { } name && method.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { Locations: [var declared, ..] })
        {
            return declared;
        }

        SyntaxReference? reference = method.DeclaringSyntaxReferences.FirstOrDefault();
        return reference is null || finding.Origin.Length == 0
            ? method.Locations.FirstOrDefault() ?? Location.None
            : Location.Create(reference.SyntaxTree, new TextSpan(finding.Origin.Start, finding.Origin.Length));
    }
}
