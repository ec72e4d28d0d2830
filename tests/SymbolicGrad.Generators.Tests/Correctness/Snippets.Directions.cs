namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// Jacobians whose columns are computed together (in all modes): more columns than are taken at once, tangents through every kind of statement. And
/// Jacobians whose rows share their values.
/// </summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Directions =>
    [
        new("more directions than are taken at once", "x:70 y:3:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                y[0] = 0; y[1] = x[0]; y[2] = 1;
                for (int i = 0; i < x.Length; i++) { y[0] += x[i] * x[i]; y[1] = Math.Sin(y[1]) + 0.1 * x[i]; y[2] *= 1 + 0.01 * x[i]; }
            }
            """),
        new("as many directions as are taken at once", "x:32 y:32:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[x.Length - 1 - i];
            }
            """),
        new("directions of scalars and arrays, tangents carried and exchanged", "x:5 y:2:out", """
            [Differentiable] public static void F(double a, ReadOnlySpan<double> x, double b, double c, [Output] Span<double> y)
            {
                double p = a, q = b * x[0];
                for (int i = 0; i < x.Length; i++)
                {
                    double next = q + 0.5 * x[i];
                    q = p * c;
                    p = next;
                    if (p > 0.3) q += Math.Exp(-p); else (p, q) = (q, p);
                }

                y[0] = p; y[1] = q * a;
            }
            """),
        new("tangents of both branches and of neither", "x:6 y:6:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                double last = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double v = x[i], w;
                    if (v > 0.2) { w = v * v; last = v; }
                    else if (v > -0.2) { w = last * v; }
                    else { w = 2; last = 1; }

                    y[i] = Math.Max(w, last) + Math.Abs(v) + Math.Sqrt(v * v);
                }
            }
            """),
        new("matrices of tangents, a product of them, and values beside it", "x:3 w:4x3 y:8:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan2D<double> w, [Output] Span<double> y)
            {
                double[,] t = new double[w.Width, 5];
                for (int b = 0; b < w.Width; b++)
                {
                    for (int e = 0; e < 5; e++)
                        t[b, e] = Math.Sin(x[b] * (e + 1)) + x[0];
                }

                double[,] blended = new double[w.Height, 5];
                for (int v = 0; v < w.Height; v++)
                {
                    for (int b = 0; b < w.Width; b++)
                    {
                        for (int e = 0; e < 5; e++)
                            blended[v, e] += w[v, b] * t[b, e];
                    }
                }

                for (int v = 0; v < w.Height; v++) { y[2 * v] = blended[v, 1] * blended[v, 4]; y[2 * v + 1] = blended[v, 0]; }
            }
            """),
        new("values that tangents need stay in their loop", "x:4 y:4:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                double[] z = new double[x.Length];
                for (int i = 0; i < x.Length; i++) z[i] = x[i] + 1;
                for (int i = 1; i < x.Length; i++) z[i] = z[i - 1] * z[i];
                for (int i = 0; i < x.Length; i++) z[i] = z[i] * z[x.Length - 1 - i];
                for (int i = 0; i < x.Length; i++) y[i] = z[i];
            }
            """),
        new("an array that is read and written, in directions of its own", "s:4 x:3", """
            [Differentiable] public static void F(Span<double> s, ReadOnlySpan<double> x)
            {
                for (int i = 0; i < x.Length; i++) { s[i] = s[i] * x[i] + s[i + 1]; s[3] += x[i] * s[i]; }
            }
            """),
        new("a loop that data end, in all directions", "x:5 y:2:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                double sum = 0;
                int i = 0;
                while (i < x.Length && sum < 0.5) { sum += x[i] * x[i]; i++; }
                y[0] = sum; y[1] = sum * i * x[0];
            }
            """),
        new("columns of tangents in places that change", "x:3 y:3:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                double[,] a = new double[3, 3];
                for (int i = 0; i < 3; i++)
                {
                    for (int j = 0; j < 3; j++)
                        a[i, (i + j) % 3] += x[j] * x[i];
                }

                for (int i = 0; i < 3; i++)
                {
                    for (int j = 1; j < 3; j++)
                        a[i, j] = a[i, j - 1] + a[j, i] * a[i, j];
                }

                for (int i = 0; i < 3; i++) y[i] = a[i, 2] + a[2, i];
            }
            """),
        new("a product without reassociation, in all directions", "x:3 y:2:out", """
            [Differentiable(Reassociate = false)] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                double[,] m = new double[2, 3];
                for (int i = 0; i < 2; i++)
                {
                    for (int j = 0; j < 3; j++)
                        m[i, j] += x[j] * (i + 1);
                }

                for (int i = 0; i < 2; i++)
                {
                    y[i] = 0;
                    for (int j = 0; j < 3; j++) y[i] += m[i, j] * x[j];
                }
            }
            """),
        new("rows of a Jacobian whose values are computed once", "a:4 b:4 y:3:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, [Output] Span<double> y)
            {
                double[] z = new double[a.Length];
                for (int i = 0; i < a.Length; i++) z[i] = Math.Sin(a[i]) * b[i];
                for (int i = 1; i < a.Length; i++) z[i] = z[i] * z[i - 1] + b[i];
                double s = 0;
                for (int i = 0; i < a.Length; i++) s += z[i] * a[i];
                y[0] = s;
                y[1] = s > 0 ? Math.Exp(0.1 * s) : s * z[2];
                y[2] = z[3] * z[3];
            }
            """),
        new("rows of a Jacobian whose values are overwritten", "s:3 a:3 b:3", """
            [Differentiable] public static void F(Span<double> s, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double[] z = new double[a.Length];
                for (int i = 0; i < a.Length; i++) { z[i] = a[i] * s[i]; s[i] += z[i] * b[i]; }
                for (int i = 0; i < a.Length; i++) { s[i] *= z[a.Length - 1 - i]; z[i] = Math.Cos(s[i]); }
                for (int i = 0; i < a.Length; i++) s[i] += z[i] * z[i] * a[i];
            }
            """),
        new("rows of a Jacobian beside whose own part a total is computed", "c=0.3 a:6 m:4x7:inout b:6", """
            [Differentiable] public static double F([NoGradient] double c, ReadOnlySpan<double> a, Span2D<double> m, ReadOnlySpan<double> b)
            {
                double s = 0;
                for (int i = 1; i + 2 < a.Length; i++) s += a[i - 1];
                for (int j = 0; j < 7; j++)
                {
                    c += Math.Sin(s >= -1.22 ? m[3, j] : -0.6);
                    double z = 0;
                    for (int k = 0; k < a.Length; k++) z -= b[k];
                    m[3, j] = z * 0.25;
                }
                return s + 1.19 * c;
            }
            """),
        new("rows of a Jacobian beside whose own part scratch is written", "c=0.3 a:7 m:4x7:inout b:7", """
            [Differentiable] public static double F([NoGradient] double c, ReadOnlySpan<double> a, Span2D<double> m, ReadOnlySpan<double> b)
            {
                double s = 0;
                double[] t = new double[a.Length];
                for (int i = 0; i < a.Length; i++) { t[i] = a[i] * 3; s += a[i] * b[0]; }
                for (int j = 0; j < 7; j++)
                {
                    c += Math.Sin(t[j] >= 1.5 ? m[3, j] : -0.6);
                    double z = 0;
                    for (int k = 0; k < a.Length; k++) z -= b[k];
                    m[3, j] = z * 0.25;
                }
                return s + 1.19 * c;
            }
            """),
    ];
}
