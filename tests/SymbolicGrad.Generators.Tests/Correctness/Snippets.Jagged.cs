namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Rows of different lengths: parameters of type T[][].</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Jagged =>
    [
        new("the sum over ragged rows", "x:3/0/2", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x[i].Length; j++) s += x[i][j] * x[i][j] * (i + 1); return s; }
            """),
        new("a polynomial for each row from its end", "c:3/1/4 x:3", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] c, double[] x)
            { double s = 1; for (int i = 0; i < c.Length; i++) { double p = 0; for (int k = c[i].Length - 1; k >= 0; k--) p = p * x[i] + c[i][k]; s *= Math.Sin(p); } return s; }
            """),
        new("a softmax for each row", "x:3/1/0/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x)
            { double s = 0; for (int i = 0; i < x.Length; i++) { double[] row = x[i]; double z = 0; for (int j = 0; j < row.Length; j++) z += Math.Exp(row[j]); for (int j = 0; j < row.Length; j++) s += (j + 1) * Math.Exp(row[j]) / z; } return s; }
            """),
        new("a softmax for each row in memory of its own", "x:3/1/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x)
            { double s = 0; foreach (double[] row in x) { double[] p = new double[row.Length]; TensorPrimitives.SoftMax((ReadOnlySpan<double>)row, p); for (int j = 0; j < p.Length; j++) s += p[j] * p[j] * (j + 1); } return s; }
            """),
        new("dot products with rows", "x:3/3/3 w:3", """
            [Differentiable] public static double F(double[][] x, double[] w) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Tanh(TensorPrimitives.Dot(x[i], w)) * (i + 1); return s; }
            """),
        new("sums of squares and norms of rows", "x:3/2/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x) { double s = 0; foreach (var row in x) s += TensorPrimitives.Norm((ReadOnlySpan<double>)row) * TensorPrimitives.Sum((ReadOnlySpan<double>)row); return s; }
            """),
        new("rows that the data choose", "x:3/2/4 n={2,0,2,1}", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, int[] n) { double s = 1; for (int k = 0; k < n.Length; k++) { var row = x[n[k]]; for (int j = 0; j < row.Length; j++) s += Math.Sin(s * row[j]); } return s; }
            """),
        new("a recurrence along each row", "x:3/0/4 h=0.3", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double h, double w) { for (int i = 0; i < x.Length; i++) for (int t = 0; t < x[i].Length; t++) h = Math.Tanh(w * h + x[i][t]); return h * h; }
            """),
        new("a recurrence that begins again in each row", "x:3/1/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double w) { double s = 0; foreach (double[] row in x) { double h = 0.5; foreach (double v in row) h = Math.Tanh(w * h + v); s += h * h; } return s; }
            """),
        new("rows passed to helpers", "x:3/1/4", """
            static double Sum(double[] v) { double s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * (i + 1); return s; }
            static double Squares(ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e * e; return s; }
            static double Both(double[][] rows, int i) => Sum(rows[i]) * Squares(rows[i]);
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Both(x, i) + Squares(x[^1]); return s; }
            """),
        new("a sparse matrix by rows", "values:2/0/3 columns=[[0,2],[],[1,2,3]] x:4 y:3:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[][] values, int[][] columns, double[] x, double[] y)
            { for (int i = 0; i < y.Length; i++) { double s = 0; for (int k = 0; k < values[i].Length; k++) s += values[i][k] * x[columns[i][k]]; y[i] = s * s; } }
            """),
        new("the neighbours of a graph", "n=[[1,2],[0],[0,1]] x:3", """
            [Differentiable(Derivatives.Taped)] public static double F(int[][] n, double[] x) { double s = 0; for (int i = 0; i < n.Length; i++) foreach (int j in n[i]) s += Math.Exp(-(x[i] - x[j]) * (x[i] - x[j]) * (i + 1)); return s; }
            """),
        new("two jagged arrays", "x:3/0/2 w:3/0/2", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double[][] w) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x[i].Length; j++) s += Math.Sin(x[i][j] * w[i][j]); return s; }
            """),
        new("layers of different widths", "w:6/8/4 b:3/4/2 x:2", """
            [Differentiable] public static double F(double[][] w, double[][] b, double[] x)
            {
                double[] h = new double[4]; double[] next = new double[4];
                for (int i = 0; i < x.Length; i++) h[i] = x[i];
                int width = x.Length;
                for (int l = 0; l < b.Length; l++)
                {
                    double[] bias = b[l];
                    for (int k = 0; k < bias.Length; k++) { double z = bias[k]; for (int j = 0; j < w[l].Length / bias.Length; j++) z += w[l][k * (w[l].Length / bias.Length) + j] * h[j]; next[k] = Math.Tanh(z); }
                    for (int k = 0; k < bias.Length; k++) h[k] = next[k];
                    width = bias.Length;
                }
                double s = 0; for (int k = 0; k < width; k++) s += h[k] * h[k]; return s;
            }
            """),
        new("an index from the end and ranges of rows", "x:3/2/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x)
            { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i][^1] * x[i][0]; double[] rest = x[i][1..]; ReadOnlySpan<double> most = x[i].AsSpan(0, x[i].Length - 1); s += rest[0] * most[^1]; } return s * x[^1][^2]; }
            """),
        new("ranges of the rows", "x:3/2/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x) { double[][] rest = x[1..]; double s = 1; foreach (double[] row in rest) foreach (double v in row) s *= v; var last = rest[^1..]; return s + last[0][1] * last.Length * rest[0].Length; }
            """),
        new("an early exit from a row", "x:3/2/4", """
            [Differentiable] public static double F(double[][] x, double a) { double s = 0; foreach (double[] row in x) foreach (double v in row) { if (v > 0.6) break; s += v * v * a; if (s > 2) return s * v; } return s; }
            """),
        new("a row that moves", "x:3/2/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double a) { double s = 0; double[] row = x[0]; for (int i = 0; i < 3; i++) { s += row[^1] * row[0] * a; row = x[i]; } if (a > 0) row = x[1]; return s * row[1]; }
            """),
        new("a while loop over rows", "x:3/2/4", """
            [Differentiable] public static double F(double[][] x) { double s = 0; int i = 0; while (i < x.Length) { int j = 0; while (j < x[i].Length) { s = Math.Sin(s + x[i][j]); j += 2; } i++; } return s; }
            """),
        new("the means of rows", "x:3/2/4 y:3:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[][] x, Span<double> y) { for (int i = 0; i < y.Length; i++) { double s = 0; foreach (double v in x[i]) s += v; y[i] = s / x[i].Length; } }
            """),
        new("a constant jagged array", "x:3/0/2 w:3", """
            [Differentiable(Derivatives.Taped)] public static double F([NoGradient] double[][] x, double[] w) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x[i].Length; j++) s += Math.Sin(x[i][j] * w[j]); return s; }
            """),
        new("a jagged array of float", "x:3/0/2", """
            [Differentiable(Derivatives.Taped)] public static float F(float[][] x) { float s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x[i].Length; j++) s += MathF.Sin(x[i][j]) * (j + 1); return s; }
            """) { IsSingle = true },
        new("a jagged array of a type parameter", "x:3/0/2", """
            [Differentiable(Derivatives.Taped)] public static T F<T>(T[][] x) where T : IFloatingPointIeee754<T> { T s = T.One; foreach (T[] row in x) foreach (T v in row) s += T.Sin(v) * s; return s; }
            """) { TypeArguments = "<double>" },
        new("a long recurrence over rows in blocks", "x:3/4/4/2/3", """
            [Differentiable(Derivatives.Taped), Checkpoint] public static double F(double[][] x, double w) { double h = 0.1; for (int t = 0; t < x.Length; t++) { double s = 0; for (int j = 0; j < x[t].Length; j++) s += x[t][j]; h = Math.Tanh(w * h + s); } return h * h; }
            """),
        new("a row's length decides how often loops in a branch run", "x=0.5 w:3/2/4 y:4", """
            [Differentiable] public static void F(double x, double[][] w, Span<double> y)
            { if (x < 1.0) { for (int i = w[1].Length - 1; i >= 0; i--) for (int k = w[1].Length - 1; k >= 0; k--) for (int j = 0; j < y.Length; j++) y[j] = Math.Cos(y[j] * x); } }
            """),
        new("pairs of elements of different rows", "x:3/2/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x) { double s = 0; for (int i = 0; i < x.Length; i++) for (int k = 0; k < i; k++) for (int j = 0; j < Math.Min(x[i].Length, x[k].Length); j++) s += x[i][j] * x[k][j] * x[i][^1]; return s; }
            """),
        new("a table of constants by rows", "x:3", """
            private static readonly double[][] Table = [[1.0, 2.0], [], [0.5, -1.0, 3.0]]; [Differentiable(Derivatives.Taped)] public static double F(double[] x) { double s = 0; for (int i = 0; i < Table.Length; i++) for (int k = 0; k < Table[i].Length; k++) s += Table[i][k] * Math.Pow(x[i], k + 1); return s; }
            """),
        new("one element of a row", "x:3/2/4", "[Differentiable(Derivatives.Taped)] public static double F(double[][] x, double a) => Math.Sin(x[0][1] * a) * x[2][3] * x.Length * x[1].Length;"),
        new("rows that are written", "x:3/2/4 y:3/2/4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[][] x, double[][] y) { for (int i = 0; i < y.Length; i++) for (int j = 0; j < y[i].Length; j++) y[i][j] = Math.Sin(x[i][j]) * x[i][0]; }
            """),
        new("rows that are written and read", "x:3/0/4 y:3/0/4", """
            [Differentiable] public static double F(double[][] x, double[][] y)
            { for (int i = 0; i < y.Length; i++) for (int j = 0; j < y[i].Length; j++) y[i][j] = Math.Sin(x[i][j]) * y[i][j]; double s = 0; foreach (var row in y) foreach (var v in row) s += v * v; return s; }
            """),
        new("rows overwritten in place", "x:3/1/4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double a) { /* writes x */ double s = 0; foreach (double[] row in x) { for (int j = 1; j < row.Length; j++) { row[j] *= row[j - 1] * a; s += row[j]; } } return s; }
            """),
        new("a softmax written to rows", "x:3/1/4 y:3/1/4:out", """
            [Differentiable] public static void F(double[][] x, [Output] double[][] y)
            { for (int i = 0; i < x.Length; i++) { double z = 0; for (int j = 0; j < x[i].Length; j++) { y[i][j] = Math.Exp(x[i][j]); z += y[i][j]; } for (int j = 0; j < x[i].Length; j++) y[i][j] /= z; } }
            """),
        new("layers whose activations are rows", "w:4/6/3 h:2/2/3/1:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] w, double[][] h)
            {
                for (int l = 0; l < w.Length; l++)
                {
                    double[] from = h[l], to = h[l + 1];
                    for (int k = 0; k < to.Length; k++) { double z = 0; for (int j = 0; j < from.Length; j++) z += w[l][k * from.Length + j] * from[j]; to[k] = Math.Tanh(z); }
                }
                return h[^1][0];
            }
            """),
        new("what arrays do as a whole, done by rows", "x:3/2/4 a=0.7", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double a)
            { /* writes x */ Array.Reverse(x[0]); Array.Fill(x[1], a * x[0][0]); x[2].AsSpan(1, 2).CopyTo(x[0]); Array.Clear(x[2], 0, 1); ref double r = ref x[2][^1]; r *= x[1][0]; double s = 0; foreach (var row in x) for (int j = 0; j < row.Length; j++) s += row[j] * row[j] * (j + 1); return s; }
            """),
        new("elementwise functions of rows", "x:3/2/4 y:3/2/4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[][] x, double[][] y) { for (int i = 0; i < x.Length; i++) TensorPrimitives.Tanh(x[i], y[i].AsSpan()); }
            """),
        new("a row written by a helper", "x:3/1/4", """
            static void Scale(Span<double> v, double a) { for (int j = 0; j < v.Length; j++) v[j] *= a * v[^1]; }
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double a) { /* writes x */ for (int i = 0; i < x.Length; i++) Scale(x[i], a); return x[0][1] * x[1][0] + x[2][2] * x[2][3]; }
            """),
        new("library calls on rows in exact order", "x:3/2/4 y:3/2/4", """
            [Differentiable(Reassociate = false)] public static double F(double[][] x, double[][] y) { double s = Math.Sin(TensorPrimitives.Dot(x[1], y[1])); for (int i = 0; i < x.Length; i++) s += Math.Cos(TensorPrimitives.Dot(x[i], y[i])); return s; }
            """),
        new("library calls on parts that grow in exact order", "x:4 y:4", """
            [Differentiable(Reassociate = false)] public static double F(double[] x, double[] y) { double s = 0; for (int i = x.Length; i >= 1; i--) s += Math.Sin(TensorPrimitives.Dot(x.AsSpan(0, i), y.AsSpan(0, i)) * i); return s; }
            """),
        new("lengths of rows as numbers", "x:3/0/2 k={2,1,3}", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, int[] k)
            { int n = 0, m = 0; for (int i = 0; i < x.Length; i++) n += x[i].Length; for (int i = 0; i < x.Length; i++) m += x[i].Length * k[i]; double s = 0; foreach (var row in x) foreach (var v in row) s += v * v / row.Length; return s * m / n; }
            """),
        new("no row is used", "x:3/0/2 y:3:out", "[Differentiable] public static void F(double[][] x, double a, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = a * a; }"),
        new("nothing but empty rows", "x:0/0/0 y:0/0/0:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double[][] x, double[][] y, double a)
            { for (int i = 0; i < x.Length; i++) { double z = 0; foreach (double v in x[i]) z += Math.Exp(v); for (int j = 0; j < y[i].Length; j++) { y[i][j] *= x[i][j] * z; a += y[i][j]; } TensorPrimitives.Multiply(y[i], a, y[i].AsSpan()); } return a * a * x.Length; }
            """),
        new("rows in exact order", "x:3/0/2", "[Differentiable(Reassociate = false)] public static double F(double[][] x) { double s = 0; foreach (double[] row in x) foreach (double v in row) s += Math.Exp(v); return s; }"),
    ];
}
