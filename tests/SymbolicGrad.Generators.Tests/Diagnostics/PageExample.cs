using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymbolicGrad.Generators.Analyzers;

namespace SymbolicGrad.Generators.Tests.Diagnostics;

/// <summary>Compiles a page's example as a user's project would, with the generator and the analyzer.</summary>
internal static class PageExample
{
    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>
    /// Everything that is said about the example: by the compiler, the generator and the analyzers. What is only suggested belongs to the page that is
    /// about it.
    /// </summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOf(string text, string id)
    {
        CSharpParseOptions options = new(LanguageVersion.Preview);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(text, options, "Example.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver.Create([new SymbolicGradGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation withMembers, out ImmutableArray<Diagnostic> ofGenerator);
        ImmutableArray<Diagnostic> others = await withMembers.WithAnalyzers([new DifferentiationAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. ofGenerator.Concat(others).Where(said => said.Severity > DiagnosticSeverity.Info || (said.Severity == DiagnosticSeverity.Info && said.Id == id))];
    }
}
