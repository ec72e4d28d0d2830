using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>A row of the table, generated, compiled and loaded.</summary>
internal sealed class CompiledSnippet : IDisposable
{
    private readonly AssemblyLoadContext? _context;

    /// <summary>Compiles the row alone.</summary>
    public CompiledSnippet(Snippet snippet)
        : this(Compile(snippet))
    {
    }

    /// <summary>A row that was compiled and loaded together with others.</summary>
    public CompiledSnippet(CallingProgram program, Type caller, string generated)
    {
        Program = program;
        Value = Find<Func<double[], double[]>>(caller, "Value")!;
        Backward = Find<BackwardFunction>(caller, "Backward")!;
        Allocated = Find<Func<double[], double[], double[], long>>(caller, "Allocated")!;
        Gradient = Find<Func<double[], double[], double[]>>(caller, "Gradient");
        Forward = Find<Func<double[], double[]>>(caller, "Forward");
        TapedBackward = Find<BackwardFunction>(caller, "TapedBackward");
        Generated = generated;
    }

    private CompiledSnippet((CallingProgram Program, Type Caller, string Generated, AssemblyLoadContext Context) compiled)
        : this(compiled.Program, compiled.Caller, compiled.Generated) => _context = compiled.Context;

    /// <summary>A vector–Jacobian product that is added to what is given; one named array may be too short.</summary>
    public delegate (double[] Gradient, Exception? Thrown) BackwardFunction(double[] point, double[] upstream, double[] initial, string shortened);

    public CallingProgram Program { get; }

    public Func<double[], double[]> Value { get; }

    public BackwardFunction Backward { get; }

    public Func<double[], double[], double[], long> Allocated { get; }

    /// <summary>The value and then the gradient; the gradients' arrays hold the second argument before.</summary>
    public Func<double[], double[], double[]>? Gradient { get; }

    public Func<double[], double[]>? Forward { get; }

    public BackwardFunction? TapedBackward { get; }

    /// <summary>The generated text, for messages.</summary>
    public string Generated { get; }

    public void Dispose() => _context?.Unload();

    private static (CallingProgram Program, Type Caller, string Generated, AssemblyLoadContext Context) Compile(Snippet snippet)
    {
        CSharpCompilation written = snippet.Owner is null
            ? GeneratorHost.CompileMembers(snippet.Source)
            : GeneratorHost.Compile(GeneratorHost.Usings + snippet.Source);
        written.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty("the row itself does not compile");
        GeneratorHost.Analyze(written).ShouldBeEmpty("refused");
        CallingProgram program = new(snippet, AnnotatedMethod(written));
        Compilation complete = GeneratorHost.Complete(written.AddSyntaxTrees(CSharpSyntaxTree.ParseText(program.Text(), GeneratorHost.ParseOptions, "Caller.cs")));

        using MemoryStream image = new();
        complete.Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        AssemblyLoadContext context = new("snippet", isCollectible: true);
        string generated = string.Join("\n", complete.SyntaxTrees.Skip(2).Select(tree => tree.ToString()));
        return (program, context.LoadFromStream(image).GetType("Caller")!, generated, context);
    }

    private static IMethodSymbol AnnotatedMethod(CSharpCompilation compilation) => compilation
        .GetSymbolsWithName("F", SymbolFilter.Member)
        .OfType<IMethodSymbol>()
        .First(method => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DifferentiableAttribute"));

    private static T? Find<T>(Type caller, string name)
        where T : Delegate => caller.GetMethod(name, BindingFlags.Public | BindingFlags.Static)?.CreateDelegate<T>();
}
