namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Products with rows of one matrix that become one product, and those that must not: what stands between them, and how their rows lie.</summary>
internal static partial class Snippets
{
    /// <summary>W_row·x + U_row·h + b_row</summary>
    private const string Preactivation = "static double Z(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, int row) => TensorPrimitives.Dot(w.GetRowSpan(row), x) + TensorPrimitives.Dot(u.GetRowSpan(row), h) + b[row]; ";

    private static string Gru(string update, string reset, string candidate) => Preactivation + $$"""
        static void Cell(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span<double> y)
        { int n = h.Length; double[] reset = new double[n];
          for (int j = 0; j < n; j++) reset[j] = Activations.Sigmoid(Z(x, h, w, u, b, {{reset}} + j)) * h[j];
          for (int j = 0; j < n; j++) { double z = Activations.Sigmoid(Z(x, h, w, u, b, {{update}} + j)), c = Math.Tanh(Z(x, reset, w, u, b, {{candidate}} + j)); y[j] = (1 - z) * h[j] + z * c; } }
        """;

    /// <summary>Two gates of the squares of x, which are copied so that something may change them between the gates.</summary>
    private const string Gates = "[Differentiable] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, Span<double> f, Span<double> g) { int n = f.Length; double[] a = new double[x.Length]; for (int i = 0; i < a.Length; i++) a[i] = x[i] * x[i]; ";

    private const string FirstGate = "for (int j = 0; j < f.Length; j++) f[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)a)); ";

    private const string SecondGate = "for (int j = 0; j < f.Length; j++) g[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(n + j), (ReadOnlySpan<double>)a)); }";

    private const string BatchGates = "[Differentiable] public static void F(double[,] x, double[,] w, double[,] f, double[,] g) { int n = f.GetLength(1), m = x.GetLength(0), k = x.GetLength(1); double[,] a = new double[m, k]; for (int s = 0; s < m; s++) for (int i = 0; i < k; i++) a[s, i] = x[s, i] * x[s, i]; ";

    private const string FirstBatchGate = "for (int s = 0; s < m; s++) for (int j = 0; j < f.GetLength(1); j++) { double z = 0; for (int i = 0; i < k; i++) z += w[j, i] * a[s, i]; f[s, j] = Math.Tanh(z); } ";

    private const string SecondBatchGate = "for (int s = 0; s < m; s++) for (int j = 0; j < f.GetLength(1); j++) { double z = 0; for (int i = 0; i < k; i++) z += w[f.GetLength(1) + j, i] * a[s, i]; g[s, j] = Math.Tanh(z); } }";

    /// <summary>The same with weights that have no gradient: then the reverse of each gate only adds to what they share.</summary>
    private static string Constant(string program) =>
        program.Replace("ReadOnlySpan2D<double> w", "[NoGradient] ReadOnlySpan2D<double> w", StringComparison.Ordinal).Replace("double[,] w", "[NoGradient] double[,] w", StringComparison.Ordinal);

    private static IEnumerable<Snippet> Stacks =>
    [
        new("a reset gate between two gates", "x:5 h:6 w:18x5 u:18x6 b:18 y:6:out", Gru("0", "n", "2 * n") + """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span<double> y) => Cell(x, h, w, u, b, y);
            """),
        new("a reset gate between two gates of a batch", "x:3x5 h:3x6 w:18x5 u:18x6 b:18 y:3x6:out", Gru("0", "n", "2 * n") + """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span2D<double> y)
            { for (int s = 0; s < x.Height; s++) Cell(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, y.GetRowSpan(s)); }
            """),
        new("a reset gate between two gates, over time", "x:3x5 w:18x5 u:18x6 b:18", Gru("0", "n", "2 * n") + """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b)
            { Span2D<double> h = new double[x.Height + 1, u.Width]; double s = 0; for (int t = 0; t < x.Height; t++) { Cell(x.GetRowSpan(t), h.GetRowSpan(t), w, u, b, h.GetRowSpan(t + 1)); for (int j = 0; j < h.Width; j++) s += h[t + 1, j] * h[t + 1, j]; } return s; }
            """),
        new("two gates behind the candidate", "x:5 h:6 w:18x5 u:18x6 b:18 y:6:out", Gru("n", "2 * n", "0") + """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span<double> y) => Cell(x, h, w, u, b, y);
            """),
        new("two gates of a batch behind the candidate", "x:3x5 h:3x6 w:18x5 u:18x6 b:18 y:3x6:out", Gru("n", "2 * n", "0") + """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span2D<double> y)
            { for (int s = 0; s < x.Height; s++) Cell(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, y.GetRowSpan(s)); }
            """),
        new("gates of no units", "x:5 w:6x5 n=0", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, int n)
            { double[] f = new double[n], g = new double[n]; double t = x[0] * w[0, 1]; for (int j = 0; j < n; j++) { f[j] = TensorPrimitives.Dot(w.GetRowSpan(j), x); g[j] = TensorPrimitives.Dot(w.GetRowSpan(n + j), x); } for (int j = 0; j < n; j++) t += Math.Sin(f[j]) * g[j]; return t; }
            """),
        new("gates of a batch without inputs", "x:3x0 h:3x4 w:8x0 u:8x4 b:8 y:3x4:out", Preactivation + """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span2D<double> y)
            { int n = h.Width; for (int s = 0; s < h.Height; s++) for (int j = 0; j < n; j++) y[s, j] = Math.Tanh(Z(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, j)) * Z(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, n + j); }
            """),
        new("gates whose rows lie in another order in each matrix", "x:5 h:6 w:12x5 u:12x6 y:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, Span<double> y)
            { int n = h.Length; for (int j = 0; j < n; j++) { double f = TensorPrimitives.Dot(w.GetRowSpan(j), x) + TensorPrimitives.Dot(u.GetRowSpan(n + j), h), g = TensorPrimitives.Dot(w.GetRowSpan(n + j), x) + TensorPrimitives.Dot(u.GetRowSpan(j), h); y[j] = Math.Tanh(f) * g; } }
            """),
        new("gates that follow one another", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + SecondGate),
        new("gates of constant weights that follow one another", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + SecondGate)),
        new("gates with a row between them", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + SecondGate.Replace("n + j", "n + 1 + j", StringComparison.Ordinal)),
        new("gates that share a row", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + SecondGate.Replace("n + j", "n - 1 + j", StringComparison.Ordinal)),
        new("gates from a row on that is no multiple", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate.Replace("GetRowSpan(j)", "GetRowSpan(n + 2 + j)", StringComparison.Ordinal) + SecondGate.Replace("n + j", "2 + j", StringComparison.Ordinal)),
        new("gates between which their operand changes", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + "for (int i = 0; i < a.Length; i++) a[i] = Math.Sin(a[i]) * 0.7; " + SecondGate),
        new("gates of constant weights between which their operand changes", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + "for (int i = 0; i < a.Length; i++) a[i] = Math.Sin(a[i]) * 0.7; " + SecondGate)),
        new("gates between which a part of their operand changes", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + "for (int i = 0; i < a.Length - 2; i++) a[i + 2] *= 0.7; " + SecondGate),
        new("gates of constant weights between which a part of their operand changes", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + "for (int i = 0; i < a.Length - 2; i++) a[i + 2] *= 0.7; " + SecondGate)),
        new("gates between which their operand is added to", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + "for (int i = 0; i < a.Length; i++) a[i] += 0.7 * x[i]; " + SecondGate),
        new("gates of constant weights between which their operand is added to", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + "for (int i = 0; i < a.Length; i++) a[i] += 0.7 * x[i]; " + SecondGate)),
        new("gates between which a part of their operand is added to", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + "for (int i = 0; i < a.Length - 2; i++) a[i + 2] += 0.7 * x[i]; " + SecondGate),
        new("gates of constant weights between which a part of their operand is added to", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + "for (int i = 0; i < a.Length - 2; i++) a[i + 2] += 0.7 * x[i]; " + SecondGate)),
        new("three gates of constant weights, whose operand is added to behind the first", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate + "for (int i = 0; i < a.Length; i++) a[i] += 0.7 * x[i]; " + SecondGate.Replace("g[j] = ", "g[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(2 * n + j), (ReadOnlySpan<double>)a)) * ", StringComparison.Ordinal))),
        new("three gates of constant weights, whose operand is added to behind the last", "x:6 w:18x6 f:5:out g:5:out", Constant(Gates + FirstGate.Replace("GetRowSpan(j)", "GetRowSpan(2 * n + j)", StringComparison.Ordinal) + "for (int i = 0; i < a.Length; i++) a[i] += 0.7 * x[i]; " + SecondGate.Replace("g[j] = ", "g[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)a)) * ", StringComparison.Ordinal))),
        new("gates in the other order, from computed rows on", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate.Replace("GetRowSpan(j)", "GetRowSpan(2 * n + 2 + j)", StringComparison.Ordinal) + SecondGate.Replace("n + j", "n + 2 + j", StringComparison.Ordinal)),
        new("products side by side into two targets", "x:6 w:18x6 f:5:out g:5:inout", Gates + "for (int j = 0; j < f.Length; j++) { double z = TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)a); g[j] += TensorPrimitives.Dot(w.GetRowSpan(n + j), x); f[j] = Math.Tanh(z); } }"),
        new("a gate that is used and then changes", "x:6 w:18x6 f:5:out g:5:out", Gates + "double[] c = new double[f.Length]; " + FirstGate.Replace("f[j]", "c[j]", StringComparison.Ordinal) + "double p = 0; for (int j = 0; j < f.Length; j++) { p += Math.Sin(c[j]) * c[j]; c[j] = 0.3 * c[j] * c[j]; } for (int j = 0; j < f.Length; j++) f[j] = c[j] * c[j]; " + SecondGate.Replace("= Math.Tanh", "= p * Math.Tanh", StringComparison.Ordinal)),
        new("gates with a loop between that does not touch them", "x:6 w:18x6 f:5:out g:5:out", Gates + FirstGate + "double p = 0; for (int i = 0; i < a.Length; i++) p += Math.Sin(a[i]) * x[i]; " + SecondGate.Replace("= Math.Tanh", "= p * Math.Tanh", StringComparison.Ordinal)),
        new("gates between which the first is used", "x:6 w:18x6 f:5:out g:5:out", Gates + "double[] c = new double[f.Length]; " + FirstGate.Replace("f[j]", "c[j]", StringComparison.Ordinal) + "double p = 0; for (int j = 0; j < f.Length; j++) { p += c[j] * c[j]; f[j] = 0.3 * c[j]; } " + SecondGate.Replace("= Math.Tanh", "= p * Math.Tanh", StringComparison.Ordinal)),
        new("a gate that is an operand of the next one", "x:6 w:18x6 f:6:out g:6:out", Gates + "double[] c = new double[f.Length]; " + FirstGate.Replace("f[j]", "c[j]", StringComparison.Ordinal) + "for (int j = 0; j < f.Length; j++) f[j] = 0.3 * c[j]; " + "for (int j = 0; j < f.Length; j++) { double q = 0; for (int i = 0; i < f.Length; i++) q += w[n + j, i] * c[i]; g[j] = Math.Tanh(q); } }"),
        new("gates of a batch that follow one another", "x:3x6 w:18x6 f:3x5:out g:3x5:out", BatchGates + FirstBatchGate + SecondBatchGate),
        new("gates of a batch between which their operand changes", "x:3x6 w:18x6 f:3x5:out g:3x5:out", BatchGates + FirstBatchGate + "for (int s = 0; s < m; s++) for (int i = 0; i < k; i++) a[s, i] = Math.Sin(a[s, i]) * 0.7; " + SecondBatchGate),
        new("gates of a batch and constant weights between which their operand changes", "x:3x6 w:18x6 f:3x5:out g:3x5:out", Constant(BatchGates + FirstBatchGate + "for (int s = 0; s < m; s++) for (int i = 0; i < k; i++) a[s, i] = Math.Sin(a[s, i]) * 0.7; " + SecondBatchGate)),
        new("gates of a batch between which a part of their operand is added to", "x:3x6 w:18x6 f:3x5:out g:3x5:out", BatchGates + FirstBatchGate + "for (int s = 0; s < m; s++) for (int i = 0; i < k - 2; i++) a[s, i + 2] += 0.7 * x[s, i]; " + SecondBatchGate),
        new("gates of a batch and constant weights between which a part of their operand is added to", "x:3x6 w:18x6 f:3x5:out g:3x5:out", Constant(BatchGates + FirstBatchGate + "for (int s = 0; s < m; s++) for (int i = 0; i < k - 2; i++) a[s, i + 2] += 0.7 * x[s, i]; " + SecondBatchGate)),
        new("two batches of different heights", "x:3x5 v:4x5 w:12x5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[,] x, double[,] v, double[,] w)
            { int n = w.GetLength(0) / 2, k = w.GetLength(1); double t = 0;
              for (int s = 0; s < x.GetLength(0); s++) for (int j = 0; j < n; j++) { double z = 0; for (int i = 0; i < k; i++) z += w[j, i] * x[s, i]; t += Math.Sin(z) * z; }
              for (int s = 0; s < v.GetLength(0); s++) for (int j = 0; j < n; j++) { double z = 0; for (int i = 0; i < k; i++) z += w[n + j, i] * v[s, i]; t += Math.Tanh(z) * z; }
              return t; }
            """),
    ];
}
