namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Counted loops: directions, steps, nests, what they carry.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Loops =>
    [
        new("a loop carries a scalar", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) h = Math.Tanh(u * h + x[i]); return h; }
            """),
        new("nested loops carry the same scalar", "x:3 y:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            { double s = 0.5; for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) s = Math.Sin(s * x[i] + y[j]); return s; }
            """),
        new("an inner loop's scalar is reset each time", "x:3 y:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            { double t = 0; for (int i = 0; i < x.Length; i++) { double s = x[i]; for (int j = 0; j < y.Length; j++) s = s * y[j] + x[i]; t += s * s * t + s; } return t; }
            """),
        new("two carried scalars depend on each other", "x:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double b, ReadOnlySpan<double> x)
            { double u = a, v = b; for (int i = 0; i < x.Length; i++) { double w = u * v + x[i]; v = u - 0.5 * v; u = w; } return u * v; }
            """),
        new("carried scalars are swapped", "x:5", """
            [Differentiable] public static double F(double a, double b, ReadOnlySpan<double> x)
            { for (int i = 0; i < x.Length; i++) { (a, b) = (b, a); a *= x[i]; b += a * 0.25; } return a - b * b; }
            """),
        new("step 2 with a remainder", "x:7", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 0; i < x.Length; i += 2) h = Math.Sin(h * u + x[i]); return h; }
            """),
        new("step 3 from 1 and up to the bound", "x:8", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 1; i <= x.Length - 1; i += 3) h = Math.Sin(h * u + x[i]); return h; }
            """),
        new("descending with >=", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = x.Length - 1; i >= 0; i--) h = Math.Sin(h * u + x[i]); return h; }
            """),
        new("descending with > and step 2", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = x.Length - 1; i > 0; i -= 2) h = Math.Sin(h * u + x[i]) + x[i - 1]; return h; }
            """),
        new("a descending loop in an ascending one", "x:3 y:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            { double s = 0.2; for (int i = 0; i < x.Length; i++) for (int j = y.Length - 1; j >= 0; j--) s = Math.Cos(s * x[i] - y[j]); return s; }
            """),
        new("a triangular nest", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x)
            { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j <= i; j++) s += x[i] * x[j] * x[j]; return s; }
            """),
        new("a triangular nest that carries", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double s = 0.3; for (int i = 0; i < x.Length; i++) for (int j = i + 1; j < x.Length; j++) s = Math.Sin(s + x[i] * x[j]); return s; }
            """),
        new("three loops", "a:2x3 b:3x2", """
            [Differentiable] public static double F(double[,] a, double[,] b)
            {
                double s = 0;
                for (int i = 0; i < a.GetLength(0); i++)
                    for (int j = 0; j < b.GetLength(1); j++) { double d = 0; for (int k = 0; k < a.GetLength(1); k++) d += a[i, k] * b[k, j]; s += d * d; }
                return s;
            }
            """),
        new("a trip count from an argument", "n=4", """
            [Differentiable] public static double F(double x, int n) { double p = 1; for (int i = 0; i < n; i++) p *= x + 0.1 * i; return p; }
            """),
        new("a bound from Math.Min", "x:4 y:6", """
            [Differentiable] public static double F(double[] x, double[] y)
            { int n = Math.Min(x.Length, y.Length); double p = 1; for (int i = 0; i < n; i++) p *= x[i] + 2 * y[i]; return p; }
            """),
        new("a product", "x:5", "[Differentiable(Derivatives.Taped)] public static double F(double[] x) { double p = 1; for (int i = 0; i < x.Length; i++) p *= x[i]; return p; }"),
        new("foreach", "x:5", "[Differentiable(Derivatives.Taped)] public static double F(double a, double[] x) { double s = a; foreach (double v in x) s = s * v + Math.Exp(v); return s; }"),
        new("foreach over a slice, inside a loop", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double s = 1; for (int t = 0; t < 2; t++) foreach (double v in x[1..^1]) s = Math.Sin(s * v); return s; }
            """),
        new("the loop variable in arithmetic", "x:4", """
            [Differentiable] public static double F(double a, double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * Math.Pow(a, i + 1) / (i + 2.0); return s; }
            """),
        new("a carried integer", "x:6", """
            [Differentiable] public static double F(double[] x) { double s = 1; int k = 0; for (int i = 0; i < 3; i++) { s *= x[k]; k += 2; } return s * s; }
            """),
        new("loops one after the other carry on", "x:3 y:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x, double[] y)
            { for (int i = 0; i < x.Length; i++) a = Math.Sin(a * x[i]); for (int j = 0; j < y.Length; j++) a = Math.Cos(a + y[j]); return a; }
            """),
        new("a loop inside a branch", "x:4 n=1", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x, int n)
            { double s = a; if (n > 0) { for (int i = 0; i < x.Length; i++) s = Math.Sin(s * x[i]); } else { s = a * a; } return s * a; }
            """),
        new("three carrying loops with state at each level", "x:3 y:2", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            {
                double a = 0.3;
                for (int i = 0; i < x.Length; i++)
                {
                    double b = a * x[i];
                    for (int j = i; j >= 0; j--)
                    {
                        double c = b + a;
                        for (int k = 0; k < y.Length; k++) { c = Math.Sin(c * y[k]) + x[j]; b *= c; }
                        a = a * 0.5 + c * b;
                    }
                }
                return a;
            }
            """),
        new("bounds from both outer loops", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { double s = 0.5; for (int i = 0; i < 3; i++) for (int j = i; j < 4; j++) for (int k = i; k <= j; k += 2) s = Math.Sin(s + x[k] * x[j]); return s; }
            """),
        new("an empty inner range", "x:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { double s = 0.5; for (int i = 0; i < x.Length; i++) { for (int j = 3; j < i; j++) s *= x[j]; for (int j = i; j < 2; j++) s = s * x[j] + 1; } return s * x[3]; }
            """),
        new("Newton's iteration for a root", "a:+", """
            [Differentiable(Derivatives.Taped)] public static double F(double a) { double r = 1; for (int i = 0; i < 6; i++) r = 0.5 * (r + a / r); return r; }
            """),
    ];
}
