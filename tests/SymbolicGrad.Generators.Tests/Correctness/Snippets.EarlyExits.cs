namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops that end when the data say so: while, do, break, continue, return.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> EarlyExits =>
    [
        new("Newton's iteration until it stands", "a=2.5", """
            [Differentiable] public static double F(double a)
            { double x = a; while (Math.Abs(x * x - a) > 1e-9) x = 0.5 * (x + a / x); return x; }
            """),
        new("a do loop", "a=2.5", """
            [Differentiable] public static double F(double a)
            { double x = a, last; do { last = x; x = 0.5 * (x + a / x); } while (Math.Abs(x - last) > 1e-9); return x * a; }
            """),
        new("a while loop that never runs", "a=0.5 b=2", """
            [Differentiable] public static double F(double a, double b)
            { double x = a; while (x > 1) x *= b; return x * b; }
            """),
        new("a while loop that counts", "x:5", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; int i = 0; while (i < x.Length) { h = Math.Tanh(u * h + x[i]); i++; } return h; }
            """),
        new("a while loop that counts in its condition", "x:5", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; int i = 0; while (i++ < x.Length - 1) h = Math.Tanh(u * h + x[i]); return h * i; }
            """),
        new("break out of a counted loop", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { if (i == 4) break; h = Math.Sin(u * h + x[i]); } return h; }
            """),
        new("break when the data say so", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { h = h * u + x[i] * x[i]; if (h > 1.2) break; h *= 1.1; } return h * h; }
            """),
        new("break from a sum", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; if (s > 0.8) break; } return s * s; }
            """),
        new("continue skips the rest", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { if (x[i] < 0.3) continue; h = Math.Sin(u * h + x[i]); } return h; }
            """),
        new("continue keeps the iteration's adjoint", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double s = 1; for (int i = 0; i < x.Length; i++) { s *= 1 + x[i]; if (i % 2 == 0) continue; s += x[i] * x[i]; } return s; }
            """),
        new("continue in a while loop", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; int i = -1; while (i < x.Length - 1) { i++; if (x[i] < 0.3) { h *= u; continue; } h = Math.Sin(u * h + x[i]); } return h; }
            """),
        new("break and continue together", "x:8", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { if (i == 1) continue; h = Math.Cos(u * h + x[i]); if (i == 5) break; h += 0.25 * x[i]; } return h; }
            """),
        new("return from a loop", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { h = u * h + x[i]; if (h > 0.9) return h * x[i]; } return h + u; }
            """),
        new("return from a loop, taped", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { h = u * h + x[i]; if (h > 0.9) return h * x[i]; } return h + u; }
            """),
        new("return from an inner loop", "x:3 y:4", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) { h = Math.Sin(h * x[i]) + y[j]; if (i + j > 3) return h * h; } return h; }
            """),
        new("return from an endless loop", "a=2.5", """
            [Differentiable] public static double F(double a)
            { double x = a; while (true) { double next = 0.5 * (x + a / x); if (Math.Abs(next - x) < 1e-9) return next; x = next; } }
            """),
        new("for without a header", "a=2.5", """
            [Differentiable] public static double F(double a)
            { double x = a; for (;;) { x = Math.Sqrt(x + 1); if (x < 1.7) break; } return x * a; }
            """),
        new("for with two indices", "x:7", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 0, j = x.Length - 1; i < j; i++, j--) h = Math.Sin(h * x[i] + u * x[j]); return h; }
            """),
        new("for with a doubling step", "x:9", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 1; i < x.Length; i *= 2) h = Math.Sin(h * x[i] + u); return h; }
            """),
        new("for over a floating time", "u=0.7 x=0.4", """
            [Differentiable] public static double F(double u, double x)
            { double y = x; for (double t = 0; t < 1; t += 0.125) y += 0.125 * Math.Cos(u * y + t); return y; }
            """),
        new("the loop's index changes in the body", "x:8", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 0; i < x.Length; i++) { h = Math.Sin(h * x[i] + u); if (x[i] > 0.4) i++; } return h; }
            """),
        new("a bound that changes in the body", "x:8", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; int n = x.Length; for (int i = 0; i < n; i++) { h = Math.Sin(h * x[i] + u); if (h > 0.5) n--; } return h; }
            """),
        new("a while loop in a counted loop", "x:5+", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double s = 0; for (int i = 0; i < x.Length; i++) { double y = x[i] + 1; while (y < 4) y = y * (1.3 + 0.1 * u) + 0.1 * Math.Sin(y); s += y * y * u; } return s; }
            """),
        new("a counted loop in a while loop", "u=0.6 x:4+", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double s = 0.3; while (s < 5) { for (int i = 0; i < x.Length; i++) s += 0.2 * Math.Exp(-s * x[i]) + 0.1 * u * s; } return s; }
            """),
        new("a while loop in a while loop", "u=0.6 v=0.9", """
            [Differentiable] public static double F(double u, double v)
            { double s = 0.3; while (s < 5) { double t = v; while (t < 2) t = t * (1.2 + 0.1 * u) + 0.02 * Math.Sin(s); s += t * u; } return s * v; }
            """),
        new("a while loop in a branch in a loop", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.5; for (int i = 0; i < x.Length; i++) { if (x[i] > 0.4) { while (h < 1) h = h * 1.5 + 0.1 * Math.Sin(u * h); } else h = Math.Cos(h * x[i]); } return h; }
            """),
        new("an inner trip count that the data decide", "x:4 n={3,0,2,4}", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x, int[] n)
            { double h = 0.5; for (int i = 0; i < x.Length; i++) for (int j = 0; j < n[i]; j++) h = Math.Sin(h * x[i] + u); return h; }
            """),
        new("three levels, the innermost decided by the data", "u=0.4 x:3+ y:2+", """
            [Differentiable] public static double F(double u, double[] x, double[] y)
            { double h = 0.5; for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) { double t = h; while (t < 1.5) t = t * 1.4 + 0.1 * Math.Sin(u * t + x[i]); h = 0.3 * t * y[j]; } return h; }
            """),
        new("in place until it has converged", "x:4", """
            [Differentiable] public static void F(double u, Span<double> x)
            { double change = 1; while (change > 1e-3) { change = 0; for (int i = 1; i < x.Length; i++) { double y = 0.5 * Math.Tanh(x[i - 1] * u + 0.3 * x[i]); change += Math.Abs(y - x[i]); x[i] = y; } } }
            """),
        new("insertion into a sorted prefix", "x:5", """
            [Differentiable] public static void F(Span<double> x)
            { for (int i = 1; i < x.Length; i++) { double v = x[i]; int j = i - 1; while (j >= 0 && x[j] > v) { x[j + 1] = x[j]; j--; } x[j + 1] = v; } for (int i = 0; i < x.Length; i++) x[i] *= x[i] * (i + 1); }
            """),
        new("foreach with break", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.2; foreach (double v in x) { h = h * u + v * v; if (h > 0.9) break; } return h * h; }
            """),
        new("a helper that returns from its loop", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x) => First(x, u) * First(x, 0.5 * u);
            static double First(ReadOnlySpan<double> x, double u) { double h = 1; foreach (double v in x) { h *= 1 + u * v; if (h > 1.4) return h * v; } return h; }
            """),
        new("an out parameter set before break", "x:6", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, out double s)
            { s = 1; foreach (double v in x) { s = s * (1 + v); if (s > 1.5) break; s += v; } }
            """),
        new("a flag that a while loop carries", "x:6", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; int i = 0; bool up = true; while (i < x.Length) { h = up ? h * (1 + u * x[i]) : h * h - x[i]; up = h < 1.5; i++; } return h; }
            """),
        new("bisection", "a=2", """
            [Differentiable] public static double F(double a)
            { double low = 0, high = a + 1; for (int i = 0; i < 5; i++) { double mid = 0.5 * (low + high); if (mid * mid * mid > 2) high = mid; else low = mid; } return low * a; }
            """),
        new("a loop after a loop that may return", "x:5", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 1; for (int i = 0; i < x.Length; i++) { h *= 1 + u * x[i]; if (h > 3) return h; } for (int i = 0; i < x.Length; i++) { h = Math.Sin(h + x[i]); if (h < 0.2) return h * u; } return h * x[0]; }
            """),
        new("a float's tape holds integers", "x:6", """
            [Differentiable(Derivatives.Taped)] public static float F(float u, ReadOnlySpan<float> x)
            { float h = 0.1f; int k = 1; for (int i = 0; i < x.Length; i++) { h = MathF.Sin(u * h + x[k]); k = (k * 3 + 1) % x.Length; if (i == 4) break; } return h; }
            """) { IsSingle = true },
        new("a double's tape holds long integers", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; long k = 3_000_000_001; for (int i = 0; i < x.Length; i++) { h = Math.Sin(u * h + x[(int)(k % x.Length)]); k = k * 3 + i; } return h; }
            """),
        new("a flag that was set before its variable changed", "a=0.7 b=1.2", "[Differentiable] public static double F(double a, double b) { double s = Math.Exp(a); bool go = s < 3; s = s * b + s; while (go) { s = s * 1.25 + 0.1 * b; go = s < 3; } return s * s; }"),
        new("a flag that is set by itself", "a=0.6", "[Differentiable] public static double F(double a) { double s = a; bool go = true; int n = 0; while (go) { s = s * 1.5 + 0.1; n++; go = (go & s < 4) != n > 6; } return s * s * a; }"),
    ];
}
