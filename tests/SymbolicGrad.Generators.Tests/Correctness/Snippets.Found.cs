namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What random programs found, each as small as it gets.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Found =>
    [
        new("two constants of a type parameter in one product", "", """
            [Differentiable] public static T F<T>(T x, T y) where T : IFloatingPointIeee754<T> { y -= T.CreateChecked(0.45) * T.Sin(x); return y; }
            """) { TypeArguments = "<double>" },
        new("a ref parameter on the tape", "", "[Differentiable(Derivatives.Taped)] public static double F(ref double x) { x *= Math.Sin(x); return x * x; }"),
        new("a ref parameter that a loop of the taped pair needs", "x:4", """
            [Differentiable(Derivatives.Taped)] public static double F(ref double a, double[] x) { double s = a; for (int i = 0; i < x.Length; i++) s = Math.Sin(s * x[i] * a); a *= s; return s; }
            """),
        new("scratch on the tape that keeps its zeros", "x:3 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            { double[] a = new double[y.Length]; a[0] = x[0] * x[0]; return x[0] / (1.0 + a[1] * a[1] + a[0] * a[0]) + y[0]; }
            """),
        new("scratch that a foreach of the taped pair overwrites", "", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { double[] a = new double[3]; for (int i = 0; i < a.Length; i++) { foreach (double e in a) { a[2] = y; a[i] = Math.Cos(x + e); } } return Math.Sin(a[0]) + a[2]; }
            """),
        new("a helper takes the larger of a number and itself", "x:2", """
            static double H(double p) => Math.Max(p, p); [Differentiable] public static double F(double[] x) { double[] a = { x[0], H(x[1]) }; return TensorPrimitives.Dot<double>(a, a); }
            """),
        new("numbers compared with themselves", "", "static bool Same(double p, double q) => p <= q && q >= p && !(p < q); [Differentiable] public static double F(double x, double y) => Same(x, x) ? x * y : y;"),
        new("a helper's branch is decided by a constant remainder", "", """
            static double H(double p, int n) { double q = 1.0 + p * p; p += (n % 2 == 1 ? p : q); return p; } [Differentiable] public static double F(double x, double y) => H(x, 0) * H(y, 3);
            """),
        new("a helper's branch is decided by a converted constant", "", """
            static double H(double p, int n) => 0.25 * (double)((n * 2 + 1) % 9) > 1.06 ? Math.Sin(p) : p * p; [Differentiable] public static double F(double x) => H(x, 2) * H(x, 1);
            """),
        new("a running sum that every iteration stores", "x:4 y:4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double a, Span<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = (a += x[i]); }
            """),
        new("a running sum of sums that every iteration stores", "x:3x2 y:3x2:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double a, double[,] x, double[,] y)
            { for (int i = 0; i < y.GetLength(0); i++) for (int j = 0; j < y.GetLength(1); j++) { a += x[i, j]; y[i, j] = a; } }
            """),
        new("a running sum from the end", "x:4 y:4:out", """
            [Differentiable(Derivatives.Taped)] public static void F(double a, ReadOnlySpan<double> x, Span<double> y) { for (int i = y.Length - 1; i >= 0; i--) { a -= x[i]; y[i] = a; } }
            """),
        new("a taped loop that carries what was known before it", "x:4 y:4", """
            [Differentiable(Derivatives.Taped)] public static void F(double a, double[] x, double[] y)
            { y[^3] *= Math.Sin(x[1]); foreach (double e in x) { y[0] = Math.Cos(a); a = x[1]; } }
            """),
        new("a later argument changes what an earlier one refers to", "", """
            static double H(double p, ref double q, double r) { q *= r; return p + q; } [Differentiable] public static double F(double x, in double y) { double s = H(y, ref x, x *= y); return x * s; }
            """),
        new("a later argument changes an element that an earlier one refers to", "x:3", """
            static double H(ref double q, double r) { q *= r; return q + r; } [Differentiable] public static double F(Span<double> x) { double s = H(ref x[0], x[0] = x[1] * x[2]); return x[0] * s; }
            """),
        new("a sum that the user wrote downwards keeps its order", "x1=0.5", """
            [Differentiable(Reassociate = false)] public static double F(double x1) { for (int i3 = 3; i3 >= 0; i3--) x1 -= Math.Sin(0.25 * (double)(i3)); return x1; }
            """),
        new("an argument and a variable that are one value", "x:5", """
            static double H(double p) { double v = p; v *= Math.Sin(v > p ? v : -1.71); return v; } [Differentiable] public static (double, double) F(ReadOnlySpan<double> x, out double y) { y = x[4]; return (0.5, H(Math.Cos(y))); }
            """),
    ];
}
