using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>An emitted file: compiled without a warning, or the test fails.</summary>
internal sealed class Emitted
{
    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Lazy<Assembly> _assembly;

    public Emitted(string text)
    {
        Text = text;
        CSharpCompilation compilation = Compile([text]);
        _assembly = new Lazy<Assembly>(() => Load(compilation));
    }

    public string Text { get; }

    /// <summary>The text from the signature of G to its closing brace, without the indentation of the class.</summary>
    public string Member
    {
        get
        {
            string[] lines = Text.Split('\n');
            int first = Array.FindIndex(lines, line => line.Contains(" G(", StringComparison.Ordinal) || line.Contains(" G<", StringComparison.Ordinal));
            int last = Array.FindLastIndex(lines, line => line == "    }");
            return string.Join("\n", lines[first..(last + 1)].Select(line => line.Length >= 4 ? line[4..] : line));
        }
    }

    /// <summary>The lines between the braces of G, without their indentation.</summary>
    public string Body
    {
        get
        {
            string[] lines = Member.Split('\n');
            int open = Array.IndexOf(lines, "{");
            return string.Join("\n", lines[(open + 1)..^1].Select(line => line.Length >= 4 ? line[4..] : line));
        }
    }

    private MethodInfo Method => _assembly.Value.GetType("Sample.Program")!.GetMethod("G")!;

    public object? Run(params object?[] arguments) => Method.Invoke(null, arguments);

    public TDelegate As<TDelegate>()
        where TDelegate : Delegate => Method.CreateDelegate<TDelegate>();

    /// <summary>Compiles files together; any diagnostic fails the test, but for those ignored.</summary>
    public static CSharpCompilation Compile(IReadOnlyList<string> texts, params string[] ignored)
    {
        CSharpParseOptions options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Emitted",
            texts.Select((text, i) => CSharpSyntaxTree.ParseText(text, options, $"G{i}.g.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        // CS8019 is a using directive without use, which the compiler itself hides.
        Diagnostic[] problems = [.. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden || diagnostic.Id == "CS8019")
            .Where(diagnostic => !ignored.Contains(diagnostic.Id))];
        string.Join("\n", problems.Take(5).Select(problem => problem + "\n" + problem.Location.SourceTree)).ShouldBeEmpty();
        return compilation;
    }

    public static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        compilation.Emit(image).Success.ShouldBeTrue();
        return Assembly.Load(image.ToArray());
    }
}
