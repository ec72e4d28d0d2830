namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops that vectors take: lengths leave a remainder, and are longer than a vector of any width.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> VectorLoops =>
    [
        new("an elementwise chain", "x:37 y:37:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, double w, double b, Span<double> y) { for (int i = 0; i < y.Length; i++) { double z = w * x[i] + b; y[i] = z * z - z / (1.0 + z * z); } }"),
        new("an elementwise chain of floats", "x:37 y:37:out", "[Differentiable] public static void F(ReadOnlySpan<float> x, float w, float b, Span<float> y) { for (int i = 0; i < y.Length; i++) { float z = w * x[i] + b; y[i] = z * z - z / (1f + z * z); } }") { IsSingle = true },
        new("an elementwise chain over a type parameter", "x:21 y:21:out", """
            [Differentiable] public static void F<T>(ReadOnlySpan<T> x, T w, Span<T> y) where T : IFloatingPointIeee754<T> { for (int i = 0; i < y.Length; i++) y[i] = w * x[i] * x[i] + T.CreateChecked(0.5) * w; }
            """) { TypeArguments = "<double>" },
        new("elements of arrays, matrices and views of them", "x:19 w:3x19 y:3x19:out", """
            [Differentiable] public static void F(double[] x, double[,] w, Span2D<double> y) { for (int k = 0; k < y.Height; k++) for (int i = 0; i < y.Width; i++) y[k, i] = (1.0 + x[i]) * w[k, i] * w[2 - k, i]; }
            """),
        new("a loop that begins and ends inside", "x:23 y:23:out", "[Differentiable] public static void F(double[] x, double[] y) { y[0] = 0; for (int i = 1; i < x.Length - 1; i++) y[i] = x[i - 1] * x[i + 1] - 2 * x[i]; y[^1] = x[0]; }"),
        new("neighbours that are added to", "x:23", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length - 1; i++) { double a = x[i + 1] - x[i] * x[i]; double b = 1 - x[i]; s += 100 * a * a + b * b; } return s; }"),
        new("a sum of squares of differences", "x:29 y:29", "[Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double s) { for (int i = 0; i < x.Length; i++) { double d = x[i] - y[i]; s += d * d / (1.0 + s0(d)); } return s; static double s0(double d) => d * d; }"),
        new("a sum that is taken away from", "x:18", "[Differentiable] public static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) s = s - x[i] * x[i] * x[i]; return s * s; }"),
        new("sums in several scalars", "x:27", "[Differentiable] public static double F(double[] x) { double s = 0, q = 1; for (int i = 0; i < x.Length; i++) { s += x[i]; q += x[i] * s0(x[i]); } return q / s; static double s0(double d) => d; }"),
        new("a sum of what a condition admits", "x:33", "[Differentiable] public static double F(double[] x, double c) { double s = 0; for (int i = 0; i < x.Length; i++) if (x[i] > 0.6) s += c * x[i] * x[i]; return s; }"),
        new("a sum that a branch also hands out", "x:33 y:33:out", "[Differentiable] public static double F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { double t = 0.5; if (x[i] > 0.6) { s += x[i]; t = s; } y[i] = t * x[i]; } return s; }"),
        new("a sum with two conditions", "x:33", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > 0.8) s += 3 * x[i]; else if (x[i] < 0.6) s -= x[i] * x[i]; else s += 1; } return s; }"),
        new("largest and smallest of a transformed array", "x:26", "[Differentiable] public static double F(double[] x) { double high = x[0] * x[0], low = x[0]; for (int i = 1; i < x.Length; i++) { high = Math.Max(high, x[i] * x[i]); low = Math.Min(low, x[i]); } return high * low; }"),
        new("a running maximum that each iteration needs", "x:26 y:26:out", "[Differentiable] public static void F(double[] x, double[] y) { double high = x[0]; for (int i = 0; i < x.Length; i++) { high = Math.Max(high, x[i]); y[i] = high * x[i]; } }"),
        new("a running sum that each iteration needs", "x:26 y:26:out", "[Differentiable] public static void F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; y[i] = s * x[i]; } }"),
        new("a side that is not taken and would be infinite", "x:31 y:31:out", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) { double z = x[i] - 0.7; y[i] = z > 0 ? z / (z + 1e-3) : 0.5 * z; } }"),
        new("a division that only one side makes", "x:31 z:31 y:31:out", "[Differentiable] public static void F(double[] x, [NoGradient] double[] z, double[] y) { for (int i = 0; i < y.Length; i++) { if (z[i] > 0.7) y[i] = x[i] / (z[i] - 0.7); else y[i] = x[i]; } }"),
        new("an element that every iteration adds to", "x:25 y:3:inout", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) y[1] += x[i] * x[i]; }"),
        new("an element that every iteration reads", "x:25 y:25:out", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) y[i] = x[3] * x[i] + x[7]; }"),
        new("elements overwritten in place", "x:25", "[Differentiable] public static void F(Span<double> x, double c) { for (int i = 0; i < x.Length; i++) x[i] = c * x[i] * (1 - x[i]); }"),
        new("elements overwritten in place again and again", "x:17", "[Differentiable(Derivatives.Taped)] public static void F(Span<double> x, double c) { for (int t = 0; t < 3; t++) for (int i = 0; i < x.Length; i++) x[i] = c * x[i] * (1 - x[i]); }"),
        new("elements shifted in place", "x:17", "[Differentiable] public static void F(Span<double> x, double c) { for (int i = 0; i < x.Length - 1; i++) x[i] = c * x[i + 1]; }"),
        new("elements that depend on their left neighbours", "x:17", "[Differentiable] public static void F(Span<double> x, double c) { for (int i = 1; i < x.Length; i++) x[i] = c * x[i - 1] + x[i]; }"),
        new("every second element", "x:34 y:17:out", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = x[2 * i] * x[2 * i + 1]; }"),
        new("from the end", "x:21 y:21:out", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = x[x.Length - 1 - i] * x[i]; }"),
        new("down to the beginning", "x:21 y:21:out", "[Differentiable] public static void F(double[] x, double[] y) { for (int i = y.Length - 1; i >= 0; i--) y[i] = x[i] * x[i]; }"),
        new("columns of a matrix", "w:19x5 y:5:out", "[Differentiable] public static void F(double[,] w, double[] y) { for (int j = 0; j < y.Length; j++) { double s = 0; for (int i = 0; i < w.GetLength(0); i++) s += w[i, j] * w[i, j]; y[j] = s; } }"),
        new("an index in the numbers", "x:21", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += i * x[i] * x[i]; return s; }"),
        new("elements that a table names", "x:21 at={20,3,3,0,7,1,2,4,5,6,8,9,10,11,12,13,14,15,16,17,18}", "[Differentiable] public static double F(double[] x, int[] at) { double s = 0; for (int i = 0; i < at.Length; i++) s += x[at[i]] * x[i]; return s; }"),
        new("a loop over no element", "x:3 y:3 n=-1", "[Differentiable] public static double F(double[] x, double[] y, int n) { double s = y[0]; for (int i = 0; i < n; i++) s += x[i] * y[i + 1]; for (int i = 0; i < n; i++) s += x[i] * y[i]; return s * y[1] * y[2] * x[0]; }"),
        new("a matrix of the method's own without columns", "x:3 m=0", "[Differentiable] public static double F(double[] x, int m) { double[,] a = new double[x.Length, m]; for (int i = 0; i < x.Length; i++) for (int j = 0; j < m; j++) a[i, j] = x[i] * x[i]; double s = x[0] * x[1]; for (int i = 0; i < x.Length; i++) for (int j = 0; j < m; j++) s += a[i, j] * a[i, j] * x[i]; return s * s; }"),
        new("a matrix loop over no element", "w:2x3 y:3 n=-1", "[Differentiable] public static double F(double[,] w, double[] y, int n) { double s = y[0]; for (int i = 0; i < n; i++) s += w[1, i] * y[i]; return s * y[1] * w[0, 0]; }"),
        new("a loop that would begin behind its end", "x:3", "[Differentiable] public static double F(double[] x) { double s = x[0] * x[1]; for (int i = 9; i < x.Length; i++) s += x[i] * x[i]; return s; }"),
        new("a slice and a row of one length", "x:40 w:2x20", "[Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w) { double s = 0; ReadOnlySpan<double> u = x[15..35]; for (int i = 0; i < u.Length; i++) { double d = u[i] - w[1, i]; s += d * d; } return s; }"),
        new("one loop behind another in scratch", "x:30", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, double c)
            { double[] y = new double[x.Length]; for (int i = 0; i < y.Length; i++) y[i] = c * x[i] * x[i]; double s = 0; for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * x[i]; return s; }
            """),
        new("absolute values and clamps", "x:30", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Abs(x[i] - 0.7) * Math.Max(x[i], c * 0.5); return s; }"),
        new("products over a triangle", "w:9x9 u:9x9 y:9x9:out", "[Differentiable] public static void F(double[,] w, double[,] u, double[,] y) { for (int i = 0; i < y.GetLength(0); i++) for (int j = 0; j < y.GetLength(1); j++) { double s = 0; if (j <= i) for (int k = 0; k < i; k++) s += w[i, k] * u[j, k]; y[i, j] = s; } }"),
        new("sums over the left part of each row", "w:9x9 x:9 y:9:out", "[Differentiable] public static void F(double[,] w, double[] x, double[] y) { for (int i = 0; i < y.Length; i++) { double s = 0; for (int k = 0; k < i; k++) s += w[i, k] * x[k]; y[i] = Math.Sin(s); } }"),
        new("a polynomial", "x:23", "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, double t) { double s = 0, p = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * p; p *= t; } return s * s; }"),
        new("a polynomial at a fixed place", "x:23", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0, p = 3; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * p; p = 0.5 * p; } return s * p; }"),
        new("a polynomial of floats at 2", "x:13", "[Differentiable] public static float F(ReadOnlySpan<float> x) { float s = 0, p = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * p; p *= 2; } return s / 1000; }") { IsSingle = true },
        new("a polynomial of a type parameter", "x:23", "[Differentiable] public static T F<T>(ReadOnlySpan<T> x, T t) where T : IFloatingPointIeee754<T> { T s = T.Zero, p = T.One; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * p; p *= t; } return s; }") { TypeArguments = "<double>" },
        new("powers of two numbers", "x:23", "[Differentiable] public static double F(ReadOnlySpan<double> x, double t, double u) { double s = 0, p = 1, q = u; for (int i = 0; i < x.Length; i++) { s += x[i] * (p - q); p *= t; q *= u; } return s; }"),
        new("powers that every iteration stores", "x:23 y:23:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, double t, Span<double> y) { double p = t; for (int i = 0; i < x.Length; i++) { y[i] = x[i] * p; p *= t; } }"),
        new("a product that is a total", "x:13", "[Differentiable] public static double F(ReadOnlySpan<double> x, double t) { double p = t; for (int i = 0; i < x.Length; i++) p *= x[i]; return p; }"),
        new("an early end keeps its order", "x:30", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; if (s > 4) break; } return s; }"),
        .. ((int[])[1, 2, 5, 9]).Select(length => new Snippet($"the largest of {length}, from the second on", $"x:{length}", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { double m = x[0], s = 0; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); return Math.Log(s) + 2 * m; }
            """)),
        new("the largest from the second on, after the first has been changed", "x:1 a={9,1,2,3,2,1}", """
            [Differentiable] public static double F(double[] x, int[] a)
            { double[] y = new double[a.Length]; for (int i = 0; i < a.Length; i++) y[i] = a[i]; double m = y[0]; y[0] = 20; for (int i = 1; i < y.Length; i++) m = Math.Max(m, y[i]); return m * x[0] + y[0]; }
            """),
        new("the largest and the smallest from the third on, beginning with the first", "x:2 a={1,9,2} b={5,-3,2}", """
            [Differentiable] public static double F(double[] x, int[] a, int[] b)
            {
                double[] y = new double[a.Length], z = new double[b.Length];
                for (int i = 0; i < a.Length; i++) y[i] = a[i];
                for (int i = 0; i < b.Length; i++) z[i] = b[i];
                double m = y[0], n = z[0];
                for (int i = 2; i < y.Length; i++) m = Math.Max(m, y[i]);
                for (int i = 2; i < z.Length; i++) n = Math.Min(n, z[i]);
                return m * x[0] + n * x[1] * x[1];
            }
            """),
        new("the largest and the smallest from the second on, beginning with another array's first", "x:2 a={9,1,2} b={-5,3,2}", """
            [Differentiable] public static double F(double[] x, int[] a, int[] b)
            {
                double[] y = new double[a.Length], z = new double[b.Length];
                for (int i = 0; i < a.Length; i++) y[i] = a[i];
                for (int i = 0; i < b.Length; i++) z[i] = b[i];
                double m = z[0], n = y[0];
                for (int i = 1; i < y.Length; i++) m = Math.Max(m, y[i]);
                for (int i = 1; i < z.Length; i++) n = Math.Min(n, z[i]);
                return m * x[0] + n * x[1] * x[1];
            }
            """),
    ];
}
