namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>if, ?:, logic, early return.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Branches =>
    [
        new("if without else", "x=0.7", "[Differentiable] public static double F(double x, double y) { double r = x * y; if (x > 0.5) r = r * r + y; return r * x; }"),
        new("if with else in a loop", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.3; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) h = Math.Sin(u * h + x[i]); else h = h * h - x[i]; } return h; }
            """),
        new("a branch on the carried value", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.3; for (int i = 0; i < x.Length; i++) { if (h > 0) h = Math.Sin(u * h) - x[i]; else h = h * h + 0.5; } return h; }
            """),
        new("else if", "x=-0.4", """
            [Differentiable] public static double F(double x, double y) { double r; if (x > 1) r = x; else if (x > 0) r = y * x; else if (x > -1) r = Math.Exp(x * y); else r = 0; return r * y; }
            """),
        new("a conditional expression", "x=-0.4", "[Differentiable] public static double F(double x, double y) => x > 0 ? Math.Log(x) : y > 5 ? x : x * y * y;"),
        new("a conditional expression in a loop", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x) { double s = a; for (int i = 0; i < x.Length; i++) s = s * (x[i] > 0 ? a * x[i] : -x[i]); return s; }
            """),
        new("the branch not taken is not evaluated", "x=-0.5", "[Differentiable] public static double F(double x, double y) { double r = y; if (x > 0) r = Math.Sqrt(x) * y; return r * x; }"),
        new("&& and ||", "x=0.5 y=0.8", "[Differentiable] public static double F(double x, double y) => (x > 0 && y > 0.7) || x * y > 100 ? x * y : x + y;"),
        new("&& guards an index", "x:3 k=7", """
            [Differentiable] public static double F(double[] x, int k) { double s = 0; for (int i = 0; i < 5; i++) if (i < x.Length && x[i] * k > -1e9) s += x[i] * x[i]; return s; }
            """),
        new("! and a bool local", "x=0.5", "[Differentiable] public static double F(double x, double y) { bool small = x < 1; bool other = !small | y > 100; return other ? y : x * y; }"),
        new("a bool argument", "flag=true", "[Differentiable] public static double F(double x, bool flag) { if (flag) x = x * x; return flag ? Math.Sin(x) : x; }"),
        new("an early return that is taken", "x=0.5", "[Differentiable(Derivatives.Taped)] public static double F(double x, double y) { if (x > 0) return x * y; double z = x + y; return z * z; }"),
        new("an early return that is not taken", "x=-0.5", "[Differentiable(Derivatives.Taped)] public static double F(double x, double y) { if (x > 0) return x * y; double z = x + y; return z * z; }"),
        new("nested early returns", "x=0.5 y=0.25", """
            [Differentiable] public static double F(double x, double y)
            { double a = x * y; if (x > 0) { a += x; if (y > 0.3) return a * a; a *= y; if (y > 0.2) return Math.Sin(a); } else if (y > 0) return y; return a - y; }
            """),
        new("an early return before a loop", "x:3 a=0.4", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x)
            { if (a < 0) return a * a; double s = a; for (int i = 0; i < x.Length; i++) s = Math.Sin(s * x[i]); if (s > 10) return s; return s * a; }
            """),
        new("an early return after a loop", "x:3 a=-0.4", """
            [Differentiable] public static double F(double a, double[] x)
            { double s = a; for (int i = 0; i < x.Length; i++) s = Math.Sin(s * x[i]); if (a < 0) return s * a; return s; }
            """),
        new("an early return of a void method", "x=0.6 y:3:out", """
            [Differentiable] public static void F(double x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = x; if (x < 0) return; for (int i = 0; i < y.Length; i++) y[i] = x * x * i; }
            """),
        new("branches that write memory", "x:6 y:6", """
            [Differentiable(Derivatives.Taped)] public static void F(double[] x, double[] y)
            { for (int i = 1; i < y.Length; i++) { if (x[i] * y[i - 1] > 0) y[i] *= x[i] * y[i - 1]; else { double t = y[i - 1]; y[i - 1] = x[i] * t * t; y[i] += t; } } }
            """),
        new("a flag that a loop sets", "x:6", """
            [Differentiable] public static double F(double[] x)
            { bool seen = false; double s = 1; for (int i = 0; i < x.Length; i++) { if (!seen && s * x[i] < 0) { s *= x[i]; seen = true; } else if (seen) s += x[i] * s; else s = Math.Cos(s * x[i]); } return s; }
            """),
        new("Max, Min, Abs and Clamp", "x=0.5 y=0.9", "[Differentiable] public static double F(double x, double y) => Math.Max(x, y) * Math.Min(x * x, y) + Math.Abs(x - y) + Math.Clamp(x * y, 0.1, 2);"),
        new("the largest element, by hand", "x:6", """
            [Differentiable] public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) if (x[i] > m) m = x[i]; return m * m; }
            """),
        new("the place of the largest element", "x:6", """
            [Differentiable] public static double F(double[] x) { int k = 0; for (int i = 1; i < x.Length; i++) if (x[i] > x[k]) k = i; return x[k] * x[k] + x[0]; }
            """),
    ];
}
