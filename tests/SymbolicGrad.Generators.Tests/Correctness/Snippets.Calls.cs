namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Local functions, static helpers, generics, library calls.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Calls =>
    [
        new("a static helper", "", "static double G(double v, double k) { double q = v * k; return q * q + v; } [Differentiable] public static double F(double x, double y) => G(x, y) * G(y, 2);"),
        new("helpers of helpers with early returns", "x=0.5", "static double H(double v) { if (v > 0) return v * v; return -v; } static double G(double v) => H(v) + H(-v * 2); [Differentiable] public static double F(double x) => G(x) * H(x - 1);"),
        new("a helper in another class", "", "[Differentiable] public static double F(double x, double y) => Other.Norm(x, y) * x; static class Other { public static double Norm(double a, double b) => Math.Sqrt(a * a + b * b); }"),
        new("a helper with named and default arguments", "", "static double G(double a, double b = 2, double c = 3) => a * a * b + c * b; [Differentiable] public static double F(double x, double y) => G(c: y, a: x) + G(x, y);"),
        new("a helper with ref and out", "", "static void G(ref double a, double b, out double c) { a = a * b; c = a + b; } [Differentiable] public static double F(double x, double y) { double a = x; G(ref a, y, out double c); G(ref a, c, out double d); return a * d; }"),
        new("a helper that writes a span", "x:4", "static void Square(ReadOnlySpan<double> a, Span<double> b) { for (int i = 0; i < a.Length; i++) b[i] = a[i] * a[i]; } [Differentiable] public static double F(double[] x) { double[] y = new double[x.Length]; Square(x, y); Square(y, y); double s = 0; foreach (double v in y) s += v; return s; }"),
        new("a helper in a loop", "x:4", "static double Step(double h, double v) => Math.Tanh(h * v + 0.1); [Differentiable(Derivatives.Taped)] public static double F(double h, double[] x) { for (int i = 0; i < x.Length; i++) h = Step(h, x[i]) * Step(h, h); return h; }"),
        new("an annotated method calls another", "", "[Differentiable] public static double G(double v) => Math.Sin(v) * v; [Differentiable] public static double F(double x, double y) => G(x * y) + G(y);"),
        new("a local function that captures", "", "[Differentiable] public static double F(double x, double y) { double k = x * y; double G(double v) => v * k + x; double r = G(y); k = k * 2; return r * G(r); }"),
        new("a local function that assigns what it captures", "", "[Differentiable] public static double F(double x, double y) { double s = x; void Add(double v) { s = s * v + y; } Add(y); Add(x); return s; }"),
        new("a local function in a loop", "x:4", "[Differentiable(Derivatives.Taped)] public static double F(double a, double[] x) { double s = a; void Add(int i) { s = Math.Sin(s * x[i] + a); } for (int i = 0; i < x.Length; i++) Add(i); return s; }"),
        new("a static local function", "", "[Differentiable] public static double F(double x) { return G(x) * G(G(x)); static double G(double v) => Math.Exp(-v * v); }"),
        new("a generic method", "x:4", "[Differentiable(Derivatives.Taped)] public static T F<T>(T a, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> { T h = T.Zero; for (int i = 0; i < x.Length; i++) h = T.Tanh(a * h + x[i] * T.CreateChecked(0.5)); return h + T.One; }") { TypeArguments = "<double>" },
        new("a generic helper called with double", "", "static T G<T>(T v) where T : IFloatingPointIeee754<T> => v * v + T.Exp(v) * T.Pi; [Differentiable] public static double F(double x) => G(x) * G<double>(2 * x);"),
        new("a generic caller of a generic helper", "", "static U G<U>(U v, U k) where U : IFloatingPointIeee754<U> => v * k + U.Sqrt(v * v + U.One); [Differentiable] public static T F<T>(T x, T y) where T : IFloatingPointIeee754<T> => G(x, y) * G(y, T.E);") { TypeArguments = "<double>" },
        new("a helper's argument is evaluated once, before", "", "static double G(double v, ref double w) { w = w * v; return v * w; } [Differentiable] public static double F(double x, double y) { double a = y; double r = G(a, ref a) + a; return r * G(r * a, ref a) + a * x; }"),
        new("a helper that returns from its loopless middle, in a loop", "x:5", "static double G(double v) { if (v < 0) return v * v; double w = Math.Sin(v); return w * v; } [Differentiable(Derivatives.Taped)] public static double F(double[] x) { double s = 1; for (int i = 0; i < x.Length; i++) s = G(s * x[i]) + x[i]; return s; }"),
        new("a helper with local scratch, in a loop", "x:4", "static double G(ReadOnlySpan<double> v, double k) { Span<double> b = stackalloc double[v.Length]; for (int i = 0; i < v.Length; i++) b[i] = v[i] * k; double p = 1; for (int i = 0; i < v.Length; i++) p *= b[i] + k; return p; } [Differentiable(Derivatives.Taped)] public static double F(double[] x) { double s = 1; for (int i = 0; i < 3; i++) s = Math.Tanh(G(x, s) + 0.1); return s; }"),
        new("overloads", "", "static double G(double v) => v * v; static double G(int v) => v + 1; static double G(double a, double b) => a * b; [Differentiable] public static double F(double x, double y) => G(x) + G(3) * G(x, y);"),
        new("Dot, Sum, SumOfSquares, Norm", "x:5 y:5", "[Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Dot(x, y) * TensorPrimitives.Sum(x) + TensorPrimitives.SumOfSquares(y) + TensorPrimitives.Norm(x);"),
        new("Max and Min of a span", "x:5", "[Differentiable] public static double F(ReadOnlySpan<double> x) => TensorPrimitives.Max(x) * TensorPrimitives.Min(x);"),
        new("elementwise library calls into scratch", "x:5 y:5", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            { double[] a = new double[x.Length]; TensorPrimitives.Multiply(x, y, a); TensorPrimitives.Add(a, x, a); TensorPrimitives.Tanh(a, a); return TensorPrimitives.Dot(a, y); }
            """),
        new("library calls with a scalar", "x:5", "[Differentiable] public static double F(double k, ReadOnlySpan<double> x) { Span<double> a = stackalloc double[x.Length]; TensorPrimitives.Multiply(x, k, a); TensorPrimitives.Exp(a, a); return TensorPrimitives.Sum(a) * k; }"),
        new("activations", "x=0.3", "[Differentiable] public static double F(double x, double y) => Sigmoid(x) * Softplus(y) + Elu(-x, 1.0) + Silu(x * y) + Relu(x) + LeakyRelu(-x, 0.1);"),
        new("elementary functions", "x=0.4 y=0.7", "[Differentiable] public static double F(double x, double y) => Math.Sin(x) * Math.Cos(y) + Math.Atan2(x, y) + Math.Pow(x, y) + Math.Log(y) * Math.Asin(x) + Math.Cbrt(y) + Math.Sinh(x) + double.Hypot(x, y) + Math.Log2(x) + Math.Exp(x * y);"),
    ];
}
