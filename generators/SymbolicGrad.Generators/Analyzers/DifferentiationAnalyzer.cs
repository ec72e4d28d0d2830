using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SymbolicGrad.Generators.Diagnostics;

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
                start.RegisterSyntaxNodeAction(node => AnalyzeLocal(node, attribute), SyntaxKind.LocalFunctionStatement);
                start.RegisterSyntaxNodeAction(new InitialisationRules(attribute).Analyze, SyntaxKind.InvocationExpression);
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

        if (AnnotatedMethod.Read(method, attribute, context.Compilation, context.CancellationToken) is not { } annotated)
        {
            return;
        }

        foreach (Diagnostic diagnostic in Families.SelectMany(family => family(annotated)))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>
    /// No symbol action sees a local function, and no member can be generated beside one. An operation action would have all bodies of the project bound for it.
    /// </summary>
    private static void AnalyzeLocal(SyntaxNodeAnalysisContext context, INamedTypeSymbol attribute)
    {
        LocalFunctionStatementSyntax function = (LocalFunctionStatementSyntax)context.Node;
        if (function.AttributeLists.Count > 0
            && context.SemanticModel.GetDeclaredSymbol(function, context.CancellationToken) is IMethodSymbol symbol && AnnotatedMethod.AttributeOf(symbol, attribute) is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Container, function.Identifier.GetLocation(), symbol.Name, "annotate an ordinary method of a partial type"));
        }
    }
}
