using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using SymbolicGrad.Generators.Analyzers;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>Whoever does not use the attribute does not pay for it.</summary>
public class UnannotatedTests
{
    /// <summary>Without the library there is nothing to be run at all.</summary>
    [Fact]
    public async Task Nothing_is_registered_without_the_library()
    {
        CSharpCompilation compilation = GeneratorHost.Compile("public class C { public static double F(double x) { return G(x); static double G(double y) => y; } }");
        compilation = compilation.WithReferences(compilation.References.Where(reference => reference.Display!.Contains("System.", StringComparison.Ordinal)));
        AnalyzerTelemetryInfo telemetry = await TelemetryOf(compilation);
        (telemetry.SymbolActionsCount + telemetry.SyntaxNodeActionsCount + telemetry.OperationActionsCount + telemetry.OperationBlockActionsCount + telemetry.OperationBlockStartActionsCount).ShouldBe(0);
    }

    /// <summary>What asks for operations has every body of the project bound.</summary>
    [Fact]
    public async Task No_action_has_bodies_bound()
    {
        AnalyzerTelemetryInfo telemetry = await TelemetryOf(GeneratorHost.CompileMembers("public static double F(double x) => x;"));
        telemetry.SymbolActionsCount.ShouldBe(1);
        (telemetry.OperationActionsCount + telemetry.OperationBlockActionsCount + telemetry.OperationBlockStartActionsCount + telemetry.CodeBlockActionsCount).ShouldBe(0);
    }

    /// <summary>Without the attribute the compilation is not even asked: there is none here.</summary>
    [Fact]
    public void A_method_without_the_attribute_is_not_read()
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers("public static double F(double x) => x; [Differentiable] public static double G(double x) => x;");
        INamedTypeSymbol attribute = compilation.GetTypeByMetadataName(SymbolicGradGenerator.AttributeName)!;
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Net")!;
        AnnotatedMethod? Read(string name, Compilation? given) => AnnotatedMethod.Read((IMethodSymbol)type.GetMembers(name).Single(), attribute, given!, CancellationToken.None);
        Read("F", null).ShouldBeNull();
        Read("G", compilation)!.Result.Method.ShouldNotBeNull();
    }

    private static async Task<AnalyzerTelemetryInfo> TelemetryOf(CSharpCompilation compilation)
    {
        DifferentiationAnalyzer analyzer = new();
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers([analyzer]);
        ImmutableArray<Diagnostic> diagnostics = await analyzed.GetAnalyzerDiagnosticsAsync();
        diagnostics.ShouldBeEmpty();
        return await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
    }
}
