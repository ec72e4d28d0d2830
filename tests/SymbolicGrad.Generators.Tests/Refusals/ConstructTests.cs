using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Refusals;

/// <summary>
/// C# beyond the supported language: each construct is refused once, where it stands (between [| and |]), with advice, and the method
/// beside it is differentiated all the same.
/// </summary>
public class ConstructTests
{
    private const string Annotated = "[Differentiable] public static ";
    private const string Taped = "[Differentiable(Derivatives.Taped)] public static ";

    public static TheoryData<string, string, string> Jumps => new()
    {
        { "SYG0001", Annotated + "double F(double x) { for (int i = 0; i < 3; i++) { x *= x; if (x > 9) [|goto done;|] } done: return x; }", "labels and goto" },
        { "SYG0001", Annotated + "double F(double x, int n) { switch (n) { case 1: x *= 2; [|goto case 2;|] case 2: return x; default: return -x; } }", "labels and goto" },
        { "SYG0001", Annotated + "double F(double x) { x++; [|again: x = x * x;|] return x; }", "labels and goto" },
        { "SYG0001", Annotated + "System.Collections.Generic.IEnumerable<double> F(double x) { [|yield return x;|] }", "into a Span<T> parameter" },
        { "SYG0001", Annotated + "async System.Threading.Tasks.Task<double> F(double x) { [|await System.Threading.Tasks.Task.Yield()|]; return x; }", "synchronous" },
        { "SYG0001", Annotated + "double F(double x) { [|lock (typeof(Net)) { x *= x; }|] return x; }", "around this one" },
        { "SYG0001", Annotated + "double F(double x) { [|using var s = new System.IO.MemoryStream();|] return x; }", "around this one" },
        { "SYG0001", Annotated + "double F(double x) { [|using (new System.IO.MemoryStream()) { x *= x; }|] return x; }", "around this one" },
        { "SYG0001", Annotated + "extern double [|F|](double x);", "needs a body" },
    };

    public static TheoryData<string, string, string> Types => new()
    {
        { "SYG0004", Annotated + "double F(double x) { double G(double v) => v; Func<double, double> [|g = G|]; return g(x); }", "use float" },
        { "SYG0004", Annotated + "double F(double x, Func<double, double> [|f|]) => f(x);", "use float" },
        { "SYG0003", Annotated + "double F(double x) => [|((Func<double, double>)(v => v * v))(x)|];", "a delegate may be any method" },
        { "SYG0004", Annotated + "double F(double x, dynamic [|d|]) => x * d;", "dynamic" },
        { "SYG0004", Annotated + "double F(double x) { dynamic [|d = x|]; return d; }", "dynamic" },
        { "SYG0004", Annotated + "decimal F(double x) => [|(decimal)x|];", "decimal" },
        { "SYG0004", Annotated + "double F(double x, string [|s|]) => x * s.Length;", "string" },
        { "SYG0004", Annotated + "double F(double x, object [|o|]) => x;", "object" },
        { "SYG0004", Annotated + "double F(double x, double? [|y|]) => x * y!.Value;", "double?" },
        { "SYG0004", Annotated + "double F(double x, ulong [|n|]) => x * n;", "ulong" },
        { "SYG0004", Annotated + "Half F(Half [|x|]) => x * x;", "System.Half" },
        { "SYG0004", Annotated + "Complex F(Complex [|x|]) => x * x;", "System.Numerics.Complex" },
        { "SYG0004", Annotated + "T F<T>(T [|x|]) where T : INumber<T> => x * x;", "IFloatingPointIeee754<T>" },
        { "SYG0004", Annotated + "double F(double[,,] [|x|]) => x[0, 0, 0];", "double[*,*,*]" },
        { "SYG0004", Annotated + "double F(double x) { var [|list = new System.Collections.Generic.List<double>()|]; list.Add(x); return list[0]; }", "List<double>" },
        { "SYG0004", Annotated + "unsafe double F(double x) { double* [|p = &x|]; return *p; }", "double*" },
        { "SYG0004", Annotated + "ref double [|F|](ref double x) => ref x;", "return the value" },
        { "SYG0014", Annotated + "void [|F|](double x) { }", "output" },
    };

    public static TheoryData<string, string, string> Calls => new()
    {
        { "SYG0009", "static double Last { get; set; } " + Annotated + "double F(double x) { [|Last|] = x; return x; }", "out parameter" },
        { "SYG0009", Annotated + "double F(double x) => x * [|DateTime.Now.Ticks|];", "as a parameter" },
        { "SYG0009", Annotated + "double F(double x) => x * [|Environment.TickCount|];", "as a parameter" },
        { "SYG0003", Annotated + "double F(double x) { [|Console.WriteLine(x)|]; return x; }", "input and output" },
        { "SYG0003", Annotated + "double F(double x) => [|BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) ^ 1)|];", "bits of a number" },
        { "SYG0003", Annotated + "double F(double x) => [|Math.ILogB(x)|] * x;", "Log2" },
        { "SYG0008", Annotated + "double F(double x) { static double G(double v) => v < 1 ? v : [|G(v / 2)|]; return G(x); }", "as a loop" },
        { "SYG0008", "static double A(double v) => v < 1 ? v : B(v / 2); static double B(double v) => [|A(v)|]; " + Annotated + "double F(double x) => A(x);", "as a loop" },
        { "SYG0025", "[Differentiable(Derivatives.Hessian | Derivatives.Taped)] public static double [|F|](double x, Span<double> y) { y[0] = x; return x; }", "Derivatives.Hessian" },
        { "SYG0025", "[Differentiable(Derivatives.Hvp)] public static (double, double) [|F|](double x) => (x, x);", "Derivatives.Hvp" },
    };

    public static TheoryData<string, string, string> Memory => new()
    {
        { "SYG0010", Annotated + "double F(double[] x, double[] y) { [|for (int i = 0; i < 3; i++) (x, y) = (y, x);|] return x[0]; }", "two rows of a matrix" },
        { "SYG0010", Annotated + "double F(double[] x, double[] y, bool b) { double[] a = x; [|if (b) a = y;|] return a[0]; }", "of its own" },
        { "SYG0002", Annotated + "double F(double[] x, double[] y) { double[] a = [|x[0] > 0 ? x : y|]; return a[0]; }", "use parameters" },
        { "SYG0002", Annotated + "double F(double[] x, double[]? y) { double[] a = [|y ?? x|]; return a[0]; }", "use parameters" },
        { "SYG0002", Annotated + "double F(double x) { double[] a = System.Buffers.ArrayPool<double>.Shared.Rent(3); a[0] = x; return a[0] * [|a|].Length; }", "AsSpan(0, n)" },
        { "SYG0002", Annotated + "double F(double x) { Span<double> a = [|System.Buffers.ArrayPool<double>.Shared.Rent(3)|]; a[0] = x; return a[0]; }", "AsSpan(0, n)" },
        { "SYG0002", Annotated + "double F(double x) { double[] a = System.Buffers.ArrayPool<double>.Shared.Rent(3); a[0] = x; System.Buffers.ArrayPool<double>.Shared.Return(a); return [|a[0]|]; }", "after the last use" },
        { "SYG0002", Annotated + "double F(double[] x) { double[] s = new double[5]; [|TensorPrimitives.SoftMax(x, s)|]; return s[0]; }", "pass a slice" },
        { "SYG0003", Annotated + "double F(Span<double> x, Span<double> y) { [|x.TryCopyTo(y)|]; return y[0]; }", "CopyTo" },
        { "SYG0003", Annotated + "double F(double[] x) { [|Array.Sort(x)|]; return x[0]; }", "find the order" },
        { "SYG0004", Annotated + "double F(double[][][] [|x|]) => x[0][0][0];", "T[,]" },
        { "SYG0004", Annotated + "double F(double[][,] [|x|]) => x[0][0, 0];", "T[,]" },
        { "SYG0004", Annotated + "double F(double x) { double[][] rows = [|new double[2][]|]; return x; }", "T[,]" },
        { "SYG0004", Annotated + "double F(double[][] x) { double[][] y = [|[x[0], x[1]]|]; return y[0][0]; }", "T[,]" },
        { "SYG0004", Annotated + "double[][] [|F|](double[][] x) => x;", "Span<T>" },
        { "SYG0004", Annotated + "double F(double[][] x) { static double G(double[][] y, int i) => i == 0 ? y[0][0] : y[i][0] + [|F(y)|]; return G(x, 1); }", "stays a call" },
        { "SYG0010", Annotated + "double F(double[][] x) { [|x[0] = x[1]|]; return x[0][0]; }", "a new variable" },
        { "SYG0010", Annotated + "double F(double[][] x) { ([|x[0]|], x[1]) = (x[1], x[0]); return x[0][0]; }", "stay where they are" },
        { "SYG0010", Annotated + "double F(double[][] x) { ref double[] r = ref [|x[0]|]; return r[0]; }", "stay where they are" },
        { "SYG0010", Annotated + "double F(double[][] x) { static void G(ref double[] v) => [|v = new double[1]|]; G(ref x[0]); return x[0][0]; }", "a new variable" },
        { "SYG0002", Annotated + "double F(double[][] x) { var y = (double[][])[|x|].Clone(); return y[0][0]; }", "the rows, their lengths" },
        { "SYG0002", Annotated + "double F(double[][] x) { double[] y = [|x[0][0] > 0 ? x[0] : x[1]|]; return y[0]; }", "use parameters" },
        { "SYG0015", Annotated + "double F(int[][] n, double x) { [|n[0][0] = 1|]; return n[0][0] * x; }", "span" },
        { "SYG0004", Annotated + "double F(Memory2D<double> [|m|]) => m.Span[0, 0];", "Span2D" },
        { "SYG0004", Annotated + "double[] [|F|](double[] x) => x;", "Span<T>" },
        { "SYG0013", Taped + "T F<T>(T[] x, Span<int> n) where T : IFloatingPointIeee754<T> { int k = 0; for (int i = 0; i < x.Length; i++) { k = [|n[k]|]; n[0] = i; x[k] = x[k] * x[i]; } return x[0]; }", "leave out Derivatives.Taped" },
    };

    public static TheoryData<string, string, string> Loops => new()
    {
        { "SYG0006", Annotated + "double F(double x) { [|foreach (int i in System.Linq.Enumerable.Range(0, 3)) x *= i;|] return x; }", "for loop" },
        { "SYG0006", Annotated + "double F(double x) { for (int i = 0; i < [|5|]; i--) x *= 2; return x; }", "leads away" },
        { "SYG0006", Annotated + "double F(double x) { [|for (int i = 0; i < 5; i += 0) x *= 2;|] return x; }", "step is 0" },
        {
            "SYG0011",
            Taped + "double F(double x, Span<int> n) { for (int i = 0; i < 3; i++) { int k = n[i]; n[i] = 2; [|for (int j = 0; j < k; j++) x = Math.Sin(x);|] } return x; }",
            "before the outermost loop"
        },
        { "SYG0011", Taped + "double F(double a) { double x = a; [|while (x * x - a > 1e-9) x = 0.5 * (x + a / x);|] return x; }", "leave out Derivatives.Taped" },
        { "SYG0011", Taped + "double F(double[] x, double u) { double s = 0; foreach (double v in x) { double h = v; [|do h = Math.Sin(h * u); while (h > 0.1);|] s += h; } return s; }", "leave out Derivatives.Taped" },
    };

    [Theory]
    [MemberData(nameof(Jumps))]
    [MemberData(nameof(Types))]
    [MemberData(nameof(Calls))]
    [MemberData(nameof(Memory))]
    [MemberData(nameof(Loops))]
    public void IsRefusedWhereItStands(string id, string marked, string advice)
    {
        string text = $$"""
            {{GeneratorHost.Usings}}
            public static partial class Net
            {
                {{marked}}
                [Differentiable] public static double Good(double x) => x * x;
            }
            """;
        int start = text.IndexOf("[|", StringComparison.Ordinal), end = text.LastIndexOf("|]", StringComparison.Ordinal) - 2;
        string source = text.Remove(end + 2, 2).Remove(start, 2);

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(GeneratorHost.Compile(source));
        Diagnostic refusal = diagnostics.ShouldHaveSingleItem();
        refusal.Id.ShouldBe(id);
        refusal.Severity.ShouldBe(DiagnosticSeverity.Error);
        source[refusal.Location.SourceSpan.Start..refusal.Location.SourceSpan.End].ShouldBe(source[start..end]);
        refusal.Location.SourceSpan.Start.ShouldBe(start);
        refusal.GetMessage(null).ShouldContain(advice);
        refusal.GetMessage(null).ShouldNotContain("{0}");
        GeneratorHost.Generate(GeneratorHost.Compile(source)).Keys.ShouldBe(["Net.Good.g.cs"]);
    }
}
