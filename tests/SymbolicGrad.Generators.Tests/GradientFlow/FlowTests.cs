using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Robustness;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>The rules of gradient flow: what they find, in several spellings and on the exact expression, and what they leave alone.</summary>
public class FlowTests
{
    [Theory]
    [InlineData("SYG1001", "a", "public static double F(double a, [NoGradient] double x, [InRange(-1, 1)] double w, [NoGradient] double t) => Softplus(w * Sigmoid(Sigmoid(Sigmoid(a * x) + 1) - 1)) - t * w;")]
    [InlineData("SYG1001", "a", "public static double F(double a, [NoGradient] double v) => L(L(L(a * v))); private static double L(double z) => 1 / (1 + Math.Exp(-Sigmoid(z)));")]
    [InlineData("SYG1001", "a", "public static double F([InRange(2, 9)] double a) => Math.Tanh(2 + Math.Tanh(2 + Math.Tanh(a)));")]
    [InlineData("SYG1001", "a", "public static double F(ReadOnlySpan<double> a, [NoGradient] double v) => Sigmoid(v * Sigmoid(v * Sigmoid(v * a[0])));")]
    [InlineData("SYG1001", "a", "public static (double, double) F(double a, [NoGradient] double v) { double s = Sigmoid(v * Sigmoid(v * Sigmoid(a))); return (s, 2 - s); }")]
    [InlineData("SYG1001", "a", "public static void F(ReadOnlySpan<float> a, [NoGradient] float v, Span<float> y) { for (int i = 0; i < y.Length; i++) y[i] = Sigmoid(v * Sigmoid(v * Sigmoid(a[i]))); }")]
    [InlineData("SYG1001", "a", "public static void F(double a, [NoGradient] double v, out double s, out double t) { s = Sigmoid(v * Sigmoid(v * Sigmoid(a))); t = Sigmoid(v * s); }")]
    [InlineData("SYG1001", "a", "public static P F(double a, [NoGradient] double v) => new P(Sigmoid(v * Sigmoid(v * Sigmoid(v * Sigmoid(a)))), v); public readonly record struct P(double X, double Y);")]
    [InlineData("SYG1001", "a", "public static void F(double[] a, [NoGradient] double v, double[] y) { double[] h = new double[y.Length]; for (int i = 0; i < y.Length; i++) h[i] = Sigmoid(v * Sigmoid(a[i])); for (int i = 0; i < y.Length; i++) y[i] = Sigmoid(v * h[i]); }")]
    [InlineData("SYG1003", "(y - t) * (y - t)", "public static double F(double w, [NoGradient] double t) { double y = Sigmoid(w); return (y - t) * (y - t); }")]
    [InlineData("SYG1003", "0.5 * (y - t) * (y - t)", "public static double F(double w, [NoGradient] double t) { double y = Math.Tanh(w); return 0.5 * (y - t) * (y - t); }")]
    [InlineData("SYG1003", "Math.Pow(t - Sigmoid(w), 2)", "public static double F(double w, [NoGradient] double t) => 0.5 * Math.Pow(t - Sigmoid(w), 2);")]
    [InlineData("SYG1003", "e * e", "public static double F(double w, [NoGradient] double[] x, [NoGradient] double[] t) { double s = 0; for (int i = 0; i < x.Length; i++) { double e = Sigmoid(w * x[i]) - t[i]; s += e * e; } return s / x.Length; }")]
    [InlineData("SYG1003", "e * e", "public static float F(float w, [NoGradient] float t) => Square(MathF.Tanh(w) - t); private static float Square(float e) => e * e;")]
    [InlineData("SYG1002", "Sigmoid(z)", "public static double F([InRange(8, 40)] double z) => Sigmoid(z);")]
    [InlineData("SYG1002", "Math.Tanh(z)", "public static double F([InRange(-40, -5)] double z) => Math.Tanh(z);")]
    [InlineData("SYG1002", "MathF.Tanh(z)", "public static float F([InRange(5, 40)] float z) => MathF.Tanh(z);")]
    [InlineData("SYG1002", "double.Tanh(z)", "public static double F([InRange(5, 40)] double z) => double.Tanh(z);")]
    [InlineData("SYG1002", "T.Tanh(z)", "public static T F<T>([InRange(5, 40)] T z) where T : IFloatingPointIeee754<T> => T.Tanh(z);")]
    [InlineData("SYG1002", "Math.Tanh(8 + Math.Exp(z))", "public static double F(double z) => Math.Tanh(8 + Math.Exp(z));")]
    [InlineData("SYG1002", "Sigmoid(10 + z * z)", "public static double F(double z) => Sigmoid(10 + z * z);")]
    [InlineData("SYG1002", "Math.Tanh(z)", "public static double F(double z) { if (z > 8) return Math.Tanh(z); return z; }")]
    [InlineData("SYG1002", "Sigmoid(x[i])", "public static double F([InRange(9, 99)] double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Sigmoid(x[i]); return s; }")]
    [InlineData("SYG1002", "Sigmoid(z)", "public static double F([InRange(8, 40)] double x) => Gate(x); private static double Gate(double z) => Sigmoid(z);")]
    [InlineData("SYG1002", "Elu(z)", "public static double F([InRange(-40, -8)] double z) => Elu(z);")]
    [InlineData("SYG1002", "Softsign(z)", "public static double F([InRange(60, 99)] double z) => Softsign(z);")]
    [InlineData("SYG1002", "Erf(z)", "public static double F([InRange(4, 9)] double z) => Erf(z);")]
    [InlineData("SYG1002", "TensorPrimitives.Sigmoid(x, y)", "public static void F([InRange(9, 99)] ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Sigmoid(x, y);")]
    [InlineData("SYG1002", "Sigmoid(s.Z)", "public static double F(S s) => Sigmoid(s.Z) + s.Y; public struct S { [InRange(8, 40)] public double Z; public double Y; }")]
    [InlineData("SYG1002", "Sigmoid(s.Z)", "public static double F(S s) => Sigmoid(s.Z) * s.Y; public readonly record struct S([InRange(8, 40)] double Z, double Y);")]
    [InlineData("SYG1002", "Sigmoid(s.Inner.Z)", "public static double F(S s) => Sigmoid(s.Inner.Z); public struct S { [InRange(8, 40)] public T Inner { get; set; } } public struct T { public double Z { get; set; } }")]
    [InlineData("SYG1002", "Sigmoid(s.X[0])", "public static double F(S s) => Sigmoid(s.X[0]); public ref struct S { [InRange(8, 40)] public ReadOnlySpan<double> X; }")]
    [InlineData("SYG1002", "Math.Tanh(s.Z)", "public static double F([InRange(8, 40)] S s) => Math.Tanh(s.Z); public struct S { public double Z; }")]
    [InlineData("SYG1006", "Relu(z + Offset)", "public static double F([InRange(-1, 1)] double z) => Relu(z + Offset); [InRange(-9, -2)] private static readonly double Offset = double.Parse(\"-3\");")]
    [InlineData("SYG1004", "Math.Tanh(w * x[t] + u * h)", "public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Math.Tanh(w * x[t] + u * h); return h; }")]
    [InlineData("SYG1004", "Sigmoid(w * x[t] + u * h)", "public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Sigmoid(w * x[t] + u * h); return h; }")]
    [InlineData("SYG1004", "float.Tanh(u * h)", "public static float F(float h, float u, int n) { for (int t = 0; t < n; t++) h = float.Tanh(u * h); return h; }")]
    [InlineData("SYG1004", "Math.Tanh(u * h + x)", "public static double F(double h, double u, double x) { int t = 0; while (t < 50) { h = Math.Tanh(u * h + x); t++; } return h; }")]
    [InlineData("SYG1004", "Math.Tanh(z)", "public static double F(double h, double u, int n) { for (int t = 0; t < n; t++) h = Step(u * h); return h; } private static double Step(double z) => Math.Tanh(z);")]
    [InlineData("SYG1004", "Math.Tanh(u * h[t] + x[t])", "public static double F(double[] x, double u) { double[] h = new double[x.Length + 1]; for (int t = 0; t < x.Length; t++) h[t + 1] = Math.Tanh(u * h[t] + x[t]); return h[x.Length]; }")]
    [InlineData("SYG1004", "Math.Tanh(z)", "public static double F(double[,] x, double[,] u) { int n = u.GetLength(0); double[,] h = new double[x.GetLength(0) + 1, n]; for (int t = 0; t < x.GetLength(0); t++) for (int j = 0; j < n; j++) { double z = x[t, j]; for (int k = 0; k < n; k++) z += u[j, k] * h[t, k]; h[t + 1, j] = Math.Tanh(z); } return h[x.GetLength(0), 0]; }")]
    [InlineData("SYG1004", "T.Tanh(x[t, j] + TensorPrimitives.Dot(u.GetRowSpan(j), h.GetRowSpan(t - 1)))", "public static T F<T>(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> u) where T : IFloatingPointIeee754<T> { Span2D<T> h = new T[x.Height, u.Height]; for (int t = 1; t < x.Height; t++) for (int j = 0; j < u.Height; j++) h[t, j] = T.Tanh(x[t, j] + TensorPrimitives.Dot(u.GetRowSpan(j), h.GetRowSpan(t - 1))); return h[x.Height - 1, 0]; }")]
    [InlineData("SYG1005", "Relu(z)", "public static double F(double[,] x, double[,] u) { int n = u.GetLength(0); double[,] h = new double[x.GetLength(0) + 1, n]; for (int t = 0; t < x.GetLength(0); t++) for (int j = 0; j < n; j++) { double z = x[t, j]; for (int k = 0; k < n; k++) z += u[j, k] * h[t, k]; h[t + 1, j] = Relu(z); } return h[x.GetLength(0), 0]; }")]
    [InlineData("SYG1005", "a * h[t] + x[t]", "public static double F(double[] x, double a) { double[] h = new double[x.Length + 1]; for (int t = 0; t < x.Length; t++) h[t + 1] = a * h[t] + x[t]; return h[x.Length]; }")]
    [InlineData("SYG1005", "u[0] * h + x[t]", "public static double F(double[] x, double[] u) { double h = 0; for (int t = 0; t < x.Length; t++) h = u[0] * h + x[t]; return h; }")]
    [InlineData("SYG1005", "Relu(w * x[t] + u * h)", "public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Relu(w * x[t] + u * h); return h; }")]
    [InlineData("SYG1005", "w * x[t] + u * h", "public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = w * x[t] + u * h; return h; }")]
    [InlineData("SYG1005", "Math.Max(0, w * x[t] + u * h)", "public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Math.Max(0, w * x[t] + u * h); return h; }")]
    [InlineData("SYG1005", "h *= u", "public static double F(double h, double u, int n) { for (int t = 0; t < n; t++) h *= u; return h; }")]
    [InlineData("SYG1006", "Relu(z)", "public static double F([InRange(-5, -1)] double z) => Relu(z);")]
    [InlineData("SYG1006", "Relu(-Math.Exp(z))", "public static double F(double z) => Relu(-Math.Exp(z));")]
    [InlineData("SYG1006", "Relu(-(z * z))", "public static double F(double z) => Relu(-(z * z)) + z;")]
    [InlineData("SYG1006", "Math.Max(0, -(z * z))", "public static double F(double z) => Math.Max(0, -(z * z) - 1) + z;", "Math.Max(0, -(z * z) - 1)")]
    [InlineData("SYG1006", "Math.Clamp(Sigmoid(z), 2, 3)", "public static double F(double z) => Math.Clamp(Sigmoid(z), 2, 3) + z;")]
    [InlineData("SYG1006", "HardSigmoid(z)", "public static double F([InRange(3, 9)] double z) => HardSigmoid(z);")]
    [InlineData("SYG1006", "Relu6(z)", "public static double F([InRange(6, 9)] double z) => Relu6(z);")]
    [InlineData("SYG1006", "HardTanh(z)", "public static double F([InRange(-9, -1)] double z) => HardTanh(z);")]
    [InlineData("SYG1006", "z > 0 ? z : 0", "public static double F([InRange(-9, -1)] double z) => z > 0 ? z : 0;")]
    [InlineData("SYG1006", "Math.Min(Math.Tanh(z), 2 + z * z)", "public static double F(double z, double w) => Math.Min(Math.Tanh(z), 2 + w * w);", "Math.Min(Math.Tanh(z), 2 + w * w)")]
    [InlineData("SYG1007", "unused", "public static double F(double x, double unused) => x * x;")]
    [InlineData("SYG1007", "b", "public static double F(double x, double b) => x + Math.Floor(b);")]
    [InlineData("SYG1007", "b", "public static double F(double x, double b) => x * (int)b;")]
    [InlineData("SYG1007", "b", "public static double F(double x, double b) => b > 0 ? x : -x;")]
    [InlineData("SYG1007", "b", "public static double F(double x, double b) => x * Math.Sign(b);")]
    [InlineData("SYG1007", "y", "public static double F(double[] x, double[] y) { double s = 0; for (int i = 0; i < y.Length; i++) s += x[i]; return s; }")]
    [InlineData("SYG1007", "b", "public static void F(ReadOnlySpan<double> x, double b, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i] * MathF.Round((float)b); }")]
    [InlineData("SYG1007", "b", "public static double F(double x, double b) { double c = b * b; return x; }")]
    public void Found(string id, string at, string member, string? exactly = null) => Findings.ShouldBeFound(id, exactly ?? at, member);

    [Theory]
    [InlineData("public static double F(double a, [NoGradient] double v) => Sigmoid(v * Sigmoid(v * a));")]
    [InlineData("public static double F(double a, [NoGradient] double v) => Sigmoid(v * Sigmoid(v * Sigmoid(a))) + a;")]
    [InlineData("public static (double, double) F(double a, [NoGradient] double v) => (Sigmoid(v * Sigmoid(v * Sigmoid(a))), Sigmoid(a * v));")]
    [InlineData("public static void F(double[] a, [NoGradient] double v, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = a[i] + Sigmoid(v * Sigmoid(v * Sigmoid(a[i]))); }")]
    [InlineData("public static void F(double a, [NoGradient] double v, out double s, out double t) { s = Sigmoid(v * Sigmoid(v * Sigmoid(a))); t = a * a; }")]
    [InlineData("public static double F(double a, [NoGradient] double v) => Elu(v * Elu(v * Elu(v * Elu(a))));")]
    [InlineData("public static double F(double a, [NoGradient] double v) => Math.Tanh(v * Math.Tanh(v * Math.Tanh(v * a)));")]
    [InlineData("public static double F(double w, [NoGradient] double t) { double e = w - t; return e * e; }")]
    [InlineData("public static double F(double w, [NoGradient] double t) { double e = Relu(w) - t; return e * e; }")]
    [InlineData("public static double F(double w, double v, [NoGradient] double t) { double e = v * Sigmoid(w) - t; return e * e; }")]
    [InlineData("public static double F(double w, double v) { double e = Sigmoid(w) - Sigmoid(v); return e * e; }")]
    [InlineData("public static double F(double w, [NoGradient] double t) { double e = Sigmoid(w) - t; return Math.Sqrt(1 + e * e); }")]
    [InlineData("public static double F([InRange(2, 40)] double z) => Sigmoid(z);")]
    [InlineData("public static double F(double z) => Sigmoid(z);")]
    [InlineData("public static double F(S s) => Sigmoid(s.Z) + s.Y; public struct S { public double Z; [InRange(8, 40)] public double Y; }")]
    [InlineData("public static double F(S s) => Sigmoid(s.Inner.Z); public struct S { [InRange(8, 40)] public T Inner { get; set; } } public struct T { [InRange(-9, 9)] public double Z { get; set; } }")]
    [InlineData("public static double F([InRange(-40, 8)] double z) => Math.Tanh(z);")]
    [InlineData("public static double F([InRange(8, 40)] double z) => Relu(z);")]
    [InlineData("public static double F([InRange(5000, 9000)] double z) => Math.Log(z);")]
    [InlineData("public static double F([InRange(-40, -20)] double z) => Math.Exp(z);")]
    [InlineData("public static double F([InRange(8, 40), NoGradient] double z, double w) => Sigmoid(z) * w;")]
    [InlineData("public static double F([InRange(8, 40)] double z) => Elu(z);")]
    [InlineData("public static double F(double z) => Math.Tanh(Math.Exp(z));")]
    [InlineData("public static double F(double z) { if (z < 8) return Math.Tanh(z); return z; }")]
    [InlineData("public static double F([InRange(-1, 0.001)] double z) => Relu(z);")]
    [InlineData("public static double F([InRange(-5, -1)] double z) => LeakyRelu(z, 0.1);")]
    [InlineData("public static double F([InRange(2, 9)] double z) => HardSigmoid(z);")]
    [InlineData("public static double F(double z) => Math.Clamp(Sigmoid(z), 0.5, 3);")]
    [InlineData("public static double F(double z) => z > 0 ? z : 0;")]
    [InlineData("public static double F(double z) => Math.Max(0, 1 - z * z);")]
    [InlineData("public static double F(double z) => Math.Abs(z) + Math.Max(z, -z);")]
    [InlineData("public static double F(double[] x, double w, double u) { double s = 0; for (int t = 0; t < x.Length; t++) s = s + Math.Tanh(w * x[t] + u * s); return s; }")]
    [InlineData("public static double F(double[] x, double u) { double s = 0; for (int t = 0; t < x.Length; t++) s += Math.Tanh(u * x[t]); return s; }")]
    [InlineData("public static double F(double[] x, double u) { double s = 0; for (int t = 0; t < x.Length; t++) s = 0.9 * s + 0.1 * u * x[t]; return s; }")]
    [InlineData("public static double F(double[] x, [InRange(-1, 1)] double u) { double s = 0; for (int t = 0; t < x.Length; t++) s = u * s + x[t]; return s; }")]
    [InlineData("public static double F(double[] x, double u) { double[] h = new double[x.Length + 1]; for (int t = 0; t < x.Length; t++) h[t + 1] = h[t] + Math.Tanh(u * h[t] + x[t]); return h[x.Length]; }")]
    [InlineData("public static double F(double[] x) { double[] p = new double[x.Length + 1]; p[0] = 1; for (int t = 0; t < x.Length; t++) p[t + 1] = p[t] * x[t]; return p[x.Length]; }")]
    [InlineData("public static double F(double[] x, double a) { double[] h = new double[x.Length]; for (int t = 0; t < x.Length; t++) h[t] = a * x[t]; double s = 0; for (int t = 0; t + 1 < x.Length; t++) s += h[t] * h[t + 1]; return s; }")]
    [InlineData("public static double F(double[] x, [InRange(-1, 1)] double a) { double[] h = new double[x.Length + 1]; for (int t = 0; t < x.Length; t++) h[t + 1] = a * h[t] + x[t]; return h[x.Length]; }")]
    [InlineData("public static double F(double[] x, double w, double uf, double ui, double uo, double uc) { int n = x.Length; double[] c = new double[n + 1], s = new double[n + 1]; for (int t = 0; t < n; t++) { double f = Sigmoid(w * x[t] + uf * s[t]), i = Sigmoid(w * x[t] + ui * s[t]), o = Sigmoid(w * x[t] + uo * s[t]); c[t + 1] = f * c[t] + i * Math.Tanh(w * x[t] + uc * s[t]); s[t + 1] = o * Math.Tanh(c[t + 1]); } return s[n]; }")]
    [InlineData("public static double F(double[] x, double w, double uz, double u) { int n = x.Length; double[] s = new double[n + 1]; for (int t = 0; t < n; t++) { double z = Sigmoid(w * x[t] + uz * s[t]); s[t + 1] = (1 - z) * s[t] + z * Math.Tanh(w * x[t] + u * s[t]); } return s[n]; }")]
    [InlineData("public static double F(double[] x) { double p = 1; for (int t = 0; t < x.Length; t++) p *= x[t]; return p; }")]
    [InlineData("public static double F(double h, double u) { for (int t = 0; t < 3; t++) h = Math.Tanh(u * h); return h; }")]
    [InlineData("public static double F(double[] x, double w, double uf, double ui, double uo, double uc, double s) { double c = 0; for (int t = 0; t < x.Length; t++) { double f = Sigmoid(w * x[t] + uf * s), i = Sigmoid(w * x[t] + ui * s), o = Sigmoid(w * x[t] + uo * s); c = f * c + i * Math.Tanh(w * x[t] + uc * s); s = o * Math.Tanh(c); } return s; }")]
    [InlineData("public static double F(double[] x, double w, double uz, double ur, double u, double s) { for (int t = 0; t < x.Length; t++) { double z = Sigmoid(w * x[t] + uz * s), r = Sigmoid(w * x[t] + ur * s); s = (1 - z) * s + z * Math.Tanh(w * x[t] + u * (r * s)); } return s; }")]
    [InlineData("public static double F(double x, [NoGradient] double b) => x + Math.Floor(b);")]
    [InlineData("public static double F(double x, double b) => x + b - Math.Floor(b);")]
    [InlineData("public static double F(double x, double b) => b > 0 ? x * b : -x;")]
    [InlineData("public static double F(double x, int n) => x * n;")]
    [InlineData("public static double F(double x, double b) => x + Grad.Stop(b);")]
    [InlineData("public static double F(System.Numerics.Vector2 v) => 2 * v.X;")]
    [InlineData("public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i]; }")]
    public void Left_alone(string member) => Findings.ShouldBeLeftAlone(member);

    [Fact]
    public void The_bound_is_printed() =>
        GeneratorHost.AnalyzeFlow(GeneratorHost.CompileMembers("[Differentiable] public static double F([InRange(8, 40)] double z) => Sigmoid(z);"))
            .Single().GetMessage(CultureInfo.InvariantCulture).ShouldStartWith("The slope is at most 0.000336 here, for z is in [8, 40]");

    /// <summary>What stands in another file is shown at the call.</summary>
    [Fact]
    public void A_helper_in_another_file_is_reported_at_its_call()
    {
        CSharpCompilation compilation = GeneratorHost.Compile(
            "using SymbolicGrad; public static partial class Net { [Differentiable] public static double F([InRange(8, 40)] double z) => 2 * Other.Gate(z); }",
            "using SymbolicGrad; public static class Other { /* a longer text so that positions differ */ public static double Gate(double z) => Activations.Sigmoid(z); }");
        Diagnostic found = GeneratorHost.AnalyzeFlow(compilation).ShouldHaveSingleItem();
        compilation.SyntaxTrees[0].GetText().ToString(found.Location.SourceSpan).ShouldBe("Other.Gate(z)");
    }

    /// <summary>The zoo, the samples and all other annotated code of this repository: no warning that is not suppressed where it is meant.</summary>
    [Fact]
    public void No_warning_in_this_repository()
    {
        ImmutableArray<Diagnostic> found = GeneratorHost.AnalyzeFlow(GeneratorHost.Compile(RepositoryFiles.All));

        // The zoo has plain recurrences, of which something is suggested.
        found.Count(suggestion => suggestion.Id is "SYG1004" or "SYG1005").ShouldBeGreaterThan(2);
        found.Where(warning => warning is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false })
            .Select(warning => $"{warning.GetMessage(CultureInfo.InvariantCulture)} {warning.Location.SourceTree!.GetText().Lines.GetLineFromPosition(warning.Location.SourceSpan.Start)}")
            .ShouldBeEmpty();
    }
}
