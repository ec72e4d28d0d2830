using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Refusals;

/// <summary>Calls into a compiled assembly that has no derivative to offer, and what is said of them.</summary>
public class AssemblyTests
{
    private const string Annotated = "[Differentiable] public static ";

    /// <summary>What the library is, the call, the id, and a part of the message.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        // Nobody annotated it.
        { "public static double G(double x) => x * x;", Annotated + "double F(double x) => [|Library.G(x)|] * x;", "SYG0003", "'Library.G': its source is not in this project; write the function here, or state its derivative by [BackwardOf]" },
        { "public static T G<T>(T x) where T : INumber<T> => x * x;", Annotated + "double F(double x) => [|Library.G(x)|] * x;", "SYG0003", "'Library.G': its source is not in this project" },

        // Nothing says that every element is written, and those that are not keep what they had.
        {
            Annotated + "void G(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i]; }",
            Annotated + "double F(ReadOnlySpan<double> x) { double[] y = new double[5]; y[4] = x[0]; [|Library.G(x, y)|]; return y[0] * y[4]; }",
            "SYG0031", "state [Output]"
        },

        // The library was built without the analyzer, which would have said so.
        {
            "public static double G(double x) => x * x; [BackwardOf(typeof(Library), nameof(G))] public static void GBackward(double x, ref double dx) => dx += 2 * x;",
            Annotated + "double F(double x) => [|Library.G(x)|];", "SYG0003", "which has another signature"
        },

        // What a call cannot be given or give.
        { Annotated + "double G(double[] x) => x[0] * x[0];", Annotated + "double F(double[] x) => [|Library.G(x)|];", "SYG0004", "a span or a Span2D" },
        { Annotated + "(double A, double B) G(double x) => (x, x * x);", Annotated + "double F(double x) { var r = [|Library.G(x)|]; return r.A * r.B; }", "SYG0004", "out parameters" },
        { "public partial class C { [Differentiable] public double G(double x) => x * x; }", Annotated + "double F(double x) => [|new Library.C().G(x)|];", "SYG0003", "make it static" },
        { "public static partial class C<T> where T : IFloatingPointIeee754<T> { [Differentiable] public static T G(T x) => x * x; }", Annotated + "double F(double x) => [|Library.C<double>.G(x)|];", "SYG0003", "let the method be generic, not its type" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedAtTheCall(string library, string marked, string id, string message)
    {
        Refused(GeneratorHost.Complete(GeneratorHost.CompileLibrary(library)), marked, id, message);
    }

    /// <summary>The attribute alone promises nothing: the members that the generator adds are what is called.</summary>
    [Fact]
    public void An_annotated_method_compiled_without_the_generator_is_refused() => Refused(
        GeneratorHost.CompileLibrary(Annotated + "double G(double x) => x * x;"),
        Annotated + "double F(double x) => [|Library.G(x)|] * x;",
        "SYG0003",
        "its assembly has no GBackward with the signature that this version generates");

    /// <summary>Another signature than the one that would be generated is not guessed at.</summary>
    [Theory]
    [InlineData("public static void GBackward(double x, ref double dx) => dx += 2 * x;")]
    [InlineData("public static void GBackward(double dResult, double x, ref double dx) => dx += 2 * x * dResult;")]
    [InlineData("public static void GBackward(float x, float dResult, ref float dx) => dx += 2 * x * dResult;")]
    [InlineData("public static double GBackward(double x, double dResult, ref double dx) => dx += 2 * x * dResult;")]
    public void An_unfitting_member_is_no_derivative(string member) => Refused(
        GeneratorHost.CompileLibrary(Annotated + "double G(double x) => x * x; " + member),
        Annotated + "double F(double x) => [|Library.G(x)|] * x;",
        "SYG0003",
        "its assembly has no GBackward");

    /// <summary>In an editor a referenced project is a compilation, whose source is there but not part of this one.</summary>
    [Fact]
    public void A_referenced_project_is_called_as_a_compiled_assembly_is()
    {
        Compilation library = GeneratorHost.Complete(GeneratorHost.CompileLibrary(
            Annotated + "double G(double x) => x * x; public static double Cube(double x) => x * x * x; [BackwardOf(typeof(Library), nameof(Cube))] public static void CubeBackward(double x, double dResult, ref double dx) => dx += 3 * x * x * dResult; "
            + "[BackwardOf(typeof(Library), nameof(G))] internal static void InternalBackward(double x, double dResult, ref double dx) => dx += 2 * x * dResult;"));
        CSharpCompilation user = GeneratorHost.CompileMembers(Annotated + "double F(double x) => Library.G(x) * Library.Cube(x);");
        string fromProject = GeneratorHost.Generate(user.AddReferences(library.ToMetadataReference())).Single().Value;
        fromProject.ShouldContain("Library.GBackward(");
        fromProject.ShouldContain("Library.CubeBackward(");
        fromProject.ShouldBe(GeneratorHost.Generate(user.AddReferences(MetadataReference.CreateFromImage(GeneratorHost.Image(library)))).Single().Value);
    }

    private static void Refused(Compilation library, string marked, string id, string message)
    {
        string text = $"{GeneratorHost.Usings}public static partial class Net\n{{\n{marked}\n}}\n";
        string expected = text[(text.IndexOf("[|", StringComparison.Ordinal) + 2)..text.IndexOf("|]", StringComparison.Ordinal)];
        string source = text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        CSharpCompilation user = GeneratorHost.Compile(source).AddReferences(MetadataReference.CreateFromImage(GeneratorHost.Image(library)));
        user.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(user);
        Diagnostic refusal = diagnostics.ShouldHaveSingleItem();
        refusal.Id.ShouldBe(id);
        refusal.GetMessage(null).ShouldContain(message);
        source[refusal.Location.SourceSpan.Start..refusal.Location.SourceSpan.End].ShouldBe(expected);
        GeneratorHost.Generate(user).ShouldBeEmpty();
    }
}
