using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Snapshots;

/// <summary>How generated code reads. Each file is also compiled without a warning, and its gradient compared with finite differences.</summary>
public class GeneratedCode
{
    // One program serves all checks: it returns value and gradient for a vector of numbers, whatever the method's signature.
    private static void Check(string name, string members, string caller, double[] at)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers(members);
        string text = GeneratorHost.Generate(compilation).Single().Value;
        Snapshot.Verify(text, name);

        CSharpCompilation called = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            $"{GeneratorHost.Usings}public static class Caller {{ {caller} }}", GeneratorHost.ParseOptions, "Caller.cs"));
        Compilation complete = GeneratorHost.Complete(called);
        double[] gradient = (double[])GeneratorHost.Run(complete, "Caller", "Gradient", at)!;
        GradientCheck.Compare(p => (double)GeneratorHost.Run(complete, "Caller", "Value", p)!, at, gradient).ThrowIfFailed();
    }

    [Fact]
    public void Loss() => Check(
        "Loss",
        """
            [Differentiable]
            public static double Loss(double w, double b, double x, [NoGradient] double target)
            {
                double y = Sigmoid(w * x + b);
                return 0.5 * (y - target) * (y - target);
            }
        """,
        """
            public static double Value(double[] p) => Net.Loss(p[0], p[1], p[2], 0.3);
            public static double[] Gradient(double[] p) { Net.LossGradient(p[0], p[1], p[2], 0.3, out double w, out double b, out double x); return [w, b, x]; }
        """,
        [0.4, -0.2, 1.3]);

    [Fact]
    public void TwoTwoTwoNetwork()
    {
        const string Source = """
            [Differentiable]
            public static double Loss(
                double w1, double w2, double w3, double w4, double w5, double w6, double w7, double w8, double b1, double b2,
                [NoGradient] double i1, [NoGradient] double i2, [NoGradient] double t1, [NoGradient] double t2)
            {
                double net_h1 = i1 * w1 + i2 * w2 + b1;
                double net_h2 = i1 * w3 + i2 * w4 + b1;
                double h1 = Sigmoid(net_h1);
                double h2 = Sigmoid(net_h2);
                double net_o1 = h1 * w5 + h2 * w6 + b2;
                double net_o2 = h1 * w7 + h2 * w8 + b2;
                double o1 = Sigmoid(net_o1);
                double o2 = Sigmoid(net_o2);
                return 0.5 * (t1 - o1) * (t1 - o1) + 0.5 * (t2 - o2) * (t2 - o2);
            }
            """;
        Check(
            "TwoTwoTwoNetwork",
            Source,
            """
                public static double Value(double[] p) => Net.Loss(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], 0.05, 0.1, 0.01, 0.99);
                public static double[] Gradient(double[] p)
                {
                    double[] d = new double[10];
                    Net.LossGradient(
                        p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], 0.05, 0.1, 0.01, 0.99,
                        out d[0], out d[1], out d[2], out d[3], out d[4], out d[5], out d[6], out d[7], out d[8], out d[9]);
                    return d;
                }
            """,
            [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6]);

        string text = GeneratorHost.Generate(GeneratorHost.CompileMembers(Source)).Single().Value;
        string gradient = text[..text.IndexOf("LossBackward", StringComparison.Ordinal)];
        System.Text.RegularExpressions.Regex.Count(gradient, @"Sigmoid\(").ShouldBe(4);
        text.ShouldContain("∂L/∂w5 = (o1 − t1)·σ′(net_o1)·h1.");
        text.ShouldContain("∂L/∂w1 = [(o1 − t1)·σ′(net_o1)·w5 + (o2 − t2)·σ′(net_o2)·w7]·σ′(net_h1)·i1.");
    }

    [Fact]
    public void SigmoidChain() => Check(
        "SigmoidChain",
        """
            [Differentiable]
            public static double Cost(double x, double w1, double w2, double w3, double w4, double b1, double b2, double b3, double b4, [NoGradient] double t)
            {
                double z1 = w1 * x + b1;
                double z2 = w2 * Sigmoid(z1) + b2;
                double z3 = w3 * Sigmoid(z2) + b3;
                double z4 = w4 * Sigmoid(z3) + b4;
                double y4 = Sigmoid(z4);
                return 0.5 * (y4 - t) * (y4 - t);
            }
        """,
        """
            public static double Value(double[] p) => Net.Cost(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], 0.5);
            public static double[] Gradient(double[] p)
            {
                double[] d = new double[9];
                Net.CostGradient(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], 0.5, out d[0], out d[1], out d[2], out d[3], out d[4], out d[5], out d[6], out d[7], out d[8]);
                return d;
            }
        """,
        [-0.2, 0.5, -1.6, 1.1, -0.9, -0.3, -0.4, 0.3, -0.5]);

    [Fact]
    public void DenseLayer() => Check(
        "DenseLayer",
        """
            [Differentiable(Derivatives.Taped)]
            public static void Dense(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b, Span<double> y)
            {
                for (int k = 0; k < y.Length; k++)
                    y[k] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
            }
        """,
        """
            public static double Value(double[] p)
            {
                double[] y = new double[2];
                Net.Dense(p[..3], new ReadOnlySpan2D<double>(p, 3, 2, 3, 0), p[9..], y);
                return 2 * y[0] - 3 * y[1];
            }
            public static double[] Gradient(double[] p)
            {
                double[] d = new double[p.Length];
                Net.DenseBackward(p[..3], new ReadOnlySpan2D<double>(p, 3, 2, 3, 0), p[9..], new double[] { 2, -3 }, d.AsSpan(0, 3), new Span2D<double>(d, 3, 2, 3, 0), d.AsSpan(9));
                return d;
            }
        """,
        [0.1, -0.7, 0.4, 0.2, 0.9, -0.3, 0.8, 0.5, -0.6, 0.05, -0.15]);

    [Fact]
    public void Recurrence() => Check(
        "Recurrence",
        """
            [Differentiable(Derivatives.Taped)]
            public static double Recurrence(double u, double w, double b, ReadOnlySpan<double> x)
            {
                double h = 0, loss = 0;
                for (int t = 0; t < x.Length; t++)
                {
                    h = Math.Tanh(u * h + w * x[t] + b);
                    loss += h * h;
                }

                return loss;
            }
        """,
        """
            public static double Value(double[] p) => Net.Recurrence(p[0], p[1], p[2], p.AsSpan(3));
            public static double[] Gradient(double[] p)
            {
                double[] d = new double[p.Length];
                Net.RecurrenceGradient(p[0], p[1], p[2], p.AsSpan(3), out d[0], out d[1], out d[2], d.AsSpan(3));
                return d;
            }
        """,
        [0.8, 0.5, -0.1, 0.3, -0.6, 1.1, 0.2]);

    [Fact]
    public void PrefixProduct() => Check(
        "PrefixProduct",
        """
            [Differentiable]
            public static void Multiply(Span<double> x)
            {
                for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
            }
        """,
        """
            public static double Value(double[] p) { double[] x = (double[])p.Clone(); Net.Multiply(x); return x[0] + 2 * x[1] - x[2] + 3 * x[3]; }
            public static double[] Gradient(double[] p) { double[] d = [1, 2, -1, 3]; Net.MultiplyBackward(p, d); return d; }
        """,
        [0.8, 0.5, -1.1, 0.3]);

    [Fact]
    public void SoftmaxCrossEntropy() => Check(
        "SoftmaxCrossEntropy",
        """
            [Differentiable]
            public static double CrossEntropy(ReadOnlySpan2D<double> logits, ReadOnlySpan<int> labels)
            {
                double loss = 0;
                for (int n = 0; n < logits.Height; n++)
                {
                    double max = Grad.Stop(TensorPrimitives.Max(logits.GetRowSpan(n)));
                    double sum = 0;
                    for (int k = 0; k < logits.Width; k++)
                        sum += Math.Exp(logits[n, k] - max);
                    loss += max + Math.Log(sum) - logits[n, labels[n]];
                }

                return loss / logits.Height;
            }
        """,
        """
            public static double Value(double[] p) => Net.CrossEntropy(new ReadOnlySpan2D<double>(p, 2, 3), new int[] { 2, 0 });
            public static double[] Gradient(double[] p) { double[] d = new double[6]; Net.CrossEntropyGradient(new ReadOnlySpan2D<double>(p, 2, 3), new int[] { 2, 0 }, new Span2D<double>(d, 2, 3)); return d; }
        """,
        [0.8, 0.5, -1.1, 0.3, 2, 0.1]);

    [Fact]
    public void LstmCell() => Check(
        "LstmCell",
        """
            [Differentiable(Derivatives.Taped)]
            public static void Lstm(
                ReadOnlySpan<double> x, ReadOnlySpan<double> hPrev, ReadOnlySpan<double> cPrev, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b,
                Span<double> h, Span<double> c)
            {
                int units = h.Length;
                for (int j = 0; j < units; j++)
                {
                    double f = Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(j), x) + TensorPrimitives.Dot(u.GetRowSpan(j), hPrev) + b[j]);
                    double i = Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(units + j), x) + TensorPrimitives.Dot(u.GetRowSpan(units + j), hPrev) + b[units + j]);
                    double o = Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(2 * units + j), x) + TensorPrimitives.Dot(u.GetRowSpan(2 * units + j), hPrev) + b[2 * units + j]);
                    double g = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(3 * units + j), x) + TensorPrimitives.Dot(u.GetRowSpan(3 * units + j), hPrev) + b[3 * units + j]);
                    double cell = f * cPrev[j] + i * g;
                    c[j] = cell;
                    h[j] = o * Math.Tanh(cell);
                }
            }
        """,
        """
            public static double Value(double[] p)
            {
                double[] h = new double[1], c = new double[1];
                Net.Lstm(p[..2], p[2..3], p[3..4], new ReadOnlySpan2D<double>(p, 4, 4, 2, 0), new ReadOnlySpan2D<double>(p, 12, 4, 1, 0), p[16..], h, c);
                return 2 * h[0] - c[0];
            }
            public static double[] Gradient(double[] p)
            {
                double[] d = new double[p.Length];
                Net.LstmBackward(
                    p[..2], p[2..3], p[3..4], new ReadOnlySpan2D<double>(p, 4, 4, 2, 0), new ReadOnlySpan2D<double>(p, 12, 4, 1, 0), p[16..],
                    new double[] { 2 }, new double[] { -1 },
                    d.AsSpan(0, 2), d.AsSpan(2, 1), d.AsSpan(3, 1), new Span2D<double>(d, 4, 4, 2, 0), new Span2D<double>(d, 12, 4, 1, 0), d.AsSpan(16));
                return d;
            }
        """,
        [.. Enumerable.Range(0, 20).Select(i => Math.Sin(i + 1))]);

    [Fact]
    public void NewtonIteration() => Check(
        "NewtonIteration",
        """
            [Differentiable]
            public static double SquareRoot(double a)
            {
                double x = a;
                while (Math.Abs(x * x - a) > 1e-9)
                    x = 0.5 * (x + a / x);
                return x;
            }
        """,
        """
            public static double Value(double[] p) => Net.SquareRoot(p[0]);
            public static double[] Gradient(double[] p) { Net.SquareRootGradient(p[0], out double a); return [a]; }
        """,
        [2.3]);

    [Fact]
    public void CheckpointedRecurrence() => Check(
        "CheckpointedRecurrence",
        """
            [Checkpoint, Differentiable]
            public static double Recurrence(double u, ReadOnlySpan<double> x)
            {
                double h = 0.1;
                for (int t = 0; t < x.Length; t++)
                    h = Math.Tanh(u * h + x[t]);
                return h;
            }
        """,
        """
            public static double Value(double[] p) => Net.Recurrence(p[0], p.AsSpan(1));
            public static double[] Gradient(double[] p) { double[] g = new double[p.Length]; Net.RecurrenceGradient(p[0], p.AsSpan(1), out g[0], g.AsSpan(1)); return g; }
        """,
        [0.6, 0.3, -0.2, 0.5, 0.1, -0.4]);

    [Fact]
    public void RaggedRows() => Check(
        "RaggedRows",
        """
            [Differentiable]
            public static double Ragged(double[][] x, ReadOnlySpan<double> w, double u)
            {
                double loss = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double h = Math.Sin(TensorPrimitives.Dot(x[i], w));
                    for (int t = 0; t < x[i].Length; t++)
                        h = Math.Tanh(u * h + x[i][t]);
                    loss += h * h;
                }
                return loss;
            }
        """,
        """
            private static double[][] Jagged(double[] p) => [p[4..7], p[7..10], p[10..13]];
            public static double Value(double[] p) => Net.Ragged(Jagged(p), p.AsSpan(1, 3), p[0]);
            public static double[] Gradient(double[] p)
            {
                double[][] x = Jagged(p), dx = Jagged(p);
                double[] g = new double[4];
                Net.RaggedGradient(x, p.AsSpan(1, 3), p[0], dx, g.AsSpan(1), out g[0]);
                return [.. g, .. dx[0], .. dx[1], .. dx[2]];
            }
        """,
        [0.6, 1.3, -1.2, 1.5, 0.1, -0.3, 0.4, 0.2, 0.7, -0.6, -0.5, 0.3, 0.2]);

    /// <summary>What is only read, and what is only added to, is handed on as it is.</summary>
    [Fact]
    public void RecursiveSum() => Check(
        "RecursiveSum",
        """
            [Differentiable]
            public static double Sum(ReadOnlySpan<double> x, double u, int from)
            {
                if (from == x.Length)
                    return u;
                return Math.Sin(u * x[from]) + Sum(x, u * x[from], from + 1);
            }
        """,
        """
            public static double Value(double[] p) => Net.Sum(p.AsSpan(1), p[0], 0);
            public static double[] Gradient(double[] p) { double[] g = new double[p.Length]; Net.SumGradient(p.AsSpan(1), p[0], 0, g.AsSpan(1), out g[0]); return g; }
        """,
        [0.6, 1.3, -1.2, 1.5]);

    /// <summary>The loop over samples is a type whose ranges workers run: rows in place, weights by partial sums.</summary>
    [Fact]
    public void SharedSamples() => Check(
        "SharedSamples",
        """
            [Differentiable(Parallel = true)]
            public static double Loss([NoGradient] ReadOnlySpan2D<double> x, ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> target)
            {
                double loss = 0;
                for (int n = 0; n < x.Height; n++)
                {
                    double e = Math.Tanh(TensorPrimitives.Dot(w, x.GetRowSpan(n)) + b) - target[n];
                    loss += e * e;
                }

                return loss / x.Height;
            }
        """,
        """
            private static readonly double[] X = [0.3, -0.2, 0.8, 0.5, -0.7, 0.1], Target = [0.5, -0.5, 0.25];
            public static double Value(double[] p) => Net.Loss(new ReadOnlySpan2D<double>(X, 3, 2), p.AsSpan(1), p[0], Target);
            public static double[] Gradient(double[] p) { double[] g = new double[3]; Net.LossGradient(new ReadOnlySpan2D<double>(X, 3, 2), p.AsSpan(1), p[0], Target, g.AsSpan(1), out g[0]); return g; }
        """,
        [0.2, 1.3, -1.2]);
}
