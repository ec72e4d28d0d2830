using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>The rules about numbers: what they find, in several spellings and on the exact expression, and what they leave alone.</summary>
public class NumericalHazardTests
{
    [Theory]
    [InlineData("SYG2001", "Math.Log(s)", "public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return Math.Log(s); }")]
    [InlineData("SYG2001", "Math.Log(TensorPrimitives.Sum(e))", "public static double F(ReadOnlySpan<double> x) { Span<double> e = stackalloc double[x.Length]; TensorPrimitives.Exp(x, e); return Math.Log(TensorPrimitives.Sum(e)); }")]
    [InlineData("SYG2001", "Math.Log(s / x.Length)", "public static double F(double[] x) { double s = 0; foreach (double v in x) s += Math.Exp(v); return x[0] - Math.Log(s / x.Length); }")]
    [InlineData("SYG2001", "MathF.Log(MathF.Exp(x) + MathF.Exp(y))", "public static float F([InRange(0, 90)] float x, [InRange(0, 9)] float y) => MathF.Log(MathF.Exp(x) + MathF.Exp(y));")]
    [InlineData("SYG2001", "T.Log(T.Exp(x) + T.Exp(y))", "public static T F<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Log(T.Exp(x) + T.Exp(y));")]
    [InlineData("SYG2001", "Math.Log(s)", "public static double F(double[] x, double[] w) { double s = 0; for (int i = 0; i < x.Length; i++) s += w[i] * Math.Exp(-x[i] * x[i]); return Math.Log(s); }")]
    [InlineData("SYG2001", "y[i] /= s", "public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = Math.Exp(x[i]); double s = 0; for (int i = 0; i < x.Length; i++) s += y[i]; for (int i = 0; i < x.Length; i++) y[i] /= s; }")]
    [InlineData("SYG2001", "Math.Exp(x[t]) / Sum(x)", "public static double F(double[] x, int t) => Math.Exp(x[t]) / Sum(x); private static double Sum(double[] x) { double s = 0; foreach (double v in x) s += Math.Exp(v); return s; }")]
    [InlineData("SYG2001", "s / n", "public static double F(double[] x, double[] c, double q) { double s = 0, n = 0; for (int i = 0; i < x.Length; i++) { double k = Math.Exp(-(q - c[i]) * (q - c[i])); s += k * x[i]; n += k; } return s / n; }")]
    [InlineData("SYG2001", "Math.Log(y[t])", "public static double F(ReadOnlySpan<double> x, int t) { Span<double> y = stackalloc double[x.Length]; TensorPrimitives.SoftMax(x, y); return -Math.Log(y[t]); }")]
    [InlineData("SYG2001", "Math.Log(Math.Exp(x[t] - m) / s)", "public static double F(double[] x, int t) { double m = x[0]; foreach (double v in x) m = Math.Max(m, v); double s = 0; foreach (double v in x) s += Math.Exp(v - m); return -Math.Log(Math.Exp(x[t] - m) / s); }")]
    [InlineData("SYG2001", "1 / (1 + Math.Exp(-x))", "public static double F(double x) => 1 / (1 + Math.Exp(-x));")]
    [InlineData("SYG2001", "Math.Exp(x) / (1 + Math.Exp(x))", "public static double F(double x) => Math.Exp(x) / (1 + Math.Exp(x));")]
    [InlineData("SYG2001", "x / (1 + float.Exp(-x))", "public static float F(float x) => x / (1 + float.Exp(-x));")]
    [InlineData("SYG2001", "(Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x))", "public static double F(double x) => (Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x));")]
    [InlineData("SYG2002", "Math.Log(1 + Math.Exp(x))", "public static double F(double x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("SYG2002", "MathF.Log(MathF.Exp(x) + 1)", "public static float F([InRange(-5, 100)] float x) => MathF.Log(MathF.Exp(x) + 1);")]
    [InlineData("SYG2002", "T.Log(T.One + T.Exp(x))", "public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Log(T.One + T.Exp(x));")]
    [InlineData("SYG2002", "double.LogP1(double.Exp(x))", "public static double F(double x) => double.LogP1(double.Exp(x));")]
    [InlineData("SYG2002", "Elementary.LogP1(Math.Exp(x))", "public static double F([InRange(-5, 800)] double x) => Elementary.LogP1(Math.Exp(x));")]
    [InlineData("SYG2002", "Math.Log(s)", "public static double F(double x) { double e = Math.Exp(x); double s = 1 + e; return Math.Log(s); }")]
    [InlineData("SYG2002", "Math.Log(1 + E(x))", "public static double F(double x) => Math.Log(1 + E(x)); private static double E(double z) => Math.Exp(z);")]
    [InlineData("SYG2002", "TensorPrimitives.Log(y, y)", "public static void F(ReadOnlySpan<double> x, Span<double> y) { TensorPrimitives.Exp(x, y); TensorPrimitives.Add(y, 1, y); TensorPrimitives.Log(y, y); }")]
    [InlineData("SYG2002", "Math.Log(1 + Math.Exp(-Math.Abs(x)))", "public static double F(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("SYG2002", "Math.Log(Sigmoid(x))", "public static double F(double x) => Math.Log(Sigmoid(x));")]
    [InlineData("SYG2002", "float.Log(Sigmoid(x))", "public static float F([InRange(-110, 0)] float x) => float.Log(Sigmoid(x));")]
    [InlineData("SYG2002", "Math.Log(1 / (1 + Math.Exp(-x)))", "public static double F(double x) => Math.Log(1 / (1 + Math.Exp(-x)));")]
    [InlineData("SYG2002", "Math.Log(Math.Exp(x) / (1 + Math.Exp(x)))", "public static double F(double x) => Math.Log(Math.Exp(x) / (1 + Math.Exp(x)));")]
    [InlineData("SYG2002", "Math.Log(1 - Sigmoid(x))", "public static double F(double x) => Math.Log(1 - Sigmoid(x));")]
    [InlineData("SYG2002", "Math.Log(1 - p)", "public static double F([InRange(-20, 20)] double x) { double p = Sigmoid(x); return Math.Log(1 - p); }")]
    [InlineData("SYG2002", "1 - h * h", "public static double F(double x) { double h = Math.Tanh(x); return 1 - h * h; }")]
    [InlineData("SYG2002", "1 - Math.Pow(Math.Tanh(x), 2)", "public static double F(double x) => 1 - Math.Pow(Math.Tanh(x), 2);")]
    [InlineData("SYG2002", "1 - MathF.Tanh(x) * MathF.Tanh(x)", "public static float F([InRange(-6, 6)] float x) => 1 - MathF.Tanh(x) * MathF.Tanh(x);")]
    [InlineData("SYG2002", "Math.Exp(x) - 1", "public static double F(double x) => Math.Exp(x) - 1;")]
    [InlineData("SYG2002", "Math.Exp(x) - 1", "public static double F(double x) => x > 0 ? x : Math.Exp(x) - 1;")]
    [InlineData("SYG2002", "MathF.Exp(x) - 1", "public static float F([InRange(1e-5, 5)] float x) => MathF.Exp(x) - 1;")]
    [InlineData("SYG2002", "-1 + Math.Exp(-x)", "public static double F([InRange(0, 5)] double x) => -1 + Math.Exp(-x);")]
    [InlineData("SYG2002", "1 - Math.Exp(-x)", "public static double F([InRange(0, 5)] double x) => 1 - Math.Exp(-x);")]
    [InlineData("SYG2002", "double.ExpM1(x)", "public static double F(double x) => double.ExpM1(x);")]
    [InlineData("SYG2002", "Math.Log(1 + x * x)", "public static double F(double x) => Math.Log(1 + x * x);")]
    [InlineData("SYG2002", "Math.Log(1 - p)", "public static double F([InRange(0, 0.5)] double p) => Math.Log(1 - p);")]
    [InlineData("SYG2002", "Math.Log(1 + x[i])", "public static double F([InRange(0, 9)] double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Log(1 + x[i]); return s; }")]
    [InlineData("SYG2003", "-t * Math.Log(p) - (1 - t) * Math.Log(1 - p)", "public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z); return -t * Math.Log(p) - (1 - t) * Math.Log(1 - p); }")]
    [InlineData("SYG2003", "t * Math.Log(p) + (1 - t) * Math.Log(1 - p)", "public static double F(double z, [NoGradient] double t) { double p = 1 / (1 + Math.Exp(-z)); return -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p)); }")]
    [InlineData("SYG2003", "-t * MathF.Log(p) - (1 - t) * MathF.Log(1 - p)", "public static float F([InRange(-20, 20)] float z, [NoGradient] float t) { float p = Sigmoid(z); return -t * MathF.Log(p) - (1 - t) * MathF.Log(1 - p); }")]
    [InlineData("SYG2003", "-t * Math.Log(p) - (1 - t) * Math.Log(1 - p)", "public static double F([InRange(0, 1)] double p, [NoGradient] double t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p);")]
    [InlineData("SYG2003", "(1 - t) * Math.Log(1 - p) + t * Math.Log(p)", "public static double F(double p, [NoGradient] double t) => (1 - t) * Math.Log(1 - p) + t * Math.Log(p);")]
    [InlineData("SYG2003", "t ? -Math.Log(p) : -Math.Log(1 - p)", "public static double F(double z, bool t) { double p = Sigmoid(z); return t ? -Math.Log(p) : -Math.Log(1 - p); }")]
    [InlineData("SYG2003", "s -= (1 - t[i]) * double.LogP1(-p)", "public static double F(double[] z, [NoGradient] double[] t) { double s = 0; for (int i = 0; i < z.Length; i++) { double p = Sigmoid(z[i]); s -= t[i] * Math.Log(p); s -= (1 - t[i]) * double.LogP1(-p); } return s / z.Length; }")]
    [InlineData("SYG2003", "t * Math.Log(p) + (1 - t) * Math.Log(1 - p)", "public static double F(double[] z, [NoGradient] double[] t) { double s = 0; for (int i = 0; i < z.Length; i++) s -= Term(Sigmoid(z[i]), t[i]); return s; } private static double Term(double p, double t) => t * Math.Log(p) + (1 - t) * Math.Log(1 - p);")]
    [InlineData("SYG2003", "t * T.Log(Sigmoid(z)) + (T.One - t) * T.Log(T.One - Sigmoid(z))", "public static T F<T>(T z, [NoGradient] T t) where T : IFloatingPointIeee754<T> => t * T.Log(Sigmoid(z)) + (T.One - t) * T.Log(T.One - Sigmoid(z));")]
    [InlineData("SYG2004", "q / x.Length - m * m", "public static double F(double[] x) { double m = 0, q = 0; for (int i = 0; i < x.Length; i++) { m += x[i]; q += x[i] * x[i]; } m /= x.Length; return q / x.Length - m * m; }")]
    [InlineData("SYG2004", "TensorPrimitives.SumOfSquares(x) / x.Length - m * m", "public static double F(ReadOnlySpan<double> x) { double m = TensorPrimitives.Sum(x) / x.Length; return TensorPrimitives.SumOfSquares(x) / x.Length - m * m; }")]
    [InlineData("SYG2004", "q - s * s / x.Length", "public static float F(float[] x) { float s = 0, q = 0; foreach (float v in x) { s += v; q += v * v; } return (q - s * s / x.Length) / (x.Length - 1); }")]
    [InlineData("SYG2004", "(x * x + y * y + z * z) / 3 - Math.Pow((x + y + z) / 3, 2)", "public static double F(double x, double y, double z) => (x * x + y * y + z * z) / 3 - Math.Pow((x + y + z) / 3, 2);")]
    [InlineData("SYG2004", "Squares(x) / x.Length - Mean(x) * Mean(x)", "public static double F(double[] x) => Squares(x) / x.Length - Mean(x) * Mean(x); private static double Mean(double[] x) { double s = 0; foreach (double v in x) s += v; return s / x.Length; } private static double Squares(double[] x) { double s = 0; foreach (double v in x) s += v * v; return s; }")]
    [InlineData("SYG2004", "q - x.Length * m * m", "public static double F(double[] x) { double m = 0, q = 0; foreach (double v in x) { m += v; q += Math.Pow(v, 2); } m /= x.Length; return q - x.Length * m * m; }")]
    [InlineData("SYG2004", "q - m * m", "public static T F<T>(T[] x, T c) where T : IFloatingPointIeee754<T> { T m = T.Zero, q = T.Zero; foreach (T v in x) { m += c * v; q += c * (v * v); } return q - m * m; }")]
    [InlineData("SYG2005", "Math.Sqrt(x * x + y * y)", "public static double F(double x, double y) => Math.Sqrt(x * x + y * y);")]
    [InlineData("SYG2005", "MathF.Sqrt(s)", "public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return MathF.Sqrt(s); }")]
    [InlineData("SYG2005", "Math.Sqrt(s / x.Length)", "public static double F(double[] x) { double m = 0; foreach (double v in x) m += v; m /= x.Length; double s = 0; foreach (double v in x) s += (v - m) * (v - m); return Math.Sqrt(s / x.Length); }")]
    [InlineData("SYG2005", "T.Sqrt(T.Abs(x))", "public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(T.Abs(x));")]
    [InlineData("SYG2005", "Math.Sqrt(TensorPrimitives.SumOfSquares(x))", "public static double F(ReadOnlySpan<double> x) => Math.Sqrt(TensorPrimitives.SumOfSquares(x));")]
    [InlineData("SYG2005", "Math.Sqrt(s)", "public static double F(double x) => Root(x * x); private static double Root(double s) => Math.Sqrt(s);")]
    [InlineData("SYG2005", "Math.Sqrt(1 - x * x)", "public static double F([InRange(-1, 1)] double x) => Math.Sqrt(1 - x * x);")]
    [InlineData("SYG2005", "Math.Sqrt(x)", "public static double F(double x) { if (x >= 0) return Math.Sqrt(x); return 0; }")]
    [InlineData("SYG2005", "Math.Sqrt((x - 3) * (x - 3))", "public static double F(double x) => Math.Sqrt((x - 3) * (x - 3));")]
    [InlineData("SYG2005", "Math.Pow(Math.Abs(x), 0.5)", "public static double F(double x) => Math.Pow(Math.Abs(x), 0.5);")]
    [InlineData("SYG2005", "Math.Cbrt(x)", "public static double F([InRange(-1, 1)] double x) => Math.Cbrt(x);")]
    [InlineData("SYG2005", "Math.Log(Relu(x))", "public static double F(double x) => Math.Log(Relu(x));")]
    [InlineData("SYG2005", "double.Log2(p[i])", "public static double F([InRange(0, 1)] double[] p) { double s = 0; for (int i = 0; i < p.Length; i++) s += double.Log2(p[i]); return s; }")]
    [InlineData("SYG2005", "TensorPrimitives.Log(x, y)", "public static void F([InRange(0, 9)] ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Log(x, y);")]
    [InlineData("SYG2005", "1 / x", "public static double F([InRange(-1, 1)] double x) => 1 / x;")]
    [InlineData("SYG2005", "x / Math.Max(0, y)", "public static double F(double x, double y) => x / Math.Max(0, y);")]
    [InlineData("SYG2005", "x / Math.Sin(x)", "public static double F(double x) => x / Math.Sin(x);")]
    [InlineData("SYG2005", "x / (x + y)", "public static double F([InRange(0, 1)] double x, [InRange(0, 1)] double y) => x / (x + y);")]
    [InlineData("SYG2005", "x / t", "public static double F(double x, [NoGradient, InRange(0, 1)] double t) => x / t;")]
    [InlineData("SYG2005", "x[0] / TensorPrimitives.Norm(x)", "public static double F(ReadOnlySpan<double> x) => x[0] / TensorPrimitives.Norm(x);")]
    [InlineData("SYG2005", "y / s", "public static double F(double x, double y) { double s = x * x; double r = y / s; return s > 0 ? r : 0; }")]
    [InlineData("SYG2005", "Math.Atan2(y, x)", "public static double F([InRange(-1, 1)] double x, [InRange(-1, 1)] double y) => Math.Atan2(y, x);")]
    [InlineData("SYG2005", "Math.Acos(c)", "public static double F([InRange(-1, 1)] double c) => Math.Acos(c);")]
    [InlineData("SYG2006", "p / x[0]", "public static double F(double[] x) { double p = 1; foreach (double v in x) p *= v; return p / x[0]; }")]
    [InlineData("SYG2006", "a * b * c / b", "public static double F(double a, double b, double c) => a * b * c / b;")]
    [InlineData("SYG2006", "p / (1 - x[i])", "public static double F(double[] x) { double p = 1; foreach (double v in x) p *= 1 - v; double s = 0; for (int i = 0; i < x.Length; i++) s += p / (1 - x[i]); return s; }")]
    [InlineData("SYG2006", "TensorPrimitives.Product(x) / x[1]", "public static double F(ReadOnlySpan<double> x) => TensorPrimitives.Product(x) / x[1];")]
    [InlineData("SYG2006", "p / x[j]", "public static float F([InRange(-1, 1)] float[] x, int j) { float p = 1; int i = 0; while (i < x.Length) { p = p * x[i]; i++; } return p / x[j]; }")]
    [InlineData("SYG2006", "p / b", "public static T F<T>(T a, T b, T c, T d) where T : IFloatingPointIeee754<T> { T p = a * b; p *= c; p *= d; return p / b; }")]
    [InlineData("SYG2006", "Product(x) / x[i]", "public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = Product(x) / x[i]; } private static double Product(ReadOnlySpan<double> x) { double p = 1; foreach (double v in x) p *= v; return p; }")]
    [InlineData("SYG2007", "x == y", "public static double F(double x, double y) => x == y ? x * x : y;")]
    [InlineData("SYG2007", "x * y != 1", "public static double F(double x, double y) { if (x * y != 1) return x; return y * y; }")]
    [InlineData("SYG2007", "x == 0.5", "public static double F(double x, double y) => x == 0.5 && y > 0 ? x * y : y;")]
    [InlineData("SYG2007", "x == 0f", "public static float F(float x, float y) { float r = y; if (x == 0f) r = y * y; return r * x; }")]
    [InlineData("SYG2007", "x[i] == 0", "public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) { if (x[i] == 0) y[i] = 1; else y[i] = x[i] * x[i]; } }")]
    [InlineData("SYG2007", "a == b", "public static double F(double x, double y) => Same(x * x, y) ? x : y * y; private static bool Same(double a, double b) => a == b;")]
    [InlineData("SYG2007", "x == T.One", "public static T F<T>(T x) where T : IFloatingPointIeee754<T> => x == T.One ? x : x * x;")]
    [InlineData("SYG2007", "s == 1", "public static double F(double[] x) { double s = 0; foreach (double v in x) s += v; return s == 1 ? x[0] : x[0] * s; }")]
    public void Found(string id, string at, string member) => Findings.ShouldBeFound(id, at, member);

    [Theory]

    // SYG2002
    [InlineData("public static double F([InRange(-5, 700)] double x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("public static float F([InRange(-5, 88)] float x) => MathF.Log(MathF.Exp(x) + 1);")]
    [InlineData("public static double F([InRange(-9, 99)] float x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("public static double F(double x) => Math.Max(x, 0) + Elementary.LogP1(Math.Exp(-Math.Abs(x)));")]
    [InlineData("public static double F([InRange(-9, double.PositiveInfinity)] double x) { if (x < 30) return Math.Log(1 + Math.Exp(x)); return x; }")]
    [InlineData("public static double F(double x) => Math.Log(2 + Math.Exp(-x * x));")]
    [InlineData("public static double F([InRange(-700, 9)] double x) => Math.Log(Sigmoid(x));")]
    [InlineData("public static double F([InRange(-30, 9)] double x) => Math.Log(1 / (1 + Math.Exp(-x)));")]
    [InlineData("public static double F([InRange(-99, 18)] double x) => Math.Log(1 - Sigmoid(x));")]
    [InlineData("public static double F(double x) => LogSigmoid(x) + LogSigmoid(-x) + Softplus(x);")]
    [InlineData("public static double F([InRange(-9, 9)] double x) => 1 - Math.Tanh(x) * Math.Tanh(x);")]
    [InlineData("public static double F(double x, double y) => 1 - Math.Tanh(x) * Math.Tanh(y);")]
    [InlineData("public static double F(double x) => 4 * Sigmoid(2 * x) * Sigmoid(-2 * x);")]
    [InlineData("public static double F([InRange(0.1, 5)] double x) => Math.Exp(x) - 1;")]
    [InlineData("public static double F(double x) => Math.Exp(x) - 2;")]
    [InlineData("public static double F(double x) => Elementary.ExpM1(x) + Elementary.LogP1(x * x);")]
    [InlineData("public static double F([InRange(1e-6, 5)] double x) => double.ExpM1(x) + double.LogP1(x);")]
    [InlineData("public static double F(double x, [NoGradient] double t) => x * (Math.Exp(t) - 1);")]
    [InlineData("public static double F([InRange(0.5, 9)] double x) => Math.Log(1 + x * x);")]
    [InlineData("public static double F([InRange(0, 9)] double x) => Math.Log(2 + x);")]

    // SYG2001
    [InlineData("public static double F(ReadOnlySpan<double> x) { double m = TensorPrimitives.Max(x); double s = 0; foreach (double v in x) s += Math.Exp(v - m); return m + Math.Log(s); }")]
    [InlineData("public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) if (x[i] > m) m = x[i]; double s = 0; foreach (double v in x) s += Math.Exp(v - m); return m + Math.Log(s); }")]
    [InlineData("public static double F(double[] x) { int b = 0; for (int i = 1; i < x.Length; i++) if (x[i] > x[b]) b = i; double m = x[b]; double s = 0; foreach (double v in x) s += Math.Exp(v - m); return m + Math.Log(s); }")]
    [InlineData("public static double F(double x, double y) { double m = Math.Max(x, y); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m)); }")]
    [InlineData("public static void F(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.SoftMax(x, y);")]
    [InlineData("public static void F(double[] x, [Output] double[] y) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); double s = 0; for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp((x[i] - m) / 2); s += y[i]; } for (int i = 0; i < x.Length; i++) y[i] /= s; }")]
    [InlineData("public static double F([InRange(-10, 10)] ReadOnlySpan<double> x, int t) { Span<double> y = stackalloc double[x.Length]; TensorPrimitives.SoftMax(x, y); return -Math.Log(y[t]); }")]
    [InlineData("public static double F([InRange(-9, 9)] double[] x) { double s = 0; foreach (double v in x) s += Math.Exp(v); return Math.Log(s); }")]
    [InlineData("public static double F([InRange(-9, 9)] float[] x, int t) { float s = 0; foreach (float v in x) s += MathF.Exp(v); return MathF.Exp(x[t]) / s; }")]
    [InlineData("public static double F(double[] x) { double s = 0; foreach (double v in x) s += Math.Exp(-v * v); return Math.Log(0.5 + s); }")]
    [InlineData("public static double F([InRange(-99, 99)] double x) => 1 / (1 + Math.Exp(-x)) + x / (1 + Math.Exp(-x * x));")]
    [InlineData("public static double F(double x, double y) => Sigmoid(x) * y + Math.Exp(x) + y * Math.Exp(-y);")]

    // SYG2003
    [InlineData("public static double F(double z, [NoGradient] double t) { double p = Math.Clamp(Sigmoid(z), 1e-7, 1 - 1e-7); return -t * Math.Log(p) - (1 - t) * Math.Log(1 - p); }")]
    [InlineData("public static double F([InRange(-18, 18)] double z, [NoGradient] double t) { double p = Sigmoid(z); return -t * Math.Log(p) - (1 - t) * Math.Log(1 - p); }")]
    [InlineData("public static double F([InRange(0.01, 0.99)] double p, [NoGradient] double t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p);")]
    [InlineData("public static double F(double z, [NoGradient] double t) => -t * LogSigmoid(z) - (1 - t) * LogSigmoid(-z);")]
    [InlineData("public static double F(double z, [NoGradient] double t) => Softplus(z) - t * z;")]
    [InlineData("public static double F([InRange(0, 0.9)] double p, [NoGradient] double t) => -t * Math.Log(p + 0.1) - (1 - t) * Math.Log(1.1 - p);")]
    [InlineData("public static double F([InRange(0.1, 0.9)] double p) => -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);")]
    [InlineData("public static double F([InRange(0.1, 0.9)] double p, [InRange(0.1, 0.9)] double q, [NoGradient] double t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - q);")]

    // SYG2005
    [InlineData("public static double F(double x) => Math.Sqrt(x) + Math.Log(x) + Math.Cbrt(x) + 1 / x;")]
    [InlineData("public static double F(double x, double y) => 1 / Math.Sqrt(x) + 1 / (x - y);")]
    [InlineData("public static double F(double x, double y) => Math.Sqrt(x * x + y * y + 1e-12);")]
    [InlineData("public static double F(double[] x, double[] g, double eps) { double s = 0; foreach (double v in x) s += v * v; return g[0] / Math.Sqrt(s / x.Length + eps); }")]
    [InlineData("public static double F(double[] x, double[] g, [InRange(1e-9, 1)] double eps) { double s = 0; foreach (double v in x) s += v * v; return g[0] / Math.Sqrt(s / x.Length + eps); }")]
    [InlineData("public static double F(double x, double y) { double s = x * x + y * y; return s > 0 ? Math.Sqrt(s) : 0; }")]
    [InlineData("public static double F(double x, double y) { double s = x * x + y * y; double r = Math.Sqrt(s); return s > 0 ? r : 0; }")]
    [InlineData("public static double F(double x) => x * Math.Sqrt(x * x);")]
    [InlineData("public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Norm(x) + TensorPrimitives.Distance(x, y) + double.Hypot(x[0], y[0]);")]
    [InlineData("public static float F(Vector2 x) => x.Length();")]
    [InlineData("public static double F([InRange(0, 3)] double x, double w) { if (x == 0) return w; return w / x; }")]
    [InlineData("public static double F([InRange(-1, 1)] double x) => Math.Abs(x) > 1e-8 ? 1 / x : 0;")]
    [InlineData("public static double F([InRange(0, 1)] double p) => Math.Log(Math.Max(p, 1e-12));")]
    [InlineData("public static double F([InRange(0, 1)] double x) => Math.Pow(x, 1.5) + Math.Pow(x, 2);")]
    [InlineData("public static double F(double[] x, int n) { double s = 0; foreach (double v in x) s += v; return s / x.Length + s / n; }")]
    [InlineData("public static double F(double[] x) { double s = 0; foreach (double v in x) s += Math.Exp(-v * v); return x[0] / (1 + s); }")]
    [InlineData("public static double F([InRange(0.1, 1)] double x, [InRange(-1, 1)] double y) => Math.Atan2(y, x) + y / x;")]
    [InlineData("public static double F([InRange(-0.99, 0.99)] double c) => Math.Acos(c) + Math.Atanh(c);")]
    [InlineData("public static double F(double x, [NoGradient, InRange(0, 1)] double t) => x * Math.Sqrt(t) + x * Math.Log(t);")]
    [InlineData("public static double F(double x) => Math.Log(Math.Exp(x)) + 1 / Math.Exp(x) + Math.Sqrt(Sigmoid(x));")]

    // SYG2004
    [InlineData("public static double F(double[] x) { double m = 0, q = 0; foreach (double v in x) m += v; m /= x.Length; foreach (double v in x) q += (v - m) * (v - m); return q / x.Length; }")]
    [InlineData("public static double F(double[] x) { double m = 0, q = 0; foreach (double v in x) { double d = v - x[0]; m += d; q += d * d; } m /= x.Length; return q / x.Length - m * m; }")]
    [InlineData("public static double F(double[] x) { double m = 0, s = 0; for (int k = 0; k < x.Length; k++) { double d = x[k] - m; m += d / (k + 1); s += d * (x[k] - m); } return s / x.Length; }")]
    [InlineData("public static double F(double[] x, double[] y) { double m = 0, q = 0; for (int i = 0; i < x.Length; i++) { m += y[i]; q += x[i] * x[i]; } return q - m * m; }")]
    [InlineData("public static double F(double[] x) { double m = 0, q = 0; foreach (double v in x) { m += v; q += v * v; } return q - m; }")]
    [InlineData("public static double F(double[] x) { double m = 0, q = 0; foreach (double v in x) { m += v; q += v * v; } return q + m * m; }")]
    [InlineData("public static double F(double x, double y, double z) => y * y - 4 * x * z + x * x - z * z;")]
    [InlineData("public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; for (int i = 1; i < x.Length; i++) s -= x[i] * x[i] / 2; return s; }")]

    // SYG2006
    [InlineData("public static double F([InRange(0.5, 2)] double[] x) { double p = 1; foreach (double v in x) p *= v; return p / x[0]; }")]
    [InlineData("public static double F(double[] x, int i) { double p = 1; for (int j = 0; j < x.Length; j++) { if (j != i) p *= x[j]; } return p; }")]
    [InlineData("public static double F(double[] x, double c) { double p = 1; foreach (double v in x) p *= v; return p / c; }")]
    [InlineData("public static double F(double a, double b) => a * b / b;")]
    [InlineData("public static double F(double a, double b, double c, double d) => a * b * c / d;")]
    [InlineData("public static double F(double[] x) { double s = 0; foreach (double v in x) s += v; return s / x[0]; }")]
    [InlineData("public static double F(double a, double b, double c) => a * b * c / 3;")]

    // SYG2007
    [InlineData("public static double F(double x, double y) => y == 0 ? 0 : x / y;")]
    [InlineData("public static double F(double x, double y) { double q = x / y; return y == 0 ? 0 : q; }")]
    [InlineData("public static double F(double x) => x == 1 ? 1 : Math.Log(x) / (x - 1);")]
    [InlineData("public static double F(double x, double y) { double s = x * x + y * y; if (s != 0) return Math.Sqrt(s); return 0; }")]
    [InlineData("public static double F(double x, double y) => Math.Floor(x) == 2 ? x * y : y;")]
    [InlineData("public static double F(double x, [NoGradient] double t) => t == 0 ? x : -x;")]
    [InlineData("public static double F(double x, int n) => n == 3 ? x : x * x;")]
    [InlineData("public static double F(double x) => x == double.PositiveInfinity ? 1 : x * x;")]
    [InlineData("public static double F(double x, double y) => Math.Abs(x - y) < 1e-9 ? x : y * y;")]
    [InlineData("public static double F(double a, double b) => a == b ? 1 / a : (Math.Log(a) - Math.Log(b)) / (a - b);")]
    [InlineData("public static double F(double[] x, [NoGradient] double m, [NoGradient] double[] w) { double s = 0, q = 0; for (int i = 0; i < x.Length; i++) { double e = x[i] - m; s += w[i] * e; q += w[i] * (e * e); } return q - s * s; }")]
    public void Left_alone(string member) => Findings.ShouldBeLeftAlone(member);

    [Theory]
    [InlineData("1 / (1 + Math.Exp(-x))", "Sigmoid(x)", -800, 0, 0)]
    [InlineData("Math.Exp(x) / (1 + Math.Exp(x))", "Sigmoid(x)", 800, 1, 0)]
    [InlineData("Math.Log(Math.Exp(x) + Math.Exp(0.5 * x))", "Math.Max(x, 0.5 * x) + Math.Log(Math.Exp(x - Math.Max(x, 0.5 * x)) + Math.Exp(0.5 * x - Math.Max(x, 0.5 * x)))", 900, 900, 1)]
    [InlineData("-0.25 * Math.Log(Sigmoid(x)) - (1 - 0.25) * Math.Log(1 - Sigmoid(x))", "Softplus(x) - 0.25 * x", 40, 30, 0.75)]
    [InlineData("Math.Log(1 + Math.Exp(x))", "Softplus(x)", 800, 800, 1)]
    [InlineData("Math.Log(Sigmoid(x))", "LogSigmoid(x)", -800, -800, 1)]
    [InlineData("Math.Log(1 / (1 + Math.Exp(-x)))", "LogSigmoid(x)", -720, -720, 1)]
    [InlineData("Math.Log(1 - Sigmoid(x))", "LogSigmoid(-x)", 40, -40, -1)]
    [InlineData("1 - Math.Tanh(x) * Math.Tanh(x)", "4 * Sigmoid(2 * x) * Sigmoid(-2 * x)", 20, 1.6993417021166355e-17, -3.398683404233271e-17)]
    [InlineData("Math.Exp(x) - 1", "Elementary.ExpM1(x)", 1e-12, 1.0000000000005e-12, 1.000000000001)]
    [InlineData("double.ExpM1(x)", "Elementary.ExpM1(x)", 1e-12, 1.0000000000005e-12, 1.000000000001)]
    [InlineData("Math.Log(1 + x)", "Elementary.LogP1(x)", 1e-12, 9.999999999995e-13, 0.999999999999)]
    [InlineData("double.LogP1(x)", "Elementary.LogP1(x)", 1e-12, 9.999999999995e-13, 0.999999999999)]
    public void What_the_advice_says_is_better(string faulty, string advised, double x, double value, double slope)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.CompileMembers(
            $"[Differentiable] public static double F(double x) => {faulty}; [Differentiable] public static double G(double x) => {advised};"));
        (double, double) Run(string method)
        {
            object?[] arguments = [x, 0.0];
            return ((double)GeneratorHost.Run(complete, "Net", method, arguments)!, (double)arguments[1]!);
        }

        static bool AreRight((double Value, double Slope) found, (double Value, double Slope) exact) =>
            Math.Abs(found.Value - exact.Value) <= 1e-13 * Math.Abs(exact.Value) && Math.Abs(found.Slope - exact.Slope) <= 1e-13 * Math.Abs(exact.Slope);

        AreRight(Run("FGradient"), (value, slope)).ShouldBeFalse();
        AreRight(Run("GGradient"), (value, slope)).ShouldBeTrue($"{Run("GGradient")}");
    }

    [Theory]
    [InlineData("Math.Sqrt(x * x + y * y)", 0, 0, false)]
    [InlineData("Math.Sqrt(1 - x * x) + y", 1, 0, false)]
    [InlineData("Math.Pow(x * x, 0.5) + y", 0, 0, false)]
    [InlineData("y * Math.Log(Relu(x))", -1, 2, false)]
    [InlineData("x / Math.Max(0, y)", 1, -1, false)]
    [InlineData("y * x / Math.Sin(x)", 0, 1, false)]
    [InlineData("Math.Atan2(y, x)", 0, 0, false)]
    [InlineData("y + Math.Acos(x)", -1, 0, false)]
    [InlineData("x * x > 0 ? y : y / (x * x)", 0, 1, false)]
    [InlineData("x * Math.Sqrt(x * x) + y", 0, 0, true)]
    [InlineData("x * x + y * y > 0 ? Math.Sqrt(x * x + y * y) : 0", 0, 0, true)]
    [InlineData("double.Hypot(x, y)", 0, 0, true)]
    public void At_the_point_that_is_named_the_gradient_is_no_number(string expression, double x, double y, bool isFinite)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.CompileMembers($"[Differentiable] public static double F(double x, double y) => {expression};"));
        object?[] arguments = [x, y, 0.0, 0.0];
        GeneratorHost.Run(complete, "Net", "FGradient", arguments);
        (double.IsFinite((double)arguments[2]!) && double.IsFinite((double)arguments[3]!)).ShouldBe(isFinite);
    }
}
