using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymbolicGrad.Generators.Analyzers;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>A user's project in memory: runs the generator and the analyzer on it, compiles and loads what comes out.</summary>
internal static class GeneratorHost
{
    public const string Usings = """
        using System;
        using System.Numerics;
        using System.Numerics.Tensors;
        using CommunityToolkit.HighPerformance;
        using SymbolicGrad;
        using static SymbolicGrad.Activations;

        """;

    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    /// <summary>The name of the assembly that a user's project may refer to.</summary>
    public const string LibraryName = "Library";

    public static CSharpCompilation Compile(params string[] files) => CSharpCompilation.Create(
        "User",
        files.Select((file, i) => CSharpSyntaxTree.ParseText(file, ParseOptions, $"File{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The members inside a static partial class Net.</summary>
    public static CSharpCompilation CompileMembers(string members) => Compile($"{Usings}public static partial class Net\n{{\n{members}\n}}\n");

    /// <summary>The members inside a static partial class Library, in a project of their own.</summary>
    public static CSharpCompilation CompileLibrary(string members) =>
        Compile($"{Usings}public static partial class {LibraryName}\n{{\n{members}\n}}\n").WithAssemblyName(LibraryName);

    /// <summary>The compiled image, as a reference to an assembly on disk has it.</summary>
    public static byte[] Image(Compilation compilation)
    {
        using MemoryStream image = new();
        compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return image.ToArray();
    }

    public static GeneratorDriver Driver(CSharpParseOptions? parseOptions = null) => CSharpGeneratorDriver.Create(
        [new SymbolicGradGenerator().AsSourceGenerator()],
        parseOptions: parseOptions ?? ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files by name; the generator must not have thrown.</summary>
    public static IReadOnlyDictionary<string, string> Generate(CSharpCompilation compilation)
    {
        GeneratorRunResult result = Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        result.Exception.ShouldBeNull(result.Exception?.ToString());
        return result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The compilation with what was generated: no error anywhere, and no warning in a generated file.</summary>
    public static Compilation Complete(CSharpCompilation compilation)
    {
        Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out ImmutableArray<Diagnostic> reported);
        reported.ShouldBeEmpty();
        Diagnostic[] problems = [.. complete.GetDiagnostics().Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            || (diagnostic.Severity == DiagnosticSeverity.Warning && !compilation.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree)))];
        problems.ShouldBeEmpty(string.Join("\n", complete.SyntaxTrees.Skip(compilation.SyntaxTrees.Length).Select(tree => tree.ToString())));
        return complete;
    }

    /// <summary>Loads the compilation and calls a static method of the type.</summary>
    public static object? Run(Compilation compilation, string type, string method, params object?[] arguments)
    {
        using MemoryStream image = new();
        compilation.Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        AssemblyLoadContext context = new("user", isCollectible: true);
        try
        {
            return context.LoadFromStream(image).GetType(type)!.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>What is said of methods that can be differentiated: gradient flow, numerical hazards.</summary>
    public static ImmutableArray<Diagnostic> AnalyzeFlow(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics = Run(compilation);
        diagnostics.ShouldNotContain(diagnostic => diagnostic.Id == "AD0001", string.Join("\n", diagnostics.Select(diagnostic => diagnostic.GetMessage(null))));
        return [.. diagnostics.Where(diagnostic => FindingDescriptors.All.Contains(diagnostic.Descriptor))];
    }

    /// <summary>What is refused, defects included.</summary>
    public static ImmutableArray<Diagnostic> AnalyzeAny(CSharpCompilation compilation) =>
        [.. Run(compilation).Where(diagnostic => !FindingDescriptors.All.Contains(diagnostic.Descriptor))];

    private static ImmutableArray<Diagnostic> Run(CSharpCompilation compilation) =>
        compilation.WithAnalyzers([new DifferentiationAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>What is refused; the analyzer must not have thrown, and neither must what it runs.</summary>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics = AnalyzeAny(compilation);
        diagnostics.ShouldNotContain(
            diagnostic => diagnostic.Id == "AD0001" || diagnostic.Id == Descriptors.Defect.Id,
            string.Join("\n", diagnostics.Select(diagnostic => diagnostic.GetMessage(null))) + "\n" + compilation.SyntaxTrees[0]);
        return diagnostics;
    }
}
