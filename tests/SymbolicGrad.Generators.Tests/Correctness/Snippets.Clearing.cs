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
        new("a vector that is cleared, read and then written", "x:5 y:5:inout", "[Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y) { y.Clear(); double s = y[2] + 1; for (int i = 0; i < y.Length; i++) y[i] = s * Math.Sin(x[i]); return y[1] * y[2]; }"),
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
