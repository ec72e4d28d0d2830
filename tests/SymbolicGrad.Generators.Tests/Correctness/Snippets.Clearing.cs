namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Memory that is zero where nobody wrote to it, and memory that need not be.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Clearing =>
    [
        new("scratch of which one column stays zero", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double[,] a = new double[x.Length, 3]; for (int i = 0; i < x.Length; i++) for (int j = 0; j < 2; j++) a[i, j] = x[i] * x[i] + j; double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < 3; j++) s += (a[i, j] + 1) * (a[i, j] + 2); return s; }
            """),
        new("scratch of which some rows stay zero", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double[,] a = new double[x.Length + 2, 3]; for (int i = 0; i < x.Length; i++) for (int j = 0; j < 3; j++) a[i, j] = x[i] * x[i] + j; double s = 0; for (int i = 0; i < x.Length + 2; i++) for (int j = 0; j < 3; j++) s += (a[i, j] + 1) * (a[i, j] + 2); return s; }
            """),
        new("scratch that is written where a condition holds", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double[] a = new double[x.Length]; for (int i = 0; i < x.Length; i++) { if (x[i] > 0.6) a[i] = x[i] * x[i]; } double s = 0; for (int i = 0; i < x.Length; i++) s += (a[i] + 1) * (a[i] + 2); return s; }
            """),
        new("scratch that is read ahead of what is written", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double[] a = new double[x.Length]; for (int i = 0; i < x.Length; i++) a[i] = x[i] * x[i] + Math.Exp(a[x.Length - 1 - i]); double s = 0; for (int i = 0; i < x.Length; i++) s += a[i] * a[i]; return s; }
            """),
        new("a vector that is cleared and then written", "x:5 y:5:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); for (int i = 0; i < y.Length; i++) y[i] = Math.Sin(x[i]); }"),
        new("a vector that is cleared, read and then written", "x:5 y:5:out", "[Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); double s = y[2] + 1; for (int i = 0; i < y.Length; i++) y[i] = s * Math.Sin(x[i]); return y[1] * y[2]; }"),
        new("outputs that are cleared and added to", "x:5 y:5:out z:6:out", "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, Span<double> y, Span<double> z) { y.Clear(); z.Clear(); for (int k = 0; k < y.Length; k++) z[k] += x[k] * x[k]; for (int k = 0; k < y.Length; k++) y[k] += x[k] * z[k]; }"),
        new("outputs that are cleared and added to twice", "x:5 y:5:out", "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); for (int k = 0; k < y.Length; k++) y[k] += x[k] * x[k]; for (int k = 0; k < y.Length; k++) y[k] = y[k] * x[k] + y[k]; }"),
        new("an output that is cleared and accumulates through itself", "x:5 y:3:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); for (int i = 0; i < x.Length; i++) for (int k = 0; k < y.Length; k++) y[k] = y[k] * x[i] + x[(i + k) % x.Length]; }"),
        new("an output that is cleared and read ahead of what is written", "x:5 y:5:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i] + Math.Exp(y[y.Length - 1 - i]); }"),
        new("an output in one branch cleared, in the other not", "x:5 y:5:inout", "[Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y) { if (x[0] > 0.4) y.Clear(); double s = 0; for (int i = 0; i < y.Length; i++) { y[i] += x[i] * x[i]; s += y[i] * y[i]; } return s; }"),
        new("moments of columns", "x:7x5 mean:5:out variance:5:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, Span<double> mean, Span<double> variance)
            { mean.Clear(); variance.Clear(); for (int n = 0; n < x.Height; n++) for (int k = 0; k < mean.Length; k++) mean[k] += x[n, k] / x.Height; for (int n = 0; n < x.Height; n++) for (int k = 0; k < mean.Length; k++) variance[k] += (x[n, k] - mean[k]) * (x[n, k] - mean[k]) / x.Height; }
            """),
        new("records that are the same for every row", "x:7x5 g:5 v:5 y:7x5:out", "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan<double> g, ReadOnlySpan<double> v, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) { double scale = g[k] / Math.Sqrt(v[k] * v[k] + 0.1); y[n, k] = Math.Tanh(scale * x[n, k]) * scale; } }"),
        new("records that look the same for every row", "x:5x5 g:5 y:5x5:out", "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, Span<double> g, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = 0; k < y.Width; k++) { double scale = Math.Exp(g[k] * 0.3) * Math.Sin(g[k]); y[n, k] = Math.Tanh(scale * x[n, k]) * scale; g[k] = y[n, k] * 0.7; } }"),
        new("records of a loop whose bounds move with the rows", "x:5x5 g:9 y:5x5:out", "[Differentiable] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan<double> g, Span2D<double> y) { for (int n = 0; n < y.Height; n++) for (int k = n; k < n + y.Width; k++) { double scale = g[k] / Math.Sqrt(g[k] * g[k] + 0.1); y[n, k - n] = Math.Tanh(scale * x[n, k - n]) * scale; } }"),
        new("divided by counts that change with the rows", "x:7x9 y:9:out", "[Differentiable] public static void F(ReadOnlySpan2D<double> x, Span<double> y) { y.Clear(); for (int n = 0; n < x.Height; n++) for (int k = 0; k < y.Length; k++) y[k] += x[n, k] * x[n, k] / (n + 1) + x[n, k] * (2 * n + y.Length); }"),
        new("divided by counts that change with the elements", "x:9 y:9:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int k = 0; k < y.Length; k++) y[k] = x[k] * x[k] / (k + 1); }"),
        new("two products into one matrix", "x:3x5 h:3x5 w:4x5 u:4x5", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> h, ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> u)
            { double[,] z = new double[x.Height, w.Height]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < w.Height; k++) z[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + TensorPrimitives.Dot(h.GetRowSpan(n), u.GetRowSpan(k)); double s = 0; for (int n = 0; n < x.Height; n++) for (int k = 0; k < w.Height; k++) s += z[n, k] * z[n, k]; return s; }
            """),
        new("a product into some rows of a matrix", "x:3x5 w:4x5", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w)
            { double[,] z = new double[x.Height + 1, w.Height]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < w.Height; k++) z[n, k] += TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)); double s = 0; for (int n = 0; n < x.Height + 1; n++) for (int k = 0; k < w.Height; k++) s += (z[n, k] + 1) * (z[n, k] + 2); return s; }
            """),
        new("a layer of which some units are used", "x:3x5 w:4x5 b:2", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b)
            { double[,] h = new double[x.Height, b.Length]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < b.Length; k++) h[n, k] = Math.Tanh(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k]); double s = 0; for (int n = 0; n < x.Height; n++) for (int k = 0; k < b.Length; k++) s += h[n, k] * h[n, k]; return s; }
            """),
        new("ends of a vector besides all of it", "x:7", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]); return s + 3 * x[0] * x[0] + x[x.Length - 1] * x[2]; }"),
        new("an end of a vector in one of two cases besides all of it", "x:7", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]); return x[1] > 0.5 ? s + 3 * x[0] * x[0] : s * x[2]; }"),
        new("elements of rows besides all of them", "x:11x5 w:5", "[Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan<double> w) { double s = 0; for (int n = 0; n < x.Height; n++) { double t = 0; for (int k = 0; k < x.Width; k++) t += Math.Sin(x[n, k]); s += t * t * x[n, n % 3] - x[n, 4]; } return s * w[1]; }"),
        new("elements of other rows besides all of each", "x:11x5", "[Differentiable] public static double F(ReadOnlySpan2D<double> x) { double s = 0; for (int n = 0; n < x.Height; n++) { double t = 0; for (int k = 0; k < x.Width; k++) t += Math.Sin(x[n, k]); s += t * t * x[0, 3] - x[(n + 1) % x.Height, 4]; } return s; }"),
        new("elements of rows, before and after all of them", "x:11x5 c:11x5:inout", "[Differentiable] public static double F(ReadOnlySpan2D<double> x, Span2D<double> c) { double s = 0; for (int n = 0; n < x.Height; n++) { double t = x[n, 1]; for (int k = 0; k < x.Width; k++) { c[n, k] = t * Math.Sin(x[n, k]); s += c[n, k]; } c[n, n % 5] += x[n, 2] * x[n, 3]; } return s + c[3, 3]; }"),
        new("elements that are written, added to and read in turn", "x:11x5 y:11x5:inout", "[Differentiable] public static double F(ReadOnlySpan2D<double> x, Span2D<double> y) { double s = 0; for (int n = 0; n < x.Height; n++) { for (int k = 0; k < x.Width; k++) y[n, k] = Math.Sin(x[n, k]); y[n, n % 5] += x[n, 2] * x[n, 3]; for (int k = 0; k < x.Width; k++) s += y[n, k] * y[n, k]; } return s; }"),
        new("rows that are set, but for one element", "x:11x5 y:11x5:inout", "[Differentiable] public static void F(ReadOnlySpan2D<double> x, Span2D<double> y) { for (int n = 0; n < x.Height; n++) { for (int k = 0; k < x.Width; k++) y[n, k] = Math.Sin(x[n, k]); y[n, n % 5] += x[n, 2] * x[n, 3]; } }"),
        new("rows of which one element is kept", "x:11x5 y:11x5:inout", "[Differentiable] public static void F(ReadOnlySpan2D<double> x, Span2D<double> y) { for (int n = 0; n < x.Height; n++) { for (int k = 0; k + 1 < x.Width; k++) y[n, k] = Math.Sin(x[n, k]); y[n, n % 5] += x[n, 2] * x[n, 3]; } }"),
        new("probabilities of rows, one of them changed, read again in turn", "x:11x5 w:5", "[Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan<double> w) { double[,] p = new double[x.Height, x.Width]; double s = 0; for (int n = 0; n < x.Height; n++) { double t = 0; for (int k = 0; k < x.Width; k++) t += Math.Exp(x[n, k]); for (int k = 0; k < x.Width; k++) p[n, k] = Math.Exp(x[n, k]) / t; p[n, n % 5] += 0.5; for (int k = 0; k < x.Width; k++) s += Math.Log(1 + p[n, k] * w[k] * w[k]); } return s; }"),
        new("probabilities of rows of which one element is kept", "x:11x5 y:11x5:inout", "[Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> x, Span2D<double> y) { for (int n = 0; n < x.Height; n++) { double t = 0; for (int k = 0; k < x.Width; k++) t += Math.Exp(x[n, k]); for (int k = 0; k + 1 < x.Width; k++) y[n, k] = Math.Exp(Math.Sin(x[n, k])) / t; y[n, n % 5] += x[n, 2] * x[n, 3]; } }"),
        new("scratch that is written column by column", "x:5x3", "[Differentiable] public static double F(ReadOnlySpan2D<double> x) { double[,] a = new double[x.Width, x.Height]; for (int i = 0; i < x.Height; i++) for (int j = 0; j < x.Width; j++) a[j, i] = x[i, j] * x[i, j]; double s = 0; for (int i = 0; i < x.Width; i++) for (int j = 0; j < x.Height; j++) s += (a[i, j] + 1) * (a[i, j] + 2); return s; }"),
        new("scratch of which the diagonal is written", "x:4x4", "[Differentiable] public static double F(ReadOnlySpan2D<double> x) { double[,] a = new double[x.Height, x.Height]; for (int i = 0; i < x.Height; i++) for (int j = 0; j < x.Height; j++) a[i, i] = x[i, j] * x[j, i]; double s = 0; for (int i = 0; i < x.Height; i++) for (int j = 0; j < x.Height; j++) s += (a[i, j] + 1) * (a[i, j] + 2); return s; }"),
        new("a layer without examples", "x:0x5 w:4x5 b:4", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b)
            { double[,] h = new double[x.Height, b.Length]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < b.Length; k++) h[n, k] = Math.Tanh(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k]); double s = b[0] * b[1]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < b.Length; k++) s += h[n, k] * h[n, k]; return s; }
            """),
        new("a layer that is used in each of some steps", "x:3x5 w:4x5", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> w)
            { double s = 0; for (int t = 0; t < 3; t++) { double[,] z = new double[x.Height, w.Height]; for (int n = 0; n < x.Height; n++) for (int k = 0; k < w.Height; k++) z[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)); for (int n = 0; n < x.Height; n++) for (int k = 0; k < w.Height; k++) s += Math.Sin(z[n, k] + t); } return s; }
            """),
    ];
}
