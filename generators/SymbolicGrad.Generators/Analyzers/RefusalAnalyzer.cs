using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>SYG0xxx: says, at the exact expression, why an annotated method cannot be differentiated and what to write instead.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefusalAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.Statement,
        Descriptors.Expression,
        Descriptors.UnknownFunction,
        Descriptors.Type,
        Descriptors.Container,
        Descriptors.Loop,
        Descriptors.Recursion,
        Descriptors.State,
        Descriptors.Alias,
        Descriptors.TripCount,
        Descriptors.ScratchLength,
        Descriptors.IntegerOnTape,
        Descriptors.NoCheckpoints,
        Descriptors.NothingToDifferentiate,
        Descriptors.NotYet,
        Descriptors.CallSize,
        Descriptors.NoSingleValue,
        Descriptors.OtherSignature,
        Descriptors.DeclaredSignature,
        Descriptors.CallDerivative,
        Descriptors.DependentSamples,
        Descriptors.Defect,
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
                start.RegisterSymbolAction(AnalyzeDeclared, SymbolKind.Method);
                start.RegisterOperationAction(operation => AnalyzeLocal(operation, attribute), OperationKind.LocalFunction);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        AttributeData? data = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
        if (data is null || HasErrors(method, context.Compilation, context.CancellationToken))
        {
            return;
        }

        ReadResult result = MethodReader.Read(method, data, context.Compilation, context.CancellationToken);
        if (result.Refusal is { } refusal)
        {
            context.ReportDiagnostic(Diagnostic.Create(refusal.Descriptor, refusal.Location, refusal.Arguments));
            return;
        }

        if (result.Method is not { } model)
        {
            return;
        }

        foreach (Refusal refused in Generation.RefusalsOf(model))
        {
            object[] arguments = refused.Reason == RefusalReason.NestedTooDeeply ? [refused.Detail, MethodReader.TooDeep] : [refused.Detail];
            context.ReportDiagnostic(Diagnostic.Create(DescriptorOf(refused.Reason), LocationOf(refused, method), arguments));
        }
    }

    /// <summary>[BackwardOf]: the signature has to be that of the GBackward which would be generated.</summary>
    private static void AnalyzeDeclared(SymbolAnalysisContext context)
    {
        IMethodSymbol backward = (IMethodSymbol)context.Symbol;
        if (DeclaredDerivatives.Targets(backward) is not { } targets || targets.Any(target => target.IsStatic && CalleeSignature.Match(target, backward) is not null))
        {
            return;
        }

        string expected = targets.FirstOrDefault(target => target.IsStatic && !target.ContainingType.IsGenericType) is { } first
            ? CalleeSignature.Describe(first, backward)
            : "none, for there is no static method of that name in a type without type parameters";
        AttributeData attribute = backward.GetAttributes().First(a => a.AttributeClass?.Name == "BackwardOfAttribute");
        string name = attribute.ConstructorArguments is [_, { Value: string given }] ? given : "?";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.DeclaredSignature, backward.Locations.FirstOrDefault() ?? Location.None, backward.Name, name, expected));
    }

    /// <summary>No symbol action sees a local function, and no member can be generated beside one.</summary>
    private static void AnalyzeLocal(OperationAnalysisContext context, INamedTypeSymbol attribute)
    {
        IMethodSymbol function = ((ILocalFunctionOperation)context.Operation).Symbol;
        if (function.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Container, function.Locations.FirstOrDefault() ?? Location.None, function.Name, "annotate an ordinary method of a partial type"));
        }
    }

    /// <summary>What does not compile has errors of its own; ours would only repeat them in other words.</summary>
    private static bool HasErrors(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (syntax.ContainsDiagnostics)
            {
                return true;
            }
        }

        return false;
    }

    private static DiagnosticDescriptor DescriptorOf(RefusalReason reason) => reason switch
    {
        RefusalReason.TripCountNotKnown => Descriptors.TripCount,
        RefusalReason.ScratchLengthNotKnown => Descriptors.ScratchLength,
        RefusalReason.NoCheckpoints => Descriptors.NoCheckpoints,
        RefusalReason.IntegerOnTape => Descriptors.IntegerOnTape,
        RefusalReason.CallWithoutDerivative => Descriptors.CallDerivative,
        RefusalReason.NoSingleValue => Descriptors.NoSingleValue,
        RefusalReason.OtherSignature => Descriptors.OtherSignature,
        RefusalReason.NestedTooDeeply => Descriptors.Statement,
        RefusalReason.DependentSamples => Descriptors.DependentSamples,
        RefusalReason.Defect => Descriptors.Defect,
        _ => throw new InvalidOperationException($"No descriptor for {reason}."),
    };

    /// <summary>The passes know positions in the method's file; where they know none, the method's name is the place.</summary>
    private static Location LocationOf(Refusal refused, IMethodSymbol method)
    {
        if (refused.DeclaredMember is { } signature)
        {
            return DeclaredMembers.Of(method).First(declared => DeclaredMembers.SignatureOf(declared) == signature).Locations[0];
        }

        Origin origin = refused.Origin;
        SyntaxReference? reference = method.DeclaringSyntaxReferences.FirstOrDefault();
        return reference is null || origin.Length == 0
            ? method.Locations.FirstOrDefault() ?? Location.None
            : Location.Create(reference.SyntaxTree, new TextSpan(origin.Start, origin.Length));
    }
}
