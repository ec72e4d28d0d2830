using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Compiler.Emission;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators;

/// <summary>Adds the derivatives of <c>[Differentiable]</c> methods. Errors are reported by the analyzers, which use the same reader.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SymbolicGradGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps, for the tests that watch them.</summary>
    public static class Steps
    {
        public const string Read = "Read";
        public const string Emit = "Emit";
        public const string GradientTypes = "GradientTypes";
    }

    /// <summary>The metadata name of the attribute that asks for derivatives.</summary>
    internal const string AttributeName = "SymbolicGrad.DifferentiableAttribute";

    // Without a byte order mark: the files may be written to disk.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DifferentiableMethod> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                static (_, _) => true,
                static (match, cancellation) => match.TargetSymbol is IMethodSymbol method
                    ? MethodReader.Read(method, match.Attributes[0], match.SemanticModel.Compilation, cancellation).Method
                    : null)
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .WithTrackingName(Steps.Read);

        // From model to text in one step: an editor that kept the members of each method would hold many times what their text takes.
        IncrementalValuesProvider<(string HintName, string Text)> files = methods
            .Select(static (method, _) => (HintName: method.Declaration.HintName + ".g.cs", Text: Generation.TextOf(method)))
            .Where(static file => file.Text is not null)
            .Select(static (file, _) => (file.HintName, file.Text!))
            .WithTrackingName(Steps.Emit);

        // One for each struct, whichever methods use it.
        IncrementalValuesProvider<GradientType> gradientTypes = methods
            .SelectMany(static (method, _) => method.GradientTypes)
            .Collect()
            .SelectMany(static (types, _) => types.Distinct().GroupBy(type => type.Declaration.HintName, StringComparer.Ordinal).Select(same => same.First()))
            .WithTrackingName(Steps.GradientTypes);

        IncrementalValuesProvider<(string HintName, string Text)> gradientFiles = gradientTypes
            .Select(static (type, _) => (type.Declaration.HintName + ".g.cs", GradientTypeEmitter.Emit(type)));

        context.RegisterSourceOutput(gradientFiles, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Utf8)));
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Utf8)));
    }
}
