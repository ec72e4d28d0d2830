using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Refusals;

/// <summary>What cannot be differentiated is refused at the exact expression, which the sources mark with [| and |].</summary>
public class RefusalTests
{
    private const string Differentiable = "[Differentiable] public static ";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "SYG0002", Differentiable + "double F(double x, int n) => [|n switch { 1 => x, 2 => -x }|];", "it does not cover every value" },
        { "SYG0001", Differentiable + "double F(double x) { [|try { return x; } finally { }|] }", "around this one" },
        { "SYG0001", Differentiable + "double F(double x) { if (x < 0) [|throw new ArgumentException();|] return x; }", "around this one" },
        { "SYG0002", Differentiable + "double F(double x) => x switch { > 1 => x, _ => [|throw new ArgumentException()|] };", "around this one" },
        { "SYG0002", Differentiable + "double F(double[] x) => x is [|[var a, ..]|] ? a : 0;", "patterns of numbers" },
        { "SYG0002", Differentiable + "double F(double[] x) => x is [|{ Length: > 1 }|] ? x[1] : x[0];", "patterns of numbers" },
        { "SYG0002", Differentiable + "double F(double[] x) => x switch { [|null|] => 0, _ => x[0] };", "null" },
        { "SYG0002", Differentiable + "double F(double x, int n) => x * checked([|n + 1|]);", "unchecked" },
        { "SYG0004", Differentiable + "double F(double x) { Func<double, double> [|f = v => v * v|]; return f(x); }", "float, double" },
        { "SYG0004", Differentiable + "double F(double x) { decimal [|d = (decimal)x|]; return (double)d; }", "use double" },
        { "SYG0004", Differentiable + "double F(double x) { string [|s = \"a\"|]; return x * s.Length; }", "float, double" },
        { "SYG0009", "static double last; " + Differentiable + "double F(double x) { [|last|] = x; return x; }", "out parameter" },
        { "SYG0003", Differentiable + "double F(double x) => [|Math.BitIncrement(x)|];", "Math.BitIncrement" },
        { "SYG0003", Differentiable + "double F(double x) => x * [|Random.Shared.NextDouble()|];", "draw random numbers" },
        { "SYG0003", Differentiable + "double F(double x) => x + [|double.Parse(\"1\")|];", "functions like it" },
        { "SYG0001", Differentiable + "double F(double x) { x = x + 1; [|goto done;|] done: return x; }", "labels and goto" },
        { "SYG0001", Differentiable + "double F(double[] x, int n) { ref double [|first = ref (n > 0 ? ref x[0] : ref x[1])|]; return first * first; }", "if and else" },
        { "SYG0001", Differentiable + "double F(double[] x) { ref double [|first = ref First(x)|]; return first * first; } static ref double First(double[] x) => ref x[0];", "not by reference" },
        { "SYG0010", Differentiable + "double F(double[] x, double[] y, int n) { ref double r = ref x[0]; [|if (n > 0) r = ref y[1];|] return r * r; }", "in both branches" },
        { "SYG0010", Differentiable + "double F(double[] x, double[] y) { ref double r = ref x[0]; [|for (int i = 0; i < 3; i++) { r *= 2; r = ref y[i]; }|] return r * r; }", "rows of a matrix" },
        { "SYG0008", Differentiable + "double F(double x) => G(x); static double G(double x) => x < 1 ? x : [|G(x / 2)|];", "annotate it" },
        { "SYG0008", Differentiable + "double F(double x) { double G(double v) => v < 1 ? v : [|G(v / 2)|]; return G(x); }", "a static method" },
        { "SYG0008", "[Differentiable(Derivatives.Taped)] public static double F(double x) => x < 1 ? x : [|F(x / 2)|];", "leave out Derivatives.Taped" },
        { "SYG0004", Differentiable + "double F(double[] x, int n) => n == 0 ? x[0] : [|F(x, n - 1)|];", "a span or a Span2D" },
        { "SYG0010", Differentiable + "void F(Span<double> x, ReadOnlySpan<double> y, int n) { if (n > 0) [|F(x, x, n - 1)|]; x[0] = y[0]; }", "pass a copy" },
        { "SYG0002", Differentiable + "void F(ref double a, Span<double> x, int n) { if (n > 0) F(ref [|x[0]|], x, n - 1); a = a * x[0]; }", "pass a local" },
        { "SYG0031", Differentiable + "double F(double x, [NoGradient] double k, int n) => n == 0 ? x : [|F(x, k * x, n - 1)|];", "Grad.Stop" },
        { "SYG0031", "[Differentiable(Derivatives.Jvp)] public static double F(double x, int n) => n == 0 ? x : x * [|F(x, n - 1)|];", "forward mode" },
        { "SYG0030", Differentiable + "double F(double x) => G(x); static double G(double x) => x; [BackwardOf(typeof(Net), nameof(G))] static void [|GBackward|](double x, ref double dx) => dx += x;", "static void GBackward(double x, double dResult, ref double dx)" },
        { "SYG0010", Differentiable + "double F(double[] x, double[] y) { double[] a = x; for (int i = 0; i < 2; i++) { double t = a[0]; a = y; } return a[0]; }", "" },
        { "SYG0010", Differentiable + "double F(double x) { double a = x; G(ref a, ref [|a|]); return a; } static void G(ref double p, ref double q) { p += 1; q *= 2; }", "copy" },
        { "SYG0002", Differentiable + "double F(double x) => x * [|(BitConverter.DoubleToInt64Bits(x) & 1)|];", "" },
        { "SYG0014", Differentiable + "double [|F|](int n) => n;", "differentiable input" },
        { "SYG0014", Differentiable + "int [|F|](double x) => x > 0 ? 1 : 0;", "differentiable output" },
        { "SYG0026", "[Differentiable] public static double F(double x) => x; public static partial double [|FGradient|](double x, ref double dx);", "double FGradient(double x, out double dx)" },
        { "SYG0026", "[Differentiable] public static void F(double x, out double y, out double z) { y = x; z = x; } public static partial double [|FGradient|](double x);", "no member FGradient" },
        { "SYG0026", "[Differentiable] public static double F(ReadOnlySpan<double> v) => v[0]; public static partial double [|FJvp|](ReadOnlySpan<double> v, Span<double> tv, out double tResult);", "ReadOnlySpan<double> tv" },
        { "SYG0008", "[Differentiable] public static double F(double x) { [|FGradient(x, out double d)|]; return d; } public static partial double FGradient(double x, out double dx);", "" },
        { "SYG0025", "[Differentiable(Derivatives.Hvp)] public static void [|F|](double x, out double y, out double z) { y = x; z = x; }", "Derivatives.Hvp" },
        { "SYG0015", "[Differentiable(Derivatives.Jvp)] public static double [|F|]((double X, double Y) a) => a.X * a.Y;", "structures in the signature" },
        { "SYG0030", Differentiable + "double F(double x) => G(x); static double G(double x) => x; [BackwardOf(typeof(Net), nameof(G))] static void [|GBackward|]<T>(T x, T dResult, ref T dx) => dx = dResult;", "static void GBackward(double x, double dResult, ref double dx)" },
        { "SYG0030", Differentiable + "double F(double x) => G(x); static T G<T>(T x) => x; [BackwardOf(typeof(Net), nameof(G))] static void [|GBackward|](double x, double dResult, ref double dx) => dx += dResult;", "none" },
        { "SYG0030", Differentiable + "double F(double x) => H(x); static T H<T>(T x) where T : IFloatingPointIeee754<T> => x; [BackwardOf(typeof(Net), nameof(H))] static void [|HBackward|](double x, double dResult, ref double dx) => dx += dResult;", "static void HBackward<T>(T x, T dResult, ref T dx)" },
        { "SYG0030", Differentiable + "double F(double x) { var (a, b) = G(x); return a * b; } static (double, double) G(double x) => (x, x * x); [BackwardOf(typeof(Net), nameof(G))] static void [|GBackward|](double x, ref double dx) => dx += 1;", "its result a number" },
        { "SYG0002", Differentiable + "double F(double x) { int n = [|checked((int)x * 2)|]; return n * x; }", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWhereItStands(string id, string marked, string advice)
    {
        string text = $"{GeneratorHost.Usings}public static partial class Net\n{{\n{marked}\n}}\n";
        int start = text.IndexOf("[|", StringComparison.Ordinal), end = text.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(GeneratorHost.Compile(source));
        diagnostics.ShouldNotContain(diagnostic => diagnostic.Id == "AD0001");
        Diagnostic refusal = diagnostics.ShouldHaveSingleItem();
        if (advice.Length > 0)
        {
            refusal.Id.ShouldBe(id);
            refusal.GetMessage(null).ShouldContain(advice);
            source[refusal.Location.SourceSpan.Start..refusal.Location.SourceSpan.End].ShouldBe(source[start..end]);
        }

        GeneratorHost.Generate(GeneratorHost.Compile(source)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public static class Net { [Differentiable] public static double [|F|](double x) => x; }", "SYG0005")]
    [InlineData("file static partial class Net { [Differentiable] public static double [|F|](double x) => x; }", "SYG0005")]
    public void ContainersThatCannotTakeMembersAreRefused(string marked, string id)
    {
        string source = GeneratorHost.Usings + marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        GeneratorHost.Analyze(GeneratorHost.Compile(source)).ShouldHaveSingleItem().Id.ShouldBe(id);
        GeneratorHost.Generate(GeneratorHost.Compile(source)).ShouldBeEmpty();
    }

    [Fact]
    public void OtherMethodsAreStillDifferentiated()
    {
        IReadOnlyDictionary<string, string> files = GeneratorHost.Generate(GeneratorHost.CompileMembers(
            Differentiable + "double Bad(double x) { again: x /= 2; if (x > 1) goto again; return x; }" + Differentiable + "double Good(double x) => x * x;"));
        files.Keys.ShouldBe(["Net.Good.g.cs"]);
    }

    [Fact]
    public void WithoutTheAttributeNothingIsSaid() =>
        GeneratorHost.Analyze(GeneratorHost.CompileMembers("public static double F(double x) { again: x /= 2; if (x > 1) goto again; return x; }")).ShouldBeEmpty();
}
