using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>A user's project of one file: members of a static partial class, of which the method F is the one looked at.</summary>
internal sealed class SourceProgram
{
    private const string Usings = """
        using System;
        using System.Numerics;
        using System.Numerics.Tensors;
        using CommunityToolkit.HighPerformance;
        using SymbolicGrad;
        using static SymbolicGrad.Activations;
        """;

    private SourceProgram(CSharpCompilation compilation) => Compilation = compilation;

    public static ImmutableArray<MetadataReference> References { get; } = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    public CSharpCompilation Compilation { get; }

    public IMethodSymbol Method => Compilation.GetTypeByMetadataName("Program")!.GetMembers("F").OfType<IMethodSymbol>().Single();

    /// <summary>The members inside <c>public static partial class Program</c>; they have to compile.</summary>
    public static SourceProgram OfMembers(string members, LanguageVersion version = LanguageVersion.Preview)
    {
        SourceProgram program = OfFile($"{Usings}\npublic static partial class Program\n{{\n{members}\n}}\n", version);
        string.Join("\n", program.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)).ShouldBeEmpty();
        return program;
    }

    /// <summary>A whole file, which need not compile.</summary>
    public static SourceProgram OfFile(string text, LanguageVersion version = LanguageVersion.Preview) => new(CSharpCompilation.Create(
        "User",
        [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(version), "Program.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)));

    public ReadResult Read() => MethodReader.Read(Method, AttributeOf(Method), Compilation, CancellationToken.None);

    /// <summary>Compiles the program and calls F; the result is its returned elements, then its out and ref scalars.</summary>
    public IReadOnlyList<object> Run(params object[] arguments)
    {
        CSharpCompilation callable = Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            $"{Usings}\npublic static class Caller {{ public static object[] Call(object[] a) {{ {CallText()} }} }}",
            (CSharpParseOptions)Compilation.SyntaxTrees.First().Options));
        using MemoryStream image = new();
        callable.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        image.Position = 0;
        AssemblyLoadContext context = new("user", isCollectible: true);
        try
        {
            MethodInfo call = context.LoadFromStream(image).GetType("Caller")!.GetMethod("Call")!;
            return (object[])call.Invoke(null, [arguments])!;
        }
        finally
        {
            context.Unload();
        }
    }

    private static AttributeData AttributeOf(IMethodSymbol method) =>
        method.GetAttributes().Single(attribute => attribute.AttributeClass!.Name == nameof(DifferentiableAttribute));

    /// <summary>C# that unpacks the arguments, calls F (with double for a type parameter) and packs what came out.</summary>
    private string CallText()
    {
        List<string> before = [], passed = [], after = [];
        foreach (IParameterSymbol parameter in Method.Parameters)
        {
            string name = "p" + parameter.Ordinal.ToString(CultureInfo.InvariantCulture);
            string type = TypeText(parameter.Type);
            string argument = $"a[{parameter.Ordinal}]";
            string value = parameter.Type.Name switch
            {
                "Span2D" or "ReadOnlySpan2D" => $"new {type}(({ElementText(parameter.Type)}[,]){argument})",
                "Span" or "ReadOnlySpan" => $"({ElementText(parameter.Type)}[]){argument}",
                _ => $"({type}){argument}",
            };
            string modifier = parameter.RefKind switch { RefKind.Out => "out ", RefKind.Ref => "ref ", RefKind.In => "in ", _ => "" };
            before.Add(parameter.RefKind == RefKind.Out ? $"{type} {name};" : $"{type} {name} = {value};");
            passed.Add(modifier + name);
            if (parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                after.Add(name);
            }
        }

        string call = $"Program.F{(Method.IsGenericMethod ? "<double>" : "")}({string.Join(", ", passed)})";
        IEnumerable<string> returned = Method.ReturnsVoid ? []
            : Method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select((_, i) => $"r.Item{i + 1}")
            : ["r"];
        return $"{string.Join(" ", before)} {(Method.ReturnsVoid ? "" : "var r = ")}{call}; return new object[] {{ {string.Join(", ", returned.Concat(after))} }};";
    }

    private static string TypeText(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => "double",
        IArrayTypeSymbol array => $"{TypeText(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        INamedTypeSymbol { TypeArguments.Length: 1 } named => $"{named.Name}<{TypeText(named.TypeArguments[0])}>",
        _ => type.ToDisplayString(),
    };

    private static string ElementText(ITypeSymbol type) => TypeText(((INamedTypeSymbol)type).TypeArguments[0]);
}
