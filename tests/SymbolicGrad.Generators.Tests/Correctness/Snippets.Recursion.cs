namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Annotated methods that call themselves.</summary>
internal static partial class Snippets
{
    public static IEnumerable<Snippet> Recursion =>
    [
        new("a power by recursion", "n=5", "[Differentiable] public static double F(double x, int n) => n == 0 ? 1 : x * F(x, n - 1);"),
        new("a power by halves", "n=7", "[Differentiable] public static double F(double x, int n) { if (n == 0) return 1; double h = F(x, n / 2); return n % 2 == 0 ? h * h : h * h * x; }"),
        new("two recursive calls", "n=5", "[Differentiable] public static double F(double x, double y, int n) => n < 2 ? x * n + y : F(x, y, n - 1) * 0.5 + Math.Sin(F(y, x, n - 2));"),
        new("a recursive call of a recursive call", "n=3", "[Differentiable] public static double F(double x, int n) => n == 0 ? Math.Sin(x) : F(F(x, n - 1), n - 1) + x;"),
        new("mutual recursion", "n=5", "[Differentiable] public static double F(double x, int n) => n == 0 ? x : x * G(x + 0.5, n - 1); [Differentiable] public static double G(double x, int n) => n == 0 ? x * x : Math.Sin(F(x, n - 1)) + x;"),
        new("mutual recursion through a helper that is not annotated", "n=5", "[Differentiable] public static double F(double x, int n) => n == 0 ? x : x * G(x + 0.5, n - 1); static double G(double x, int n) => n == 0 ? x * x : Math.Sin(F(x, n - 1)) + x;"),
        new("a recursion called by another method", "", "[Differentiable] public static double F(double x) => G(x * x, 4) * x; [Differentiable] public static double G(double x, int n) => n == 0 ? x : Math.Cos(G(x, n - 1)) * x;"),
        new("a sum over a span by halves", "x:5", "[Differentiable] public static double F(ReadOnlySpan<double> x) => x.Length == 0 ? 0 : x.Length == 1 ? x[0] * x[0] * x[0] : F(x[..(x.Length / 2)]) * 2 + F(x[(x.Length / 2)..]);"),
        new("products of both halves", "x:5", "[Differentiable] public static double F(ReadOnlySpan<double> x) { if (x.Length == 1) return Math.Sin(x[0]); int h = x.Length / 2; double a = F(x[..h]), b = F(x[h..]); return a * b + a; }"),
        new("rows of a matrix", "a:3x4", "[Differentiable] public static double F(ReadOnlySpan2D<double> a) { double s = 0; for (int i = 0; i < a.Height; i++) s += G(a.GetRowSpan(i)) * (i + 1); return s; } [Differentiable] public static double G(ReadOnlySpan<double> x) => x.Length == 0 ? 1 : Math.Sin(x[0]) + x[0] * G(x[1..]);"),
        new("a matrix handed on", "a:3x3 n=3", "[Differentiable] public static double F(ReadOnlySpan2D<double> a, int n) { if (n == 0) return 1; double s = 0; for (int i = 0; i < n; i++) s += a[n - 1, i] * a[i, n - 1]; return s * F(a, n - 1) + s; }"),
        new("a minor of a matrix", "a:3x3", "[Differentiable] public static double F(ReadOnlySpan2D<double> a) => a.Height == 1 ? a[0, 0] : a[0, 0] * F(a.Slice(1, 1, a.Height - 1, a.Width - 1)) - a[0, 1] * a[1, 0];"),
        new("a recursion in a loop, its result carried", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0.5; for (int i = 0; i < x.Length; i++) s = Math.Sin(G(s * x[i], 2)) + x[i]; return s; } [Differentiable] public static double G(double v, int n) => n == 0 ? v : v * G(v * v, n - 1) + 1;"),
        new("a recursion in a branch", "x=0.7", "[Differentiable] public static double F(double x, double y) { double r = y; if (x > 0) r = G(x, 3) * y; else r = r * G(y, 2); return r * r; } [Differentiable] public static double G(double v, int n) => n == 0 ? v : v * G(Math.Sin(v), n - 1) + 1;"),
        new("out and ref scalars", "n=3", "[Differentiable] public static double F(double x, double y, int n) { double a = x; G(ref a, y, n, out double b); return a * b; } [Differentiable] public static void G(ref double a, double y, int n, out double b) { if (n == 0) { b = a * y; return; } a = a * y + 0.25; G(ref a, y * 0.5, n - 1, out b); b = b * a; }"),
        new("a span changed in place", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x) { Span<double> h = stackalloc double[x.Length]; x.CopyTo(h); G(h, 3); double s = 0; for (int i = 0; i < h.Length; i++) s += h[i] * h[i] * x[i]; return s; } [Differentiable] public static void G(Span<double> h, int n) { if (n == 0) return; for (int i = 0; i < h.Length; i++) h[i] = Math.Sin(h[i]) * h[0]; G(h, n - 1); }"),
        new("part of a span changed in place", "x:4:inout", "[Differentiable] public static void F(Span<double> x) { if (x.Length < 2) return; for (int i = 1; i < x.Length; i++) x[i] = x[i] * x[0]; F(x[1..]); x[0] = x[0] * x[1]; }"),
        new("a span changed in place in a loop", "x:4 k=0.8", "[Differentiable] public static double F(ReadOnlySpan<double> x, double k) { double[] h = new double[x.Length]; x.CopyTo(h); for (int t = 0; t < 3; t++) { G(h, k, 2); k = k * h[0]; } double s = 0; foreach (double v in h) s += v * v; return s * k; } [Differentiable] public static void G(Span<double> h, double k, int n) { if (n == 0) return; for (int i = 0; i < h.Length; i++) h[i] = Math.Sin(h[i] * k); G(h, k * 0.9, n - 1); }"),
        new("a generic recursion", "n=4", "[Differentiable] public static T F<T>(T x, int n) where T : IFloatingPointIeee754<T> => n == 0 ? T.One : x * F(T.Sin(x), n - 1) + x;") { TypeArguments = "<double>" },
        new("a recursion without derivative", "n=5", "[Differentiable] public static double F(double x, int n) => x * G(n); static double G(int n) { double s = 0; for (int i = 0; i < n; i++) s += i; return s; }"),
        new("a constant parameter handed on", "n=3 k=0.5", "[Differentiable] public static double F(double x, [NoGradient] double k, int n) => n == 0 ? x : Math.Sin(F(x * k, k * k, n - 1)) * x;"),
        new("a recursion whose depth depends on values", "x=0.9", "[Differentiable] public static double F(double x, double y) => x < 0.2 ? x * y : x * F(x * 0.6, y) + y;"),
    ];
}
