namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops over units that mix sums of products with elementwise mathematics: taken apart, and products recognised.</summary>
internal static partial class Snippets
{
    private const string Row = "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b, Span<double> y) ";

    private static IEnumerable<Snippet> Products =>
    [
        new("gates before a loop whose records grow", "x:4 h:3 w:6x4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w)
            {
                double[] f = new double[h.Length], g = new double[h.Length];
                for (int j = 0; j < h.Length; j++) f[j] = TensorPrimitives.Dot(w.GetRowSpan(j), x);
                for (int j = 0; j < h.Length; j++) g[j] = TensorPrimitives.Dot(w.GetRowSpan(h.Length + j), x);
                double a = f[0] * g[1] + 3; while (a > 0.5) a = Math.Sin(a) * 0.9;
                double s = a; for (int j = 0; j < h.Length; j++) s += Math.Tanh(f[j]) * g[j] * h[j]; return s;
            }
            """),
        new("a layer", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) y[k] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]); }"),
        new("a layer with more rows than units", "x:7 w:12x7 b:12 y:9:out", Row.Replace("(Derivatives.Taped)", "", StringComparison.Ordinal) + "{ for (int k = 0; k < y.Length; k++) y[k] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k + 2), x) + b[k + 1]); }"),
        new("a linear layer", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) y[k] = TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]; }"),
        new("a layer in loops", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) { double z = b[k]; for (int i = 0; i < x.Length; i++) z += w[k, i] * x[i]; y[k] = z / (1 + z * z); } }"),
        new("a layer whose sum is scaled", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) { double z = 0; for (int i = 0; i < x.Length; i++) z += w[k, i] * x[i]; y[k] = b[k] * z * z; } }"),
        new("a layer that a sum of all units leaves", "x:7 w:9x7 b:9", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b) { double s = 0; for (int k = 0; k < b.Length; k++) { double z = TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]; s += z * z * z; } return s; }
            """),
        new("a layer with a branch", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) { double z = TensorPrimitives.Dot(w.GetRowSpan(k), x) - 2 * b[k]; y[k] = z > 0 ? z : 0.1 * z * z; } }"),
        new("a layer that only some units have", "x:7 w:9x7 b:9 y:9:out", Row + "{ for (int k = 0; k < y.Length; k++) { y[k] = b[k]; if (b[k] > 0.7) y[k] = TensorPrimitives.Dot(w.GetRowSpan(k), x) * b[k]; } }"),
        new("gates stacked in one matrix", "x:5 h:6 w:18x5 u:18x6 b:18 y:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span<double> y)
            { int n = h.Length; for (int j = 0; j < n; j++) { double f = Activations.Sigmoid(Z(x, h, w, u, b, j)), i = Activations.Sigmoid(Z(x, h, w, u, b, n + j)), g = Math.Tanh(Z(x, h, w, u, b, 2 * n + j)); y[j] = f * h[j] + i * g; } }
            static double Z(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, int row) => TensorPrimitives.Dot(w.GetRowSpan(row), x) + TensorPrimitives.Dot(u.GetRowSpan(row), h) + b[row];
            """),
        new("gates of a batch stacked in one matrix", "x:3x5 h:3x6 w:18x5 u:18x6 b:18 y:3x6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, Span2D<double> y)
            { int n = h.Width; for (int s = 0; s < y.Height; s++) for (int j = 0; j < n; j++) { double f = Activations.Sigmoid(Z(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, j)), i = Activations.Sigmoid(Z(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, n + j)), g = Math.Tanh(Z(x.GetRowSpan(s), h.GetRowSpan(s), w, u, b, 2 * n + j)); y[s, j] = f * h[s, j] + i * g; } }
            static double Z(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, ReadOnlySpan<double> b, int row) => TensorPrimitives.Dot(w.GetRowSpan(row), x) + TensorPrimitives.Dot(u.GetRowSpan(row), h) + b[row];
            """),
        new("a reset gate inside of a sum", "h:6 w:6x6 u:6x6 y:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, Span<double> y)
            { for (int j = 0; j < y.Length; j++) { double r = Activations.Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(j), h)); y[j] = Math.Tanh(r * TensorPrimitives.Dot(u.GetRowSpan(j), h)); } }
            """),
        new("a layer over time", "x:6 w:6x6 y:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, Span<double> y)
            { double[] a = new double[x.Length], c = new double[x.Length]; for (int i = 0; i < a.Length; i++) a[i] = x[i];
              for (int t = 0; t < 3; t++) { for (int j = 0; j < a.Length; j++) c[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)a)); for (int j = 0; j < a.Length; j++) a[j] = c[j]; }
              for (int j = 0; j < a.Length; j++) y[j] = a[j]; }
            """),
        new("units that wait for the ones before them", "x:6 w:6x6", """
            [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, ReadOnlySpan2D<double> w) { for (int j = 0; j < x.Length; j++) x[j] = Math.Sin(TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)x)); }
            """),
        new("units that share a state", "x:6 w:6x6 y:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, Span<double> y) { double s = 1; for (int j = 0; j < y.Length; j++) { s = Math.Sin(s + TensorPrimitives.Dot(w.GetRowSpan(j), x)); y[j] = s; } }
            """),
        new("a matrix of features and of constants", "x:5x4 v:4 n=3", """
            [Differentiable] public static double F(double[,] x, double[] v, int n) { double s = 0; for (int i = 0; i < x.GetLength(0); i++) { double z = 0; for (int k = 0; k < v.Length; k++) z += x[i, k] * v[k]; s += z * z * (i < n ? 1.0 : 0.5); } return s; }
            """),
        new("no unit at all", "x:3 w:3x3 n=-2", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, int n) { double s = x[0] * w[0, 0]; for (int j = 0; j < n; j++) { double z = TensorPrimitives.Dot(w.GetRowSpan(j), x); s += z * z; } return s; }
            """),
        new("a sum that multiplies what it is stored over", "x:5 w:6x5 y:6:inout", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, Span<double> y)
            { for (int j = 0; j < y.Length; j++) { double z = 0, m = 1; for (int k = 0; k < x.Length; k++) m = Math.Sin(m + w[j, k]); for (int k = 0; k < x.Length; k++) z += w[j, k] * x[k]; y[j] = y[j] * z + m; } }
            """),
        new("a sum that goes on and is read again", "x:5 w:6x5 y:6:inout v:6:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, Span<double> y, Span<double> v)
            { for (int j = 0; j < y.Length; j++) { double m = 1; for (int k = 0; k < x.Length; k++) m = Math.Sin(m + w[j, k]); double z = y[j]; for (int k = 0; k < x.Length; k++) z += w[j, k] * x[k]; v[j] = y[j] * m; y[j] = z; } }
            """),
        new("a count that a branch decides before a sum and that follows it", "h:5 w:5x5 u:5x5 y:5:out v:5", """
            [Differentiable] public static void F(ReadOnlySpan<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, Span<double> y, Span<double> v)
            { for (int j = 0; j < y.Length; j++)
              { double r = TensorPrimitives.Dot(w.GetRowSpan(j), h); int c = 2; if (r > 1.2) { v[j] += r * r; c = 5; }
                double q = 0; for (int k = 0; k < h.Length; k++) { double p = r * h[k]; q += u[j, k] * p; } y[j] = c * r + q; } }
            """),
        new("a sample's scratch between two products", "x:4x3 h:4x5 w:5x3 u:5x5 y:4x5:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u, Span2D<double> y)
            { for (int n = 0; n < x.Height; n++)
              { double[] r = new double[h.Width];
                for (int j = 0; j < r.Length; j++) r[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), x.GetRowSpan(n))) * h[n, j];
                for (int j = 0; j < h.Width; j++) { double z = TensorPrimitives.Dot(u.GetRowSpan(j), r); y[n, j] = Math.Sin(z) * r[j]; } } }
            """),
        new("no samples at all", "x:3x4 w:5x4 v:2x5 m=-1", """
            [Differentiable] public static double F(double[,] x, double[,] w, double[,] v, int m)
            { double[,] y = new double[3, 2];
              for (int n = 0; n < m; n++)
              { double[] h = new double[5];
                for (int j = 0; j < 5; j++) { double z = 0; for (int i = 0; i < 4; i++) z += w[j, i] * x[n, i]; h[j] = Math.Tanh(z); }
                for (int k = 0; k < 2; k++) { double z = 0; for (int j = 0; j < 5; j++) z += v[k, j] * h[j]; y[n, k] = z * z; } }
              double s = x[0, 0] * w[0, 0] * v[0, 0]; for (int n = 0; n < 3; n++) for (int k = 0; k < 2; k++) s += y[n, k]; return s; }
            """),
        new("scratch of a length that no sample asks for", "x:3x4 w:5x4 v:2x5 y:3x2:inout m=0 length=-3", """
            [Differentiable] public static void F(double[,] x, double[,] w, double[,] v, double[,] y, int m, int length)
            { for (int n = 0; n < m; n++)
              { double[] h = new double[length];
                for (int j = 0; j < h.Length; j++) { double z = 0; for (int i = 0; i < 4; i++) z += w[j, i] * x[n, i]; h[j] = Math.Tanh(z); }
                for (int k = 0; k < 2; k++) { double z = 0; for (int j = 0; j < h.Length; j++) z += v[k, j] * h[j]; y[n, k] += z * z; } } }
            """),
        new("a sample that reads what the one before wrote", "x:4x3 w:3x3 v:3x3 y:4x3:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] x, double[,] w, double[,] v, double[,] y)
            { double[] h = new double[3];
              for (int n = 0; n < 4; n++)
              { double[] r = new double[3];
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += w[j, i] * h[i]; r[j] = Math.Tanh(z + x[n, j]); }
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += v[j, i] * r[i]; h[j] = Math.Sin(z) + 0.5 * h[j]; y[n, j] = h[j] * r[j]; } } }
            """),
        new("a sample that writes what the next one reads", "x:4x3 w:3x3 v:3x3 h:5x3:inout", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] x, double[,] w, double[,] v, double[,] h)
            { for (int n = 0; n < 4; n++)
              { double[] r = new double[3];
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += w[j, i] * h[n, i]; r[j] = Math.Tanh(z + x[n, j]); }
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += v[j, i] * r[i]; h[n + 1, j] += Math.Sin(z); } } }
            """),
        new("a sum of a sample that its next loop uses", "x:4x3 w:3x3 y:4x3:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] x, double[,] w, double[,] y)
            { for (int n = 0; n < 4; n++)
              { double[] r = new double[3]; double total = 0.1;
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += w[j, i] * x[n, i]; r[j] = Math.Exp(0.3 * z); total += r[j]; }
                for (int j = 0; j < 3; j++) { double z = 0; for (int i = 0; i < 3; i++) z += w[i, j] * r[i]; y[n, j] = z / total; } } }
            """),
        new("a transposed product in loops", "w:5x7 x:5 y:7:out", "[Differentiable(Derivatives.Taped)] public static void F(double[,] w, double[] x, double[] y) { for (int j = 0; j < y.Length; j++) { double z = 0; for (int i = 0; i < x.Length; i++) z += w[i, j] * x[i]; y[j] = z * z; } }"),
        new("a batched product with a transposed factor", "w:5x7 x:3x5 y:3x7:out", "[Differentiable(Derivatives.Taped)] public static void F(double[,] w, double[,] x, double[,] y) { for (int n = 0; n < y.GetLength(0); n++) for (int j = 0; j < y.GetLength(1); j++) { double z = 0; for (int i = 0; i < x.GetLength(1); i++) z += w[i, j] * x[n, i]; y[n, j] = Math.Sin(z); } }"),
        new("two layers for each sample", "x:3x4 w:5x4 v:2x5 y:3x2:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> v, Span2D<double> y)
            { for (int n = 0; n < y.Height; n++) { double[] h = new double[w.Height]; for (int j = 0; j < h.Length; j++) h[j] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), x.GetRowSpan(n))); for (int k = 0; k < y.Width; k++) y[n, k] = Math.Sin(TensorPrimitives.Dot(v.GetRowSpan(k), (ReadOnlySpan<double>)h)); } }
            """),
    ];
}
