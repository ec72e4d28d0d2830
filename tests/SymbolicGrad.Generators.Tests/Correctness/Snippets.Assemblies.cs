namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Calls into a compiled assembly, whose annotated methods are differentiated through their generated members.</summary>
internal static partial class Snippets
{
    private const string Scale =
        "[Differentiable] public static void Scale(ReadOnlySpan<double> x, double k, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = Math.Sin(x[i] * k); } ";

    private const string GenericDot =
        "[Differentiable] public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : IFloatingPointIeee754<T> { T s = T.Zero; for (int i = 0; i < x.Length; i++) s += T.Sin(x[i]) * y[i]; return s; } ";

    private static IEnumerable<Snippet> Assemblies =>
    [
        new("a scalar method of another assembly", "", "[Differentiable] public static double F(double x, double y) => Library.G(x * y, y) * x;")
        {
            Library = "[Differentiable] public static double G(double x, double y) => Math.Sin(x) * y;",
        },
        new("a constant parameter in another assembly", "k=0.5 n=3", "[Differentiable] public static double F(double x, [NoGradient] double k, int n) => Library.G(x * x, k, n) * x;")
        {
            Library = "[Differentiable] public static double G(double x, [NoGradient] double k, int n) => Math.Sin(x) * k * n;",
        },
        new("another assembly's method in a loop", "x:5", "[Differentiable(Derivatives.Taped)] public static double F(double h, ReadOnlySpan<double> x) { for (int i = 0; i < x.Length; i++) h = Library.G(h, x[i]) + 0.5 * h; return h; }")
        {
            Library = "[Differentiable(Derivatives.Taped)] public static double G(double h, double x) => Math.Tanh(h * x + 0.1);",
        },
        new("another assembly's method until it stands", "a=2.5", "[Differentiable] public static double F(double a) { double x = a; while (Math.Abs(x * x - a) > 1e-9) x = Library.Step(x, a); return x; }")
        {
            Library = "[Differentiable] public static double Step(double x, double a) => 0.5 * (x + a / x);",
        },
        new("a sum over a span in another assembly", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x) => Library.G(x) * Library.G(x[1..]);")
        {
            Library = "[Differentiable] public static double G(ReadOnlySpan<double> x) { double s = 1; foreach (double v in x) s *= v + 2; return s; }",
        },
        new("an output span of another assembly", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x, double k) { Span<double> y = stackalloc double[x.Length]; Library.Scale(x, k, y); double s = 1; foreach (double v in y) s *= v + 2; return s; }") { Library = Scale },
        new("an output span of another assembly handed on", "x:4 y:4:out", "[Differentiable] public static void F(ReadOnlySpan<double> x, double k, [Output] Span<double> y) => Library.Scale(x, k * k, y);") { Library = Scale },
        new("rows of a matrix to another assembly", "w:3x4", "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan2D<double> w) { double[] y = new double[w.Width]; double s = 0.5; for (int i = 0; i < w.Height; i++) { Library.Scale(w.GetRowSpan(i), s, y); for (int j = 0; j < y.Length; j++) s = 0.5 * s + y[j]; } return s; }") { Library = Scale.Replace("Span<double> y", "[Output] Span<double> y", StringComparison.Ordinal) },
        new("a matrix to another assembly", "w:3x4 x:4", "[Differentiable] public static double F(ReadOnlySpan2D<double> w, ReadOnlySpan<double> x) { double[] y = new double[w.Height]; Library.Multiply(w, x, y); double s = 0; foreach (double v in y) s += v * v; return s; }")
        {
            Library = "[Differentiable] public static void Multiply(ReadOnlySpan2D<double> w, ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) { y[i] = 0; for (int j = 0; j < x.Length; j++) y[i] += w[i, j] * x[j]; } }",
        },
        new("a span that another assembly changes in place", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double[] h = new double[x.Length]; x.CopyTo(h); for (int t = 0; t < 3; t++) Library.Step(h); double s = 0; foreach (double v in h) s += v * v; return s; }")
        {
            Library = "[Differentiable] public static void Step(Span<double> h) { for (int i = 1; i < h.Length; i++) h[i] = Math.Sin(h[i] + h[i - 1]); }",
        },
        new("out and ref of another assembly", "", "[Differentiable] public static double F(double x, double y) { double a = x; Library.G(ref a, y, out double b); return a * b; }")
        {
            Library = "[Differentiable] public static void G(ref double a, double y, out double b) { a = a * y; b = a + y; }",
        },
        new("a method of another assembly whose name ends in Forward", "", "[Differentiable] public static double F(double x) => Library.CellForward(x * x) + x;")
        {
            Library = "[Differentiable] public static double CellForward(double x) => Math.Tanh(x);",
        },
        new("overloads in another assembly", "x:3", "[Differentiable] public static double F(double a, double[] x) => Library.G(a) * Library.G(a, a) + Library.G(x);")
        {
            Library = "[Differentiable] public static double G(double x) => Math.Sin(x); [Differentiable] public static float G(float x) => x; [Differentiable] public static double G(double x, double y) => x * y + x; [Differentiable] public static double G(ReadOnlySpan<double> x) => x[0] * x[1];",
        },
        new("two outputs of one type in another assembly", "x:3", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double[] s = new double[x.Length], c = new double[x.Length]; Library.Both(x, s, c); double r = 0; for (int i = 0; i < x.Length; i++) r += s[i] * c[i] * (i + 1) + s[i]; return r; }")
        {
            Library = "[Differentiable] public static void Both(ReadOnlySpan<double> x, Span<double> s, Span<double> c) { for (int i = 0; i < x.Length; i++) { s[i] = x[i] * x[i]; c[i] = Math.Exp(x[i]); } }",
        },
        new("an output beside memory changed in place in another assembly", "x:3", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double[] h = new double[x.Length], y = new double[x.Length]; x.CopyTo(h); Library.G(h, y); double r = 0; for (int i = 0; i < x.Length; i++) r += h[i] * y[i] * (i + 1); return r; }")
        {
            Library = "[Differentiable] public static void G(Span<double> h, Span<double> y) { for (int i = 0; i < h.Length; i++) { y[i] = h[i] * h[i]; h[i] = Math.Sin(h[i]) + y[i]; } }",
        },
        new("a loop that ends early in another assembly", "x:5", "[Differentiable] public static double F(ReadOnlySpan<double> x, double u) => Library.G(x, u) * u;")
        {
            Library = "[Differentiable] public static double G(ReadOnlySpan<double> x, double u) { double h = 1; foreach (double v in x) { h *= 1 + u * v * v; if (h > 1.4) return h * v; } return h; }",
        },
        new("a recursion of another assembly", "n=4", "[Differentiable] public static double F(double x, int n) => Library.Power(Math.Sin(x), n) * x;")
        {
            Library = "[Differentiable] public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);",
        },
        new("a generic method of another assembly", "", "[Differentiable] public static double F(double x, double y) => Library.G(x, y) * Library.G<double>(y, 2);")
        {
            Library = "[Differentiable] public static T G<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Sin(x) * y;",
        },
        new("a generic method over spans of another assembly", "x:4 y:4", "[Differentiable] public static double F(ReadOnlySpan<double> x, double[] y) => Library.Dot(x, y) * Library.Dot<double>(y, y);") { Library = GenericDot },
        new("a generic method of another assembly in float", "x:4 y:4", "[Differentiable] public static float F(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Library.Dot(x, y) * x[0];") { Library = GenericDot, IsSingle = true },
        new("a generic caller of another assembly", "x:4", "[Differentiable] public static T F<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => Library.Dot(x, x) * x[0];") { Library = GenericDot, TypeArguments = "<double>" },
        new("a generic helper that calls another assembly", "x:4", "static U H<U>(ReadOnlySpan<U> v) where U : IFloatingPointIeee754<U> => Library.Dot(v, v) * U.Exp(v[0]); [Differentiable] public static double F(ReadOnlySpan<double> x) => H(x) * x[1];") { Library = GenericDot },
        new("a derivative declared in another assembly", "", "[Differentiable(Derivatives.Taped)] public static double F(double x, double y) => Library.Cube(x * y) * y;")
        {
            Library = Cube.Replace("typeof(Net)", "typeof(Library)", StringComparison.Ordinal),
        },
        new("a derivative declared beside another assembly's generated one", "", "[Differentiable] public static double F(double x, double y) => Library.Sqrt(x * x + y * y) * y;")
        {
            Library = "[Differentiable] public static double Sqrt(double x) => Math.Sqrt(x); public static class Declared { [BackwardOf(typeof(Library), nameof(Sqrt))] public static void SqrtBackward(double x, double dResult, ref double dx) => dx += dResult * 0.5 / Math.Sqrt(x); }",
        },
        new("a derivative declared over spans in another assembly", "x:4", "[Differentiable] public static double F(ReadOnlySpan<double> x) { double[] y = new double[x.Length]; Library.Square(x, y); double s = 1; foreach (double v in y) s *= v + 1; return s; }")
        {
            Library = Square.Replace("typeof(Net)", "typeof(Library)", StringComparison.Ordinal),
        },
        new("a generic derivative declared in another assembly", "", "[Differentiable] public static double F(double x, double y) => Library.Cube(x * y) * y;")
        {
            Library = "public static T Cube<T>(T x) where T : IFloatingPointIeee754<T> => x * x * x; [BackwardOf(typeof(Library), nameof(Cube))] public static void CubeBackward<T>(T x, T dResult, ref T dx) where T : IFloatingPointIeee754<T> => dx += T.CreateChecked(3) * x * x * dResult;",
        },
        new("this project's declaration of another assembly's method", "", "[BackwardOf(typeof(Library), nameof(Library.Cube))] public static void CubeBackward(double x, double dResult, ref double dx) => dx += 3 * x * x * dResult; [Differentiable] public static double F(double x, double y) => Library.Cube(x * y) * y;")
        {
            Library = "public static double Cube(double x) => x * x * x;",
        },
    ];
}
