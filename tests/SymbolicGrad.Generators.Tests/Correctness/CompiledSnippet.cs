using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>A row of the table, generated, compiled and loaded.</summary>
internal sealed class CompiledSnippet : IDisposable
{
    /// <summary>A partial declaration that the generator will implement.</summary>
    private const string IsNotImplementedYet = "CS8795";

    private static readonly string[] Modes = ["Jvp", "Hvp", "Hessian", "Jacobian"];

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
        Jvp = Find<Func<double[], double[], double[]>>(caller, "Jvp");
        Hvp = Find<Func<double[], double[], double[]>>(caller, "Hvp");
        Hessian = Find<Func<double[], double[]>>(caller, "Hessian");
        Jacobian = Find<Func<double[], double[]>>(caller, "Jacobian");
        ModesAllocated = [.. Modes
            .Select(name => (name, Find<Func<double[], double[], long>>(caller, name + "Allocated")))
            .Where(found => found.Item2 is not null)
            .Select(found => (found.name, found.Item2!))];
        Generated = generated;
    }

    private CompiledSnippet((CallingProgram Program, Type Caller, string Generated, AssemblyLoadContext Context) compiled)
        : this(compiled.Program, compiled.Caller, compiled.Generated) => _context = compiled.Context;

    /// <summary>The row with every mode asked for.</summary>
    public static CompiledSnippet InAllModes(Snippet snippet) =>
        new(new CallingProgram(snippet, AnnotatedMethod(Written(snippet, ImageOfLibrary(snippet)))).InAllModes());

    private static byte[]? ImageOfLibrary(Snippet snippet) =>
        snippet.Library is { } members ? GeneratorHost.Image(GeneratorHost.Complete(GeneratorHost.CompileLibrary(members))) : null;

    private static CSharpCompilation Written(Snippet snippet, byte[]? library)
    {
        CSharpCompilation written = snippet.Owner is null
            ? GeneratorHost.CompileMembers(snippet.Source)
            : GeneratorHost.Compile(GeneratorHost.Usings + snippet.Source);
        return library is null ? written : written.AddReferences(MetadataReference.CreateFromImage(library));
    }

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

    /// <summary>The outputs and then their tangents, for a point and a direction.</summary>
    public Func<double[], double[], double[]>? Jvp { get; }

    public Func<double[], double[], double[]>? Hvp { get; }

    public Func<double[], double[]>? Hessian { get; }

    /// <summary>The outputs and then the Jacobian.</summary>
    public Func<double[], double[]>? Jacobian { get; }

    /// <summary>What a call of each of these members allocates.</summary>
    public IReadOnlyList<(string Member, Func<double[], double[], long> Allocated)> ModesAllocated { get; }

    /// <summary>The generated text, for messages.</summary>
    public string Generated { get; }

    public void Dispose() => _context?.Unload();

    private static (CallingProgram Program, Type Caller, string Generated, AssemblyLoadContext Context) Compile(Snippet snippet)
    {
        byte[]? library = ImageOfLibrary(snippet);
        CSharpCompilation written = Written(snippet, library);
        Diagnostic[] errors = [.. written.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

        // What calls a declaration without a body compiles only when that is generated.
        errors.Where(_ => !errors.Any(error => error.Id == IsNotImplementedYet)).ShouldBeEmpty("the row itself does not compile");
        GeneratorHost.Analyze(written).ShouldBeEmpty("refused");
        CallingProgram program = new(snippet, AnnotatedMethod(written));
        Compilation complete = DirtyScratch.Use(GeneratorHost.Complete(written.AddSyntaxTrees(CSharpSyntaxTree.ParseText(program.Text(), GeneratorHost.ParseOptions, "Caller.cs"))));

        AssemblyLoadContext context = new("snippet", isCollectible: true);
        if (library is not null)
        {
            context.LoadFromStream(new MemoryStream(library));
        }

        using MemoryStream image = new(GeneratorHost.Image(complete));
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
