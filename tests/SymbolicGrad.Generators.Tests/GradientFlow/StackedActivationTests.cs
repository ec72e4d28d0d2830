using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>SYG1011: two activations in a row, an activation of the logits of a loss that has it already.</summary>
public class StackedActivationTests
{
    [Theory]
    [InlineData("SYG1011", "Sigmoid(Sigmoid(w * x))", "public static double F(double w, double x) => Sigmoid(Sigmoid(w * x));")]
    [InlineData("SYG1011", "Relu(Relu(w * x))", "public static double F(double w, double x) => Relu(Relu(w * x));")]
    [InlineData("SYG1011", "Math.Tanh(h)", "public static double F(double w, double x) { double h = Sigmoid(w * x); return Math.Tanh(h); }")]
    [InlineData("SYG1011", "Math.Max(0, MathF.Tanh(w))", "public static float F(float w) => (float)Math.Max(0, MathF.Tanh(w));")]
    [InlineData("SYG1011", "MathF.Tanh(MathF.Max(0, w * x))", "public static float F(float w, float x) => MathF.Tanh(MathF.Max(0, w * x));")]
    [InlineData("SYG1011", "T.Tanh(Elu(w))", "public static T F<T>(T w) where T : IFloatingPointIeee754<T> => T.Tanh(Elu(w));")]
    [InlineData("SYG1011", "Gate(Gate(w * x))", "public static double F(double w, double x) => Gate(Gate(w * x)); private static double Gate(double z) => double.Tanh(z);", "double.Tanh(z)")]
    [InlineData("SYG1011", "Silu(h)", "public static double F(double w, double x) { double z = w * x; double h = z > 0 ? z : 0; return Silu(h); }")]
    [InlineData("SYG1011", "Sigmoid(w > 0 ? Relu(w) : Elu(w))", "public static double F(double w) => Sigmoid(w > 0 ? Relu(w) : Elu(w));")]
    [InlineData("SYG1011", "Math.Tanh(h[i])", "public static void F(double[] x, double[] y, double w) { double[] h = new double[x.Length]; for (int i = 0; i < x.Length; i++) h[i] = Sigmoid(w * x[i]); for (int i = 0; i < y.Length; i++) y[i] = Math.Tanh(h[i]); }")]
    [InlineData("SYG1011", "TensorPrimitives.Tanh(h, y)", "public static void F(ReadOnlySpan<double> x, Span<double> y) { Span<double> h = new double[x.Length]; TensorPrimitives.Sigmoid(x, h); TensorPrimitives.Tanh(h, y); }")]
    [InlineData("SYG1011", "Sigmoid(z)", "public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z); return Softplus(p) - t * p; }")]
    [InlineData("SYG1011", "Sigmoid(z)", "public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z); return -t * LogSigmoid(p) - (1 - t) * LogSigmoid(-p); }")]
    [InlineData("SYG1011", "Sigmoid(z)", "public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z); return Math.Log(1 + Math.Exp(p)) - t * p; }")]
    [InlineData("SYG1011", "Math.Exp(x[i] - m) / s", "public static double F(double[] x, int label) { double m = double.MinValue, s = 0; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); double[] p = new double[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = Math.Exp(x[i] - m) / s; double q = 0; for (int i = 0; i < x.Length; i++) q += Math.Exp(p[i]); return Math.Log(q) - p[label]; }")]
    [InlineData("SYG1011", "TensorPrimitives.SoftMax(x, p)", "public static double F(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> t) { Span<double> p = new double[x.Length]; TensorPrimitives.SoftMax(x, p); double q = 0, loss = 0; for (int i = 0; i < x.Length; i++) q += Math.Exp(p[i]); for (int i = 0; i < x.Length; i++) loss -= t[i] * (p[i] - Math.Log(q)); return loss; }")]
    [InlineData("SYG1011", "Relu(w * x[i])", "public static double F(double[] x, double w, int label) { double[] p = new double[x.Length]; double m = double.MinValue, q = 0; for (int i = 0; i < x.Length; i++) { p[i] = Relu(w * x[i]); m = Math.Max(m, p[i]); } for (int i = 0; i < x.Length; i++) q += Math.Exp(p[i] - m); return m + Math.Log(q) - p[label]; }")]
    public void Found(string id, string at, string member, string? exactly = null) => Findings.ShouldBeFound(id, exactly ?? at, member);

    [Theory]
    [InlineData("public static double F(double w, double v, double x) => Sigmoid(v * Sigmoid(w * x));")]
    [InlineData("public static double F(double w, double b, double x) => Math.Tanh(Sigmoid(w * x) + b);")]
    [InlineData("public static double F(double w, double x) => Math.Tanh(2 * Relu(w * x));")]
    [InlineData("public static double F(double x) => x * Math.Tanh(Softplus(x));")]
    [InlineData("public static double F(double w, double x) { double z = w * x; double h = Softplus(z); return Math.Tanh(h) * z; }")]
    [InlineData("public static double F(double w, double x) => Math.Clamp(Sigmoid(w * x), 1e-6, 1 - 1e-6);")]
    [InlineData("public static double F(double w, double x) => Math.Max(1e-6, Sigmoid(w * x));")]
    [InlineData("public static double F(double w, double x) => Mish(w * x) + Silu(x) + Gelu(w);")]
    [InlineData("public static double F(double w, double x) => Sigmoid(w * x) * Math.Tanh(x);")]
    [InlineData("public static double F(double w, [NoGradient] double x) => Sigmoid(w * x + Math.Tanh(x));")]
    [InlineData("public static double F(double w, [NoGradient] double x) => w * Sigmoid(Math.Tanh(x));")]
    [InlineData("public static double F(double z, [NoGradient] double t) => Softplus(z) - t * z;")]
    [InlineData("public static double F(double w, double x) => Sigmoid(w > 0 ? Relu(x) : w * x);")]
    [InlineData("public static double F(double[] x) { double q = 0; for (int i = 0; i < x.Length; i++) q += Math.Exp(Math.Tanh(x[i])); return Math.Log(q); }")]
    [InlineData("public static double F(double[] x, int label) { double m = double.MinValue, q = 0; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) q += Math.Exp(x[i] - m); return m + Math.Log(q) - x[label]; }")]
    [InlineData("public static double F(double[] x, double w) { double m = 0; for (int i = 0; i < x.Length; i++) m = Math.Max(m, Relu(w * x[i])); return Math.Tanh(w * m); }")]
    [InlineData("public static void F(double[] h, double[] y) { for (int i = 0; i < h.Length; i++) h[i] = Sigmoid(h[i]); for (int i = 0; i < y.Length; i++) y[i] = h[i]; }")]
    public void Left_alone(string member) => Findings.ShouldBeLeftAlone(member);

    /// <summary>Of a loss that is a call, its names say that it is given logits.</summary>
    [Theory]
    [InlineData("LossWithLogits(Sigmoid(z), t)", 1)]
    [InlineData("LossWithLogits(2 * z, t)", 0)]
    [InlineData("LossWithLogits(z, Sigmoid(t))", 0)]
    [InlineData("Entropy(Relu(z))", 1)]
    public void A_loss_that_is_a_call_says_so_by_its_names(string result, int count) =>
        GeneratorHost.AnalyzeFlow(GeneratorHost.CompileMembers($$"""
            [Differentiable] public static double F(double z, double t) => {{result}} + t;
            private static double LossWithLogits(double z, double t) => Softplus(z) - t * z;
            [BackwardOf(typeof(Net), nameof(LossWithLogits))]
            private static void LossWithLogitsBackward(double z, double t, double dResult, ref double dz, ref double dt) { dz += dResult * (Sigmoid(z) - t); dt -= dResult * z; }
            private static double Entropy(double logits) => Softplus(logits);
            [BackwardOf(typeof(Net), nameof(Entropy))]
            private static void EntropyBackward(double logits, double dResult, ref double dLogits) => dLogits += dResult * Sigmoid(logits);
            """)).Count(found => found.Id == "SYG1011").ShouldBe(count);
}
