namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Parameters, results, numbers, names, surroundings.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Forms =>
    [
        new("an out parameter and a returned value", "", "[Differentiable(Derivatives.Taped)] public static double F(double x, out double y) { y = x * x; return y * x; }"),
        new("two out parameters", "", "[Differentiable] public static void F(double x, double z, out double a, out double b) { a = x * z; b = a * a; a = a + b; }"),
        new("a ref parameter", "", "[Differentiable] public static void F(double k, ref double x) { x = x * x * k; x = Math.Sin(x); }"),
        new("a ref parameter and a returned value", "", "[Differentiable] public static double F(ref double x, double y) { double old = x; x = x * y; return old * x; }"),
        new("an in parameter", "", "[Differentiable] public static double F(in double x, double y) => x * x * y;"),
        new("a returned tuple", "", "[Differentiable(Derivatives.Taped)] public static (double, double) F(double x, double y) { double p = x * y; return (p + x, p * p); }"),
        new("a returned tuple from two places", "x=0.5", "[Differentiable] public static (double, double, double) F(double x, double y) { if (x > 0) return (x, y * y, x * y); return (1, y, x); }"),
        new("a tuple deconstructed", "", "[Differentiable] public static double F(double x, double y) { (double a, double b) = (x * y, x + y); (a, b) = (b, a * b); return a * b; }"),
        new("compound assignments", "x=0.4", "[Differentiable] public static double F(double x, double y) { double a = x; a += y; a *= a; a -= x * y; a /= y; a *= -1; return a; }"),
        new("i++ and ++i in expressions", "x:5", "[Differentiable] public static double F(double[] x) { int i = 0; double a = x[i++] * x[i++]; double b = x[++i] * x[i--]; return a * b + x[i]; }"),
        new("++ of a double", "", "[Differentiable] public static double F(double x) { double y = x * x; y++; double z = y++ * x; --y; return z * y; }"),
        new("integer arithmetic", "n=7", "[Differentiable] public static double F(double x, int n) { int q = n / 2, r = n % 4, s = (n * 2) - q; return x * q + Math.Pow(x, r) + x * x * (s % 5) + n / 2 * x; }"),
        new("casts between numbers", "n=7 x=0.75", "[Differentiable] public static double F(double x, int n) { int k = (int)(x * 10); long l = n; double r = (double)k / n; return x * x * k + r * x + x * l; }"),
        new("constants", "", "private const double K = 2.5; [Differentiable] public static double F(double x) { const double c = 3; return x * x * K + c * x * Math.PI + 1e-3 * double.E * x; }"),
        new("nothing is lost in literals", "", "[Differentiable] public static double F(double x) => x * 0.1 * 1e300 * 1e-300 + x * x * (1.0 / 3) - 5e-324 * x;"),
        new("NoGradient", "t=0.3", "[Differentiable] public static double F(double x, [NoGradient] double t, double y) => (x - t) * (x - t) * y;"),
        new("NoGradient on a span", "x:3 t:3", "[Differentiable(Derivatives.Taped)] public static double F(double[] x, [NoGradient] ReadOnlySpan<double> t) { double s = 1; for (int i = 0; i < x.Length; i++) s *= x[i] * t[i]; return s; }"),
        new("float", "x:4", "[Differentiable(Derivatives.Taped)] public static float F(float u, ReadOnlySpan<float> x) { float h = 0; for (int i = 0; i < x.Length; i++) h = MathF.Tanh(u * h + x[i] * 0.5f); return h; }") { IsSingle = true },
        new("float widened to double inside", "", "[Differentiable] public static float F(float x, float y) { double a = x; a = a * y + Math.Sin(a); return (float)a * x; }") { IsSingle = true },
        new("parameters called dx, tape, result, class", "", "[Differentiable(Derivatives.Taped)] public static double F(double x, double dx, double tape, double result, double @class, double dResult) { double d = x * dx * tape; return d * result + @class * dx * dResult * d; }"),
        new("locals called like generated ones", "x:3", "[Differentiable(Derivatives.Taped)] public static double F(double[] x, double dx) { double ds = 1, rented = dx, h = 0.5; for (int i = 0; i < x.Length; i++) { double dh = h * x[i]; h = Math.Sin(dh * rented); ds *= h; } return ds; }"),
        new("a nested type", "", "public static partial class Outer { internal static partial class Inner { [Differentiable] public static double F(double x) => x * x * x; } }") { Owner = "Outer.Inner" },
        new("a generic containing type", "", "namespace Some.Space { public partial class Outer<T> where T : struct { public partial record struct Inner { [Differentiable] public static double F(double x, double y) => x * x * y; } } }") { Owner = "Some.Space.Outer<int>.Inner" },
        new("an interface and a struct", "", "public partial struct Holder { [Differentiable] internal static double F(double x) => Math.Exp(x) * x; }") { Owner = "Holder" },
        new("a value used many times", "", "[Differentiable(Derivatives.Taped)] public static double F(double x, double y) { double a = Math.Exp(x * y); double b = a * a; return a * b + b / a + a * x + b * b; }"),
        new("an unused parameter", "", "[Differentiable] public static double F(double x, double unused) => x * x;"),
        new("an argument reassigned", "", "[Differentiable] public static double F(double x, double y) { x = x * y; y = x + y; x = y * y; return x * y; }"),
        new("assignments nested", "", "[Differentiable] public static double F(double x) { double a, b; a = b = x * x; double c = (a = a * x) + b; return a * c; }"),
        new("a discarded call", "", "[Differentiable] public static double F(double x) { _ = Math.Sin(x); double y = x * x; { double z = y * x; y = z; } return y; }"),
    ];
}
