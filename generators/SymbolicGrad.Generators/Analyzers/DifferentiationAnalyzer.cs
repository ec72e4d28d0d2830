using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>
/// Everything that is said of annotated methods. Reading a method costs more than all rules together: it is read here, once, and every family of rules sees what was
/// read. Where the attribute is not known, or nothing carries it, nothing is read.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiationAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The families, a file each.</summary>
    private static readonly Func<AnnotatedMethod, IEnumerable<Diagnostic>>[] Families = [RefusalRules.Find, FindingRules.Find];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Descriptors.All, .. FindingDescriptors.All];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(SymbolicGradGenerator.AttributeName) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, attribute), SymbolKind.Method);
                start.RegisterOperationAction(operation => AnalyzeLocal(operation, attribute), OperationKind.LocalFunction);
            }
        });
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (DeclaredDerivativeRule.Find(method) is { } declared)
        {
            context.ReportDiagnostic(declared);
        }

        if (AttributeOf(method, attribute) is not { } data || HasErrors(method, context.CancellationToken))
        {
            return;
        }

        AnnotatedMethod annotated = new(method, MethodReader.Read(method, data, context.Compilation, context.CancellationToken));
        foreach (Diagnostic diagnostic in Families.SelectMany(family => family(annotated)))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>No symbol action sees a local function, and no member can be generated beside one.</summary>
    private static void AnalyzeLocal(OperationAnalysisContext context, INamedTypeSymbol attribute)
    {
        IMethodSymbol function = ((ILocalFunctionOperation)context.Operation).Symbol;
        if (AttributeOf(function, attribute) is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Container, function.Locations.FirstOrDefault() ?? Location.None, function.Name, "annotate an ordinary method of a partial type"));
        }
    }

    private static AttributeData? AttributeOf(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));

    /// <summary>What does not compile has errors of its own; ours would only repeat them in other words.</summary>
    private static bool HasErrors(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation).ContainsDiagnostics);
}
