namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Spans, arrays, matrices: outputs, overwriting in place, scratch, slices.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Memory =>
    [
        new("an output span", "x:4 y:4:out", "[Differentiable(Derivatives.Taped)] public static void F(double a, ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = Math.Tanh(a * x[i]); }"),
        new("an output span and a returned value", "x:4 y:4:out", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, ReadOnlySpan<double> x, Span<double> y)
            { double s = 0; for (int i = 0; i < y.Length; i++) { y[i] = Math.Tanh(a * x[i]); s += y[i] * y[i]; } return s; }
            """),
        new("an output that later statements read", "x:4 y:4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, Span<double> y, out double z)
            { for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i]; double s = 1; for (int i = 0; i < y.Length; i++) s *= Math.Sin(y[i]); z = s * s; }
            """),
        new("an in/out span beside an output of its length", "x:4 y:4 z:4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, Span<double> y, Span<double> z)
            { for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i] * y[i]; for (int i = 0; i < y.Length; i++) z[i] = y[i] * Math.Sin(y[0]); }
            """),
        new("a prefix product in place", "x:5", "[Differentiable] public static void F(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1]; }"),
        new("a suffix sum of squares in place", "x:5", "[Differentiable] public static void F(double[] x) { for (int i = x.Length - 2; i >= 0; i--) x[i] = x[i] * x[i] + x[i + 1]; }"),
        new("every element squared in place", "x:5", "[Differentiable] public static void F(Span<double> x) { for (int i = 0; i < x.Length; i++) x[i] = x[i] * x[i]; }"),
        new("in place twice", "x:5", "[Differentiable(Derivatives.Taped)] public static double F(Span<double> x, double a) { for (int i = 0; i < x.Length; i++) x[i] *= a * x[i]; double s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Sin(x[i]); s += x[i]; } return s; }"),
        new("a stencil in place over time", "x:6", """
            [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, double k)
            { for (int t = 0; t < 3; t++) for (int i = 1; i < x.Length - 1; i++) x[i] += k * (x[i - 1] - 2 * x[i] + x[i + 1]) * x[i]; }
            """),
        new("a state vector over time", "w:3x3 x:4x3 h:3", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> x, Span<double> h)
            {
                Span<double> next = stackalloc double[h.Length];
                for (int t = 0; t < x.Height; t++)
                {
                    for (int i = 0; i < h.Length; i++) next[i] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(i), h) + x[t, i]);
                    next.CopyTo(h); /* writes h */
                }
            }
            """),
        new("a state vector in scratch", "w:3x3 x:4x3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> x)
            {
                double[] h = new double[w.Height], next = new double[w.Height];
                for (int t = 0; t < x.Height; t++)
                {
                    for (int i = 0; i < h.Length; i++) { double s = x[t, i]; for (int j = 0; j < h.Length; j++) s += w[i, j] * h[j]; next[i] = Math.Tanh(s); }
                    for (int i = 0; i < h.Length; i++) h[i] = next[i];
                }
                double sum = 0;
                for (int i = 0; i < h.Length; i++) sum += h[i] * h[i];
                return sum;
            }
            """),
        new("an accumulating output", "x:2x3 y:3", "[Differentiable] public static void F(ReadOnlySpan2D<double> x, Span<double> y) { for (int i = 0; i < x.Height; i++) for (int j = 0; j < x.Width; j++) y[j] += x[i, j] * x[i, j]; }"),
        new("multiplied into an in/out element", "x:4 y:2", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) y[0] *= x[i]; y[1] = y[0] * y[1]; }"),
        new("scratch allocated in the loop", "x:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { double s = 1; for (int t = 0; t < 3; t++) { double[] a = new double[x.Length]; for (int i = 0; i < x.Length; i++) a[i] = Math.Sin(s * x[i]); for (int i = 0; i < x.Length; i++) s += a[i] * a[0]; } return s; }
            """),
        new("two-dimensional scratch", "x:3 y:2", """
            [Differentiable] public static double F(double[] x, double[] y)
            {
                double[,] a = new double[x.Length, y.Length];
                for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) a[i, j] = Math.Exp(x[i] * y[j]);
                double s = 0;
                for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) s += a[i, j] * a[0, j];
                return s;
            }
            """),
        new("a dynamic programme over a table", "x:3 y:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            {
                double[,] d = new double[x.Length + 1, y.Length + 1];
                for (int i = 1; i <= x.Length; i++) for (int j = 1; j <= y.Length; j++)
                    d[i, j] = (x[i - 1] - y[j - 1]) * (x[i - 1] - y[j - 1]) + 0.5 * d[i - 1, j] + 0.25 * d[i, j - 1] * d[i - 1, j - 1];
                return d[x.Length, y.Length];
            }
            """),
        new("scratch without an initial value is 0", "x:4", "[Differentiable] public static double F(double[] x) { double[] a = new double[4]; a[1] = x[0] * x[1]; return (a[0] + a[1]) * (a[1] + x[2]) + a[3] * x[3]; }"),
        new("initialised scratch", "", "[Differentiable] public static double F(double x, double y) { double[] a = { x, y, x * y }; Span<double> b = stackalloc double[2]; b[0] = x; b[1] = 2.0; return a[0] * a[2] + b[0] * b[1] + a[1]; }"),
        new("a matrix parameter T[,]", "m:2x3", "[Differentiable] public static double F(double[,] m) { double s = 0; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) s += m[i, j] * m[0, j]; return s; }"),
        new("a matrix overwritten in place", "m:3x3", "[Differentiable] public static void F(double[,] m) { for (int i = 1; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) m[i, j] *= m[i - 1, j]; }"),
        new("Gaussian elimination", "m:3x3 b:3", """
            [Differentiable(Derivatives.Taped)] public static double F(Span2D<double> m, Span<double> b)
            {
                for (int k = 0; k < b.Length; k++)
                    for (int i = k + 1; i < b.Length; i++)
                    {
                        double f = m[i, k] / (m[k, k] + 3);
                        for (int j = k; j < b.Length; j++) m[i, j] -= f * m[k, j];
                        b[i] -= f * b[k];
                    }
                return b[2] * m[2, 2];
            }
            """),
        new("slices and indices from the end", "x:6", "[Differentiable] public static double F(ReadOnlySpan<double> x) { ReadOnlySpan<double> a = x[1..4], b = x.Slice(2, 3); double s = x[^1] * x[^2]; for (int i = 0; i < a.Length; i++) s += a[i] * b[i] * a[^1]; return s; }"),
        new("a slice of an array as span", "x:6", "[Differentiable] public static double F(double[] x) { Span<double> a = x.AsSpan(2); double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * x[i]; return s; }"),
        new("a span variable that comes to mean a slice of itself", "x:5", "[Differentiable] public static double F(double[] x) { Span<double> a = x; a = a.Slice(1); a[0] *= x[0]; a = a[1..]; a[1] = a[0] * x[1]; return a[1] * x[2]; /* writes x */ }"),
        new("gather by labels", "x:3 k={2,0,2,1}", "[Differentiable] public static double F(double[] x, int[] k) { double s = 1; for (int i = 0; i < k.Length; i++) s += s * x[k[i]]; return s; }"),
        new("scatter by labels", "x:4 k={2,0,2,1} y:3", "[Differentiable] public static void F(double[] x, ReadOnlySpan<int> k, Span<double> y) { for (int i = 0; i < k.Length; i++) y[k[i]] = y[k[i]] * x[i] + 1; /* writes y */ }"),
        new("elements swapped", "x:4", "[Differentiable] public static double F(double[] x) { double t = x[0]; x[0] = x[3]; x[3] = t; (x[1], x[2]) = (x[2], x[1]); return x[0] * x[0] * x[1] + x[3] * x[2]; }"),
        new("reversed in place", "x:5", "[Differentiable] public static void F(Span<double> x) { int n = x.Length; for (int i = 0; i < n / 2; i++) { double t = x[i]; x[i] = x[n - 1 - i] * 2; x[n - 1 - i] = t * t; } }"),
        new("a bubble pass", "x:6", "[Differentiable] public static void F(double[] x) { for (int i = 0; i < x.Length - 1; i++) if (x[i] > x[i + 1]) { double t = x[i]; x[i] = x[i + 1]; x[i + 1] = t * t; } }"),
        new("softmax", "x:4 y:4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(ReadOnlySpan<double> x, Span<double> y)
            { double sum = 0; for (int i = 0; i < y.Length; i++) { y[i] = Math.Exp(x[i]); sum += y[i]; } for (int i = 0; i < y.Length; i++) y[i] /= sum; }
            """),
        new("cumulative sum into an output", "x:5 y:5:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y) { y[0] = x[0]; for (int i = 1; i < y.Length; i++) y[i] = y[i - 1] * 0.5 + x[i] * x[i]; }"),
    ];
}
