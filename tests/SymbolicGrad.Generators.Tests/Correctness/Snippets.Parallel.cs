namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops over samples that workers share.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Parallel =>
    [
        new("workers: a loss over samples", "x:7x4 w:3x4 b:3 t:7x3", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b, ReadOnlySpan2D<double> t)
            { double loss = 0; for (int n = 0; n < x.Height; n++) for (int k = 0; k < b.Length; k++) { double e = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x.GetRowSpan(n)) + b[k]) - t[n, k]; loss += 0.5 * e * e; } return loss / x.Height; }
            """),
        new("workers: a layer of arrays", "x:7x4 w:3x4 b:3 y:7x3:out", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(double[,] x, double[,] w, double[] b, double[,] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int k = 0; k < b.Length; k++) { double s = b[k]; for (int j = 0; j < x.GetLength(1); j++) s += w[k, j] * x[n, j]; y[n, k] = Math.Tanh(s); } }
            """),
        new("workers: a layer downwards", "x:7x4 w:3x4 y:7x3:out", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(double[,] x, double[,] w, double[,] y)
            { for (int n = x.GetLength(0) - 1; n >= 0; n--) for (int k = 0; k < w.GetLength(0); k++) { double s = n; for (int j = 0; j < x.GetLength(1); j++) s += w[k, j] * x[n, j]; y[n, k] = Math.Sin(s); } }
            """),
        new("workers: scalars of all samples and counts", "x:9 t:9 a:+ c:", """
            [Differentiable(Parallel = true)] public static double F(double[] x, double[] t, double a, double c)
            { double r = 0; int hits = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(a * x[i]) + c - t[i]; if (e > 0) { r += e * e; hits++; } } return r / (1 + hits); }
            """),
        new("workers: scratch of a sample before the loop", "x:6x4 w:5x4 v:5 labels={0,2,1,0,1,2}", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static double F(double[,] x, double[,] w, double[] v, int[] labels)
            { double r = 0; Span<double> h = new double[v.Length]; for (int n = 0; n < labels.Length; n++) { for (int k = 0; k < h.Length; k++) { double s = 0; for (int j = 0; j < x.GetLength(1); j++) s += w[k, j] * x[n, j]; h[k] = Math.Tanh(s); }
              double y = 0; for (int k = 0; k < v.Length; k++) y += v[k] * h[k]; r += (y - labels[n]) * (y - labels[n]); } return r; }
            """),
        new("workers: scratch of three numbers before the loop", "x:6x3 c:3", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static double F(double[,] x, double[] c)
            { double r = 0; Span<double> p = stackalloc double[3]; for (int n = 0; n < x.GetLength(0); n++) { p[0] = x[n, 1] * c[2] - x[n, 2] * c[1]; p[1] = x[n, 2] * c[0] - x[n, 0] * c[2]; p[2] = Math.Sin(p[0] * p[1]); r += p[0] * p[1] * p[2]; } return r; }
            """),
        new("workers: flattened matrices", "x:12 w:6 n=4", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n)
            { int inputs = 3, outputs = 2; double[] y = new double[n * outputs]; for (int s = 0; s < n; s++) for (int k = 0; k < outputs; k++) { double z = 0; for (int j = 0; j < inputs; j++) z += w[k * inputs + j] * x[s * inputs + j]; y[s * outputs + k] = Math.Tanh(z); } double loss = 0; for (int s = 0; s < n; s++) for (int k = 0; k < outputs; k++) loss += y[s * outputs + k] * y[s * outputs + k]; return loss; }
            """),
        new("workers: flattened matrices of any width", "x:12 w:9 n=4 m=3", """
            [Differentiable(Parallel = true)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, int m)
            { double[] y = new double[n * m]; for (int s = 0; s < n; s++) for (int k = 0; k < m; k++) { double z = 0; for (int j = 0; j < m; j++) z += w[k * m + j] * x[s * m + j]; y[s * m + k] = Math.Tanh(z); } double loss = 0; for (int s = 0; s < n; s++) for (int k = 0; k < m; k++) loss += y[s * m + k] * y[s * m + k]; return loss; }
            """),
        new("workers: points of three coordinates", "p:15 a: b: r:5:out n=5", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(ReadOnlySpan<double> p, double a, double b, Span<double> r, int n)
            { for (int i = 0; i < n; i++) { double dx = p[3 * i] - a, dy = p[3 * i + 1] - b, dz = p[3 * i + 2]; r[i] = Math.Sqrt(1 + dx * dx + dy * dy + dz * dz); } }
            """),
        new("workers: what samples add to a vector", "x:7x4 a: s:4:inout", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(double[,] x, double a, Span<double> s)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < s.Length; j++) s[j] += Math.Sin(a * x[n, j]); }
            """),
        new("workers: rows that are chosen", "table:5x3 w:3 ids={4,1,1,0,3,4}", """
            [Differentiable(Parallel = true)] public static double F(ReadOnlySpan2D<double> table, ReadOnlySpan<double> w, ReadOnlySpan<int> ids)
            { double loss = 0; for (int n = 0; n < ids.Length; n++) { double z = 0; for (int k = 0; k < w.Length; k++) z += w[k] * table[ids[n], k]; loss += Math.Log(1 + z * z); } return loss; }
            """),
        new("workers: a recurrence in each sample", "x:6x5 w: u: y:6:out", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(double[,] x, double w, double u, double[] y)
            { for (int n = 0; n < y.Length; n++) { double h = 0; for (int t = 0; t < x.GetLength(1); t++) h = Math.Tanh(w * x[n, t] + u * h); y[n] = h; } }
            """),
        new("workers: a recurrence of vectors in each sample", "x:5x4 w:3x3 v:3", """
            [Differentiable(Parallel = true)] public static double F(double[,] x, double[,] w, double[] v)
            { double loss = 0; for (int n = 0; n < x.GetLength(0); n++) { double[] h = new double[v.Length], g = new double[v.Length];
              for (int t = 0; t < x.GetLength(1); t++) { for (int k = 0; k < h.Length; k++) { double s = x[n, t] * v[k]; for (int j = 0; j < h.Length; j++) s += w[k, j] * h[j]; g[k] = Math.Tanh(s); } for (int k = 0; k < h.Length; k++) h[k] = g[k]; }
              for (int k = 0; k < h.Length; k++) loss += h[k] * h[k]; } return loss; }
            """),
        new("workers: an iteration of unknown length in each sample", "a:6+ y:6:out", """
            [Differentiable(Parallel = true)] public static void F(ReadOnlySpan<double> a, Span<double> y)
            { for (int n = 0; n < a.Length; n++) { double x = 1 + a[n]; while (Math.Abs(x * x - a[n]) > 1e-13) x = 0.5 * (x + a[n] / x); y[n] = x; } }
            """),
        new("workers: samples whose rows are jagged", "x:3/0/2/4/1 w:4 y:5:out", """
            [Differentiable(Parallel = true)] public static void F(double[][] x, double[] w, double[] y)
            { for (int n = 0; n < x.Length; n++) { double s = 0; for (int j = 0; j < x[n].Length; j++) s += Math.Sin(w[j] * x[n][j]); y[n] = s; } }
            """),
        new("workers: one layer after the other", "x:7x4 w1:5x4 w2:3x5 labels={0,2,1,0,1,2,2}", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w1, ReadOnlySpan2D<double> w2, ReadOnlySpan<int> labels)
            { Span2D<double> h = new double[x.Height, w1.Height], z = new double[x.Height, w2.Height]; Layer(x, w1, h); for (int n = 0; n < h.Height; n++) for (int k = 0; k < h.Width; k++) h[n, k] = Math.Tanh(h[n, k]); Layer(h, w2, z);
              double loss = 0; for (int n = 0; n < z.Height; n++) { double max = z[n, 0]; for (int k = 1; k < z.Width; k++) max = Math.Max(max, z[n, k]); double sum = 0; for (int k = 0; k < z.Width; k++) sum += Math.Exp(z[n, k] - max); loss += max + Math.Log(sum) - z[n, labels[n]]; } return loss / x.Height; }
            static void Layer(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) y[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)); }
            """),
        new("workers: generic numbers", "x:7x4 w:3x4 b:3 y:7x3:out", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F<T>(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> y) where T : IFloatingPointIeee754<T>
            { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) y[n, k] = T.Tanh(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k]); }
            """) { TypeArguments = "<double>" },
        new("workers: samples that start late, and a branch around them", "x:8 a: n=2", """
            [Differentiable(Parallel = true)] public static double F(double[] x, double a, int n)
            { double s = 1; if (n > 1) { for (int i = n; i <= 6; i++) s += Math.Sin(a * x[i]) * i; } else { for (int i = 6; i > n; i--) s += x[i]; } return s * s; }
            """),
        new("workers: what stood in the array before", "y:6x3:inout a:", """
            [Differentiable(Derivatives.Taped, Parallel = true)] public static void F(Span2D<double> y, double a) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) y[n, k] = Math.Sin(y[n, k] * a) + k; }
            """),
        new("workers: a mean, then what deviates from it", "x:9", """
            [Differentiable(Parallel = true)] public static double F(ReadOnlySpan<double> x) { double mean = 0; for (int i = 0; i < x.Length; i++) mean += x[i]; mean /= x.Length; double v = 0; for (int i = 0; i < x.Length; i++) v += (x[i] - mean) * (x[i] - mean) * (x[i] - mean); return v; }
            """),
        new("workers: single precision", "x:7x4 w:3x4 t:7", """
            [Differentiable(Parallel = true)] public static float F(ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w, ReadOnlySpan<float> t)
            { float loss = 0; for (int n = 0; n < x.Height; n++) { float z = 0; for (int k = 0; k < w.Height; k++) z += MathF.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x.GetRowSpan(n))); loss += (z - t[n]) * (z - t[n]); } return loss; }
            """) { IsSingle = true },
    ];
}
