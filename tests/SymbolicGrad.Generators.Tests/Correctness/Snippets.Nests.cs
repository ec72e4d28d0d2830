namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What programs drawn at random have shown of loops that are taken apart, multiplied as matrices or done in vectors.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Nests =>
    [
        new("products of rows without elements", "x:4:inout w:5x0", """
            [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, ReadOnlySpan2D<double> w)
            { for (int j = 0; j < x.Length; j++) { double z = 0.8; for (int k = 0; k < x.Length; k++) z += x[k] * Math.Sin(1 + TensorPrimitives.Dot(w.GetRowSpan(k), w.GetRowSpan(j))); x[j] = z; } }
            """),
        new("records of slices without elements", "x:5:inout w:5x0", """
            [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, ReadOnlySpan2D<double> w) { for (int j = 0; j < x.Length; j++) x[j] *= Math.Sin(1 + x[0] + TensorPrimitives.Dot(w.GetRowSpan(j), (ReadOnlySpan<double>)x.Slice(2, 0))); }
            """),
        new("squares of a scratch matrix's rows without elements", "x:4 m=0", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, int m)
            { var a = new double[x.Length, m]; double s = x[0]; for (int i = 0; i < x.Length; i++) { for (int j = 0; j < m; j++) a[i, j] = x[i] * x[j]; s *= Math.Sin(x[i] + TensorPrimitives.SumOfSquares((ReadOnlySpan<double>)a.GetRowSpan(i))); } return s; }
            """),
        new("a row that each iteration clears after it was read", "x:4 w:6/3:inout y:2:inout", """
            [Differentiable(Derivatives.Taped)] public static void F(double[] x, double[][] w, double[] y) { for (int i = 0; i < x.Length; i++) { y[1] -= w[0][i]; ((Span<double>)w[0]).Clear(); } }
            """),
        new("columns that are overwritten between sums of whole rows", "w:5x4:inout y:4:inout n=2", """
            [Differentiable(Derivatives.Taped)] public static void F(Span2D<double> w, double[] y, int n) { for (int j = 0; j < y.Length; j++) { for (int k = n; k >= 0; k--) y[j] += TensorPrimitives.Sum((ReadOnlySpan<double>)w.GetRowSpan(k)); for (int i = 0; i < w.Height; i++) w[i, j] = 0.25; } }
            """),
        new("scratch of an iteration that decides something", "x:5:inout w:6x4", """
            [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, ReadOnlySpan2D<double> w)
            { for (int j = 0; j < x.Length; j++) { double[] a = new double[x.Length]; double z = 0.1; for (int k = 0; k < a.Length; k++) z += a[k]; if (z > (a[j] = TensorPrimitives.Dot(w.GetRowSpan(j), w.GetRowSpan(j + 1)))) x[j] = z; x[j] *= Math.Sin(a[j]); } }
            """),
        new("an element that is not there and that no iteration asks for", "x:5 b:2", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > 5) s += b[2]; s += x[i] * x[i]; } return s * b[0]; }
            """),
        new("an element that only some iterations ask for", "x:9 b:3", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s += b[2]; s += x[i] * x[i]; } return s * b[0]; }
            """),
    ];
}
