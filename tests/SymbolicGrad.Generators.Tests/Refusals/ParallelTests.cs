using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Refusals;

/// <summary>Loops that workers cannot share are refused, at the loop or at what is written, with the name of what passes on.</summary>
public class ParallelTests
{
    private const string Parallel = "[Differentiable(Parallel = true)] public static ";

    /// <summary>The marked source and what the message says.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { Parallel + "double [|F|](double x) => x * x;", "no loop over samples" },
        { Parallel + "void [|F|](ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i]; }", "no loop over samples" },
        { Parallel + "double F(double[] x) { double h = 0; [|for (int i = 0; i < x.Length; i++) h = Math.Tanh(h + x[i]);|] return h; }", "'h' passes from one iteration of this loop to the next" },
        { Parallel + "double F(double[] x) { double p = 1; [|for (int i = 0; i < x.Length; i++) p *= x[i];|] return p; }", "'p' passes" },
        { Parallel + "double F(double[] x) { double m = x[0]; [|for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]);|] return m; }", "'m' passes" },
        { Parallel + "void F(double[] x, double[] y) { double s = 0; [|for (int i = 0; i < x.Length; i++) { s += x[i]; y[i] = s * s; }|] }", "'s' passes" },
        { Parallel + "double F(double[] x) { double s = 0, last = 0; [|for (int i = 0; i < x.Length; i++) { last = Math.Sin(x[i]); s += last; }|] return s * last; }", "'last' passes" },
        { Parallel + "double F(double[] x) { double s = 0; [|for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; if (s > 3) break; }|] return s; }", "without break or return" },
        { Parallel + "double F(double[] x) { double s = 0; int i = 0; [|while (i < x.Length && s < 3) { s += x[i] * x[i]; i++; }|] return s; }", "write a for loop" },
        { Parallel + "double F(double[] x) { double s = 0; [|for (int i = 0; i < x.Length; i += 2) s += x[i] * x[i];|] return s; }", "one by one" },
        { Parallel + "void F(Span<double> x) { for (int i = 1; i < x.Length; i++) [|x[i] = Math.Sin(x[i - 1])|]; }", "elements of 'x'" },
        { Parallel + "void F(double[] x, int[] at, Span<double> y) { for (int i = 0; i < x.Length; i++) [|y[at[i]] = x[i] * x[i]|]; }", "elements of 'y'" },
        { Parallel + "double F(double[] x, double[] w) { double s = 0; double[] h = new double[2]; for (int i = 0; i < x.Length; i++) { [|h[i % 2] = x[i] * w[i]|]; s += h[0] * h[1]; } return s; }", "elements of 'h'" },
        { "[Differentiable(Parallel = true, Reassociate = false)] public static double [|F|](double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }", "leave out one of the two" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheNameOfWhatPassesOn(string marked, string message)
    {
        string text = $"{GeneratorHost.Usings}public static partial class Net\n{{\n{marked}\n}}\n";
        int start = text.IndexOf("[|", StringComparison.Ordinal), end = text.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(GeneratorHost.Compile(source));
        Diagnostic refusal = diagnostics.ShouldHaveSingleItem();
        refusal.Id.ShouldBe("SYG0033");
        refusal.GetMessage(null).ShouldContain(message);
        source[refusal.Location.SourceSpan.Start..refusal.Location.SourceSpan.End].ShouldBe(source[start..end]);
        GeneratorHost.Generate(GeneratorHost.Compile(source)).ShouldBeEmpty();
    }
}
