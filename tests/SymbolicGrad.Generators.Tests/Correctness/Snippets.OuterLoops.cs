namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops over independent iterations whose inner loops are short: iterations lie in lanes, two of them in the tests.</summary>
internal static partial class Snippets
{
    private static readonly int[] Iterations = [0, 1, 2, 3, 5];

    private static readonly int[] Labels = [2, 0, 1, 1, 2];

    private const string Mixture = """
        [Differentiable] public static double F(double[] alpha, double[,] mu, double[,] l, [NoGradient] double[,] x)
        {
            int k = alpha.Length, d = mu.GetLength(1);
            double likelihood = 0;
            double[] centred = new double[d], transformed = new double[d], terms = new double[k];
            for (int p = 0; p < x.GetLength(0); p++)
            {
                for (int c = 0; c < k; c++)
                {
                    for (int i = 0; i < d; i++) { centred[i] = x[p, i] - mu[c, i]; transformed[i] = 1.5 * centred[i]; }
                    for (int j = 0; j < d; j++) { int column = j * (2 * d - j - 1) / 2 - (j + 1); for (int i = j + 1; i < d; i++) transformed[i] += l[c, column + i] * centred[j]; }
                    double squares = 0;
                    for (int i = 0; i < d; i++) squares += transformed[i] * transformed[i];
                    terms[c] = alpha[c] - 0.5 * squares;
                }
                double max = terms[0], sum = 0;
                for (int c = 1; c < k; c++) max = Math.Max(max, terms[c]);
                for (int c = 0; c < k; c++) sum += Math.Exp(terms[c] - max);
                likelihood += max + Math.Log(sum);
            }
            return likelihood + alpha[0] * mu[0, 0];
        }
        """;

    private static IEnumerable<Snippet> OuterLoops =>
    [
        .. Iterations.Select(points => new Snippet($"a mixture at {points} points", $"alpha:3 mu:3x3 l:3x3 x:{points}x3", Mixture)),
        new("a mixture in one dimension", "alpha:2 mu:2x1 l:2x1 x:5x1", Mixture),
        .. Iterations.Select(rows => new Snippet($"a row of activations at {rows} rows", $"x:{rows}x3 w:3 c=0.5", """
            [Differentiable] public static double F(double[,] x, double[] w, double c)
            { double s = c * w[0]; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) z += Math.Tanh(w[i] * x[n, i]) * Math.Exp(c * x[n, i]); s += Math.Sin(z) * z; } return s; }
            """)),
        .. Iterations.Skip(1).Select(rows => new Snippet($"outputs of {rows} rows, conditions in lanes", $"x:{rows}x4 w:4 y:{rows}x4:out z:{rows}:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double[,] x, double[] w, double[,] y, double[] z)
            {
                for (int n = 0; n < x.GetLength(0); n++)
                {
                    double s = 0;
                    for (int i = 0; i < w.Length; i++) { double a = x[n, i] > 0.6 ? Math.Exp(w[i] * x[n, i]) : w[i] * Math.Sin(x[n, i]); y[n, i] = a * a; s += a; }
                    z[n] = s > 3 ? Math.Log(s) * w[1] : s * s * w[0];
                }
            }
            """)),
        new("rows overwritten in place, with scratch of a row", "x:5x3", """
            [Differentiable] public static void F(Span2D<double> x, double c)
            { Span<double> t = stackalloc double[3]; for (int n = 0; n < x.Height; n++) { for (int i = 0; i < 3; i++) t[i] = Math.Exp(c * x[n, i]); for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) x[n, i] += t[i] * t[j] * x[n, j]; } }
            """),
        .. Iterations.Select(rows => new Snippet($"one sum over all inner loops of {rows} rows", $"x:{rows}x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w, double c)
            { double s = c; for (int n = 0; n < x.GetLength(0); n++) for (int i = 0; i < w.Length; i++) s += Math.Exp(c * x[n, i]) * Math.Sin(w[i] * x[n, i]); return s * w[0]; }
            """)),
        new("a sum over inner loops that one of them looks at", "x:5x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0.5, t = 0; for (int n = 0; n < x.GetLength(0); n++) { double u = s; for (int i = 0; i < w.Length; i++) { s += Math.Exp(w[i] * x[n, i]); u += Math.Sin(x[n, i]); } t += u; } return s * t; }
            """),
        new("a branch that all lanes share", "x:5x3 w:3 flag=true", """
            [Differentiable] public static double F(double[,] x, double[] w, bool flag)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) { if (flag) z += Math.Exp(w[i] * x[n, i]); else z += Math.Sin(w[i] * x[n, i]); } s += z * z; } return s; }
            """),
        new("memory behind a condition in lanes", "x:7x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double[] t = new double[3]; for (int i = 0; i < 3; i++) t[i] = Math.Exp(x[n, i] * w[i]); if (t[0] > 1.6) for (int i = 0; i < 3; i++) t[i] = t[i] * t[i] * w[0]; for (int i = 0; i < 3; i++) s += t[i] * w[i]; } return s; }
            """),
        new("largest and smallest of rows", "x:7x3", """
            [Differentiable] public static double F(double[,] x)
            { double high = -9, low = 9; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < 3; i++) z += Math.Exp(x[n, i]) * Math.Sin(x[n, i]); high = Math.Max(high, z); low = Math.Min(low, z); } return high * low; }
            """),
        new("rows of floats", "x:9x3 w:3", """
            [Differentiable] public static float F(float[,] x, float[] w)
            { float s = 0; for (int n = 0; n < x.GetLength(0); n++) { float z = 0; for (int i = 0; i < w.Length; i++) z += MathF.Exp(w[i] * x[n, i]); s += MathF.Log(z); } return s; }
            """) { IsSingle = true },
        new("rows of a type parameter", "x:5x3 w:3", """
            [Differentiable] public static T F<T>(ReadOnlySpan2D<T> x, ReadOnlySpan<T> w) where T : IFloatingPointIeee754<T>
            { T s = T.Zero; for (int n = 0; n < x.Height; n++) { T z = T.Zero; for (int i = 0; i < w.Length; i++) z += T.Exp(w[i] * x[n, i]); s += T.Log(z); } return s; }
            """) { TypeArguments = "<double>" },
        new("rows in the user's order of sums", "x:5x3 w:3", """
            [Differentiable(Reassociate = false)] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[n, i]); s += Math.Log(z); } return s; }
            """),
        new("a state that passes from row to row", "x:5x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double h = 0.5; for (int n = 0; n < x.GetLength(0); n++) { double z = h; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[n, i]) * h; h = Math.Sin(z); } return h; }
            """),
        new("memory that passes from row to row", "x:5x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double[] h = new double[3]; h[1] = 0.5; double s = 0; for (int n = 0; n < x.GetLength(0); n++) { for (int i = 0; i < w.Length; i++) h[i] = Math.Tanh(h[i] + Math.Exp(w[i] * x[n, i])); for (int i = 0; i < w.Length; i++) s += h[i] * w[i]; } return s; }
            """),
        new("rows above that are read", "x:6x3 w:3", """
            [Differentiable] public static void F(Span2D<double> x, double[] w)
            { for (int n = 1; n < x.Height; n++) for (int i = 0; i < w.Length; i++) x[n, i] = Math.Exp(w[i] * x[n - 1, i]) * Math.Sin(x[n, i]) * 0.1; }
            """),
        new("inner loops that get longer", "x:6x6 w:6", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i <= n; i++) z += Math.Exp(w[i] * x[n, i]); s += Math.Sin(z); } return s; }
            """),
        new("rows that store into one place", "x:5x3 w:3 y:3:out", """
            [Differentiable] public static void F(double[,] x, double[] w, double[] y)
            { for (int n = 0; n < x.GetLength(0); n++) for (int i = 0; i < w.Length; i++) y[i] = Math.Exp(w[i] * x[n, i]) * Math.Sin(x[n, i]); }
            """),
        new("rows that a table names", "x:5x3 w:3 at={3,1,1,0,4}", """
            [Differentiable] public static double F(double[,] x, double[] w, int[] at)
            { double s = 0; for (int n = 0; n < at.Length; n++) { double z = 0; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[at[n], i]); s += Math.Sin(z) * w[at[n] % 3]; } return s; }
            """),
        .. Iterations.Select(rows => new Snippet($"labels of {rows} rows", $"z:{rows}x3 c=0.5 labels={{{string.Join(",", Labels.Take(rows))}}}", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> z, double c, ReadOnlySpan<int> labels)
            {
                double loss = c * c;
                for (int n = 0; n < z.Height; n++)
                {
                    double max = z[n, 0], sum = 0;
                    for (int k = 1; k < z.Width; k++) max = Math.Max(max, z[n, k]);
                    for (int k = 0; k < z.Width; k++) sum += Math.Exp(z[n, k] - max);
                    loss += max + Math.Log(sum) - z[n, labels[n]];
                }
                return loss;
            }
            """)),
        new("elements of a table that rows share", "x:7x3 w:3 t:4 at={3,1,1,0,2,2,3}", """
            [Differentiable] public static double F(double[,] x, double[] w, double[] t, int[] at)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = t[at[n]]; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[n, i]); s += Math.Log(z) * t[(at[n] + n) % 4]; } return s; }
            """),
        new("rows until a sum is large", "x:7x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[n, i]); s += Math.Log(z); if (s > 4) break; } return s; }
            """),
        new("the row's number among the numbers", "x:5x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = n; for (int i = 0; i < w.Length; i++) z += Math.Exp(w[i] * x[n, i]); s += Math.Log(z); } return s; }
            """),
        new("integer cells of an iteration", "x:5x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { int[] count = new int[3]; double z = 0; for (int i = 0; i < w.Length; i++) { if (x[n, i] > 0.6) count[i]++; z += Math.Exp(w[i] * x[n, i]); } for (int i = 0; i < 3; i++) z += count[i] * w[i]; s += Math.Log(z); } return s; }
            """),
        new("rows shorter than the inner loop may be", "x:5x3 w:3 m=0", """
            [Differentiable] public static double F(double[,] x, double[] w, int m)
            { double s = w[0] * x[1, 1]; for (int n = 0; n < x.GetLength(0); n++) { double z = w[1]; for (int i = 0; i < m; i++) z += Math.Exp(w[i] * x[n, i]) * Math.Sin(w[i]); s += Math.Sin(z); } return s; }
            """),
        new("one element of a gradient at a time, behind a condition", "x:7x3 w:3", """
            [Differentiable] public static double F(double[,] x, double[] w)
            { double s = 0; for (int n = 0; n < x.GetLength(0); n++) { double z = 0; for (int i = 0; i < w.Length; i++) { double a = Math.Exp(w[i] * x[n, i]); if (a > 1.4) z += a * w[2]; else z -= a * w[i]; } s += Math.Sin(z); } return s; }
            """),
    ];
}
