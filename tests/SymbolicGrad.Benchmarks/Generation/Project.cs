using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators;
using SymbolicGrad.Generators.Analyzers;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>A user's project in memory, and what an editor or a build does with it.</summary>
internal static class Project
{
    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
            || Path.GetFileName(path) is "SymbolicGrad.dll" or "CommunityToolkit.HighPerformance.dll" or "netstandard.dll" or "mscorlib.dll")
        .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>Parsed files, which a build has in any case.</summary>
    public static CSharpCompilation Parse(params string[] files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "User",
            files.Select((file, i) => CSharpSyntaxTree.ParseText(file, ParseOptions, $"File{i}.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return errors.Length == 0 ? compilation : throw new InvalidOperationException(string.Join("\n", errors.Take(5)));
    }

    /// <summary>The same files with nothing bound yet.</summary>
    public static CSharpCompilation Fresh(CSharpCompilation compilation) => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);

    /// <summary>The project after an edit of one file.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int file, Func<string, string> edit)
    {
        SyntaxTree old = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(edit(old.ToString()), ParseOptions, old.FilePath));
    }

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new SymbolicGradGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    /// <summary>Runs the generator; the number of generated files keeps the work from being optimised away, and shows that nothing was refused.</summary>
    public static int Generate(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results[0];
        return result.Exception is null ? result.GeneratedSources.Length : throw result.Exception;
    }

    /// <summary>What the analyzer suggests; nothing is refused.</summary>
    public static int Analyze(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> said = compilation.WithAnalyzers([new DifferentiationAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return said.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? throw new InvalidOperationException("Something is refused.") : said.Length;
    }

    /// <summary>The annotated methods, as they are read.</summary>
    public static Function[] Read(CSharpCompilation compilation)
    {
        INamedTypeSymbol attribute = compilation.GetTypeByMetadataName(SymbolicGradGenerator.AttributeName) ?? throw new InvalidOperationException("The attribute is not known.");
        return [.. compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Select(method => compilation.GetSemanticModel(tree).GetDeclaredSymbol(method)!))
            .Select(method => AnnotatedMethod.Read(method, attribute, compilation, CancellationToken.None)?.Result.Method?.Function)
            .OfType<Function>()];
    }
}
