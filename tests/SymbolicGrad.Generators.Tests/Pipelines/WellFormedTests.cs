using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Tests.Reading;

namespace SymbolicGrad.Generators.Tests.Pipelines;

/// <summary>What the passes leave behind is well formed: every member of every program passes the verifier.</summary>
public class WellFormedTests
{
    [Theory]
    [InlineData("public static double F(double u, ReadOnlySpan<double> x) { double h = 0; for (int t = 0; t < x.Length; t++) h = Math.Tanh(u * h + x[t]); return h; }")]
    [InlineData("public static void F(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1]; }")]
    [InlineData("public static double F(double x, double a) { if (x < 0) return a * x; double s = Math.Sqrt(x); if (s > 2) { if (a > 0) return s * a; s *= a; } return s + x; }")]
    [InlineData("public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) y[n, k] = Math.Tanh(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k))); }")]
    [InlineData("public static double F(double[,] x, double[] w) { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) z += x[n, i] > w[i] ? Math.Exp(w[i] * x[n, i]) : Math.Sin(x[n, i]); s += Math.Log(z); } return s; }")]
    [InlineData("public static void F(Span2D<double> x, double c) { double[] t = new double[x.Width]; for (int n = 0; n < x.Height; n++) { for (int i = 0; i < x.Width; i++) t[i] = Math.Exp(c * x[n, i]); for (int i = 0; i < x.Width; i++) for (int j = i + 1; j < x.Width; j++) x[n, i] += t[i] * t[j] * x[n, j]; } }")]
    [InlineData("public static double F(Span2D<double> m) { for (int k = 0; k < m.Height; k++) for (int i = k + 1; i < m.Height; i++) for (int j = k; j < m.Width; j++) m[i, j] -= m[i, k] * m[k, j]; return m[1, 1]; }")]
    public void EveryMemberIsWellFormed(string method)
    {
        DifferentiableMethod model = SourceProgram.OfMembers("[Differentiable(Derivatives.Taped)] " + method).Read().Method!;
        Derivation derivation = Pipeline.Derive(model);
        derivation.Refusals.ShouldBeEmpty();
        derivation.Members.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (Member member in derivation.Members)
        {
            string.Join("\n", Verifier.Verify(member.Function)).ShouldBeEmpty(Printer.Print(member.Function));
        }
    }

    [Theory]
    [InlineData("public static double F(double a, ReadOnlySpan<double> x) { double s = 0; int n = 0; for (int t = 0; t < x.Length; t++) { s += Math.Sin(a * x[t]); n++; } return s / n; }")]
    [InlineData("public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) y[n, k] = Math.Tanh(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k))); }")]
    [InlineData("public static double F(double[][] x, double[] w) { double s = 0; for (int n = 0; n < x.Length; n++) { double h = 0; for (int j = 0; j < x[n].Length; j++) h = Math.Tanh(h + w[j] * x[n][j]); s += h * n; } return s; }")]
    public void WhatWorkersShareIsWellFormed(string method)
    {
        Derivation derivation = Pipeline.Derive(SourceProgram.OfMembers("[Differentiable(Parallel = true)] " + method).Read().Method!);
        derivation.Refusals.ShouldBeEmpty();
        foreach (Function function in derivation.Members.SelectMany(member => member.Ranges.Select(range => range.Function).Append(member.Function)))
        {
            string.Join("\n", Verifier.Verify(function)).ShouldBeEmpty(Printer.Print(function));
        }

        derivation.Members.ShouldAllBe(member => member.Ranges.Count > 0);
    }
}
