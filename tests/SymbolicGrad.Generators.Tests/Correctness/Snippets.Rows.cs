namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops over the rows of matrices whose elements are gone through by vectors, two lanes in the tests: whole vectors of all rows first, then what is left.</summary>
internal static partial class Snippets
{
    private static readonly (int Rows, int Width)[] Shapes = [(1, 1), (3, 2), (2, 3), (3, 5), (1, 8)];

    private static IEnumerable<Snippet> Rows =>
    [
        .. Shapes.Select(shape => new Snippet($"a layer of activations, {shape.Rows} × {shape.Width}", $"x:{shape.Rows}x{shape.Width} b:{shape.Width} y:{shape.Rows}x{shape.Width}:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] x, double[] b, Span2D<double> y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < b.Length; j++) y[n, j] = Math.Tanh(x[n, j] + b[j]) * b[j]; }
            """)),
        .. Shapes.Select(shape => new Snippet($"a scaled matrix, {shape.Rows} × {shape.Width}", $"x:{shape.Rows}x{shape.Width} b:{shape.Width} y:{shape.Rows}x{shape.Width}:out", """
            [Differentiable] public static void F(ReadOnlySpan2D<double> x, ReadOnlySpan<double> b, double[,] y)
            { for (int n = 0; n < x.Height; n++) for (int j = 0; j < x.Width; j++) y[n, j] = x[n, j] * b[j] + x[n, j]; }
            """)),
        new("columns that do not begin at 0", "x:3x7 w:6", """
            [Differentiable] public static void F(double[,] x, double[] w)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < w.Length - 1; j++) x[n, 2 + j] = x[n, j + 2] * Math.Exp(w[j + 1]); }
            """),
        new("rows from the second on", "x:4x5", """
            [Differentiable] public static void F(Span2D<double> x)
            { for (int n = 1; n < x.Height; n++) for (int j = 0; j < x.Width; j++) x[n, j] = Math.Sin(x[n, j]) * x[n, j]; }
            """),
        new("rows from the last one on", "x:4x5 y:4x5:out", """
            [Differentiable] public static void F(Span2D<double> x, Span2D<double> y)
            { for (int n = 0; n < x.Height; n++) for (int j = 0; j < x.Width; j++) y[n, j] = Math.Sin(x[x.Height - 1 - n, j]) * x[n, j]; }
            """),
        new("a factor of each row", "x:3x5 c:3 y:3x5:out", """
            [Differentiable] public static void F(double[,] x, double[] c, double[,] y)
            { for (int n = 0; n < c.Length; n++) { double s = Math.Exp(c[n]) + n; for (int j = 0; j < x.GetLength(1); j++) y[n, j] = s * Math.Exp(x[n, j]); } }
            """),
        new("a factor that the row itself is", "y:3x5", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] y)
            { for (int n = 0; n < y.GetLength(0); n++) { double s = y[n, 0]; for (int j = 0; j < y.GetLength(1); j++) y[n, j] = s * y[n, j]; } }
            """),
        new("a state that goes from row to row", "x:4x5 s:5 y:4x5:out", """
            [Differentiable] public static void F(double[,] x, double[] s, double[,] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < s.Length; j++) { s[j] = 0.5 * s[j] * x[n, j]; y[n, j] = Math.Tanh(s[j]); } }
            """),
        new("rows that overlap in a vector", "x:3x5 y:7", """
            [Differentiable] public static void F(double[,] x, double[] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < x.GetLength(1); j++) y[n + j] = y[n + j] * x[n, j]; }
            """),
        new("rows one after the other in a vector", "x:15 b:5", """
            [Differentiable] public static void F(double[] x, double[] b)
            { for (int n = 0; n < x.Length / b.Length; n++) { int row = b.Length * n; for (int j = 0; j < b.Length; j++) x[row + j] = Math.Exp(x[row + j] * b[j]); } }
            """),
        new("conditions in rows", "x:3x5 b:5 y:3x5:out", """
            [Differentiable] public static void F(double[,] x, double[] b, double[,] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < b.Length; j++) y[n, j] = x[n, j] > b[j] ? Math.Log(1 + x[n, j] * x[n, j]) * b[j] : x[n, j] * x[n, j]; }
            """),
        new("one row for all", "x:3x5 y:2x5", """
            [Differentiable] public static void F(double[,] x, double[,] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j < x.GetLength(1); j++) y[1, j] = Math.Sin(y[1, j] * x[n, j]); }
            """),
        new("jagged rows", "x:5/5/5 y:5/5/5:out", """
            [Differentiable] public static void F(double[][] x, double[][] y)
            { for (int n = 0; n < x.Length; n++) for (int j = 0; j < x[n].Length; j++) y[n][j] = Math.Sin(x[n][j]) * x[n][j]; }
            """),
        new("a width that is computed in the loop over rows", "x:3x6 y:3x6:out", """
            [Differentiable] public static void F(double[,] x, double[,] y)
            { for (int n = 0; n < x.GetLength(0); n++) { int width = x.GetLength(1) - 1; for (int j = 0; j < width; j++) y[n, j] = Math.Exp(x[n, j]); y[n, 5] = x[n, 0]; } }
            """),
        new("a width that grows with the row", "x:4x5", """
            [Differentiable] public static void F(double[,] x)
            { for (int n = 0; n < x.GetLength(0); n++) for (int j = 0; j <= n; j++) x[n, j] = Math.Exp(x[n, j]); }
            """),
    ];
}
