namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Derivatives declared by [BackwardOf].</summary>
internal static partial class Snippets
{
    private const string Cube =
        "public static double Cube(double x) => x * x * x; [BackwardOf(typeof(Net), nameof(Cube))] public static void CubeBackward(double x, double dResult, ref double dx) => dx += 3 * x * x * dResult; ";

    private const string Square =
        "public static void Square(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i]; } "
        + "[BackwardOf(typeof(Net), nameof(Square))] public static void SquareBackward(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, Span<double> dx) { for (int i = 0; i < x.Length; i++) dx[i] += 2 * x[i] * dy[i]; } ";

    private static IEnumerable<Snippet> CustomDerivatives =>
    [
        new("a declared derivative", "", Cube + "[Differentiable(Derivatives.Taped)] public static double F(double x, double y) => Cube(x * y) * y + Cube(x);"),
        new("a declared derivative of a function of the library", "x=0.4", "[BackwardOf(typeof(Math), nameof(Math.Sin))] public static void SinBackward(double a, double dResult, ref double da) => da += Math.Cos(a) * dResult; [Differentiable] public static double F(double x) => Math.Sin(x * x) * x;"),
        new("a declared derivative in a loop", "x:4", Cube + "[Differentiable(Derivatives.Taped)] public static double F(double[] x, double h) { for (int i = 0; i < x.Length; i++) h = Math.Sin(Cube(h) + x[i]); return h; }"),
        new("a declared derivative over independent iterations", "x:4", Cube + "[Differentiable(Derivatives.Taped)] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Cube(x[i]) * x[i]; return s; }"),
        new("a declared derivative in a branch", "x=0.4", Cube + "[Differentiable] public static double F(double x, double y) => x > 0 ? Cube(x) * y : y;"),
        new("a declared derivative with an output span", "x:4", Square + "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x) { Span<double> y = stackalloc double[x.Length]; Square(x, y); double s = 1; for (int i = 0; i < y.Length; i++) s *= y[i] + x[i]; return s; }"),
        new("an output span handed on", "x:4 y:4:out", Square + "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) => Square(x, y[..x.Length]);"),
        new("an output span used twice", "x:4", Square + "[Differentiable] public static double F(ReadOnlySpan<double> x) { Span<double> y = stackalloc double[x.Length]; Span<double> z = stackalloc double[x.Length]; Square(x, y); Square(y, z); double s = 1; for (int i = 0; i < y.Length; i++) s *= y[i] + z[i] * x[i]; return s; }"),
        new("an argument overwritten after the call", "x:4", Square + "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x) { double[] a = new double[x.Length]; double[] y = new double[x.Length]; x.CopyTo(a); Square(a, y); for (int i = 0; i < a.Length; i++) a[i] = y[i] * a[i]; Square(a, y); double s = 0; foreach (double v in y) s += Math.Sin(v); return s; }"),
        new("rows in a loop", "w:3x4", Square + "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan2D<double> w) { double[] y = new double[w.Width]; double s = 0; for (int i = 0; i < w.Height; i++) { Square(w.GetRowSpan(i), y); for (int j = 0; j < y.Length; j++) s += Math.Sin(y[j]) * (s + j); } return s; }"),
        new("a part of an output", "x:4", Square + "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x) { double[] y = new double[x.Length + 2]; y[0] = x[0]; y[1] = x[1] * x[0]; Square(x, y.AsSpan(2)); double s = 1; foreach (double v in y) s = s * 0.5 + Math.Sin(v); return s; }"),
        new("a constant of a declared derivative", "k=2", "public static double Scale(double x, double k) => x * k; [BackwardOf(typeof(Net), nameof(Scale))] public static void ScaleBackward(double x, [NoGradient] double k, double dResult, ref double dx) => dx += k * dResult; [Differentiable] public static double F(double x, [NoGradient] double k) => Scale(x * x, k);"),
        new("a declared derivative of a generic method", "x:3", "static T G<T>(ReadOnlySpan<T> x, T k) where T : IFloatingPointIeee754<T> => x[0] * x[1] * k; [BackwardOf(typeof(Net), nameof(G))] static void GBackward<T>(ReadOnlySpan<T> x, T k, T dResult, Span<T> dx, ref T dk) where T : IFloatingPointIeee754<T> { dx[0] += x[1] * k * dResult; dx[1] += x[0] * k * dResult; dk += x[0] * x[1] * dResult; } [Differentiable(Derivatives.Taped)] public static double F(double k, ReadOnlySpan<double> x) => G(x, k * k) * G<double>(x[1..], 2);"),
        new("a declared derivative in float", "", "public static float Cube(float x) => x * x * x; [BackwardOf(typeof(Net), nameof(Cube))] public static void CubeBackward(float x, float dResult, ref float dx) => dx += 3 * x * x * dResult; [Differentiable] public static float F(float x) => Cube(x) * x;") { IsSingle = true },
        new("a call of a declared derivative in a loop whose end nobody knows", "x:3", """
            public static double Outer(ReadOnlySpan<double> v, double scale) { double s = 0; for (int i = 0; i < v.Length; i++) s += Math.Sin(v[i]) * (i + 1); return s * scale; }
            [BackwardOf(typeof(Net), nameof(Net.Outer))] public static void OuterBackward(ReadOnlySpan<double> v, double scale, double dResult, Span<double> dv, ref double dScale) { for (int i = 0; i < v.Length; i++) { dv[i] += dResult * scale * (i + 1) * Math.Cos(v[i]); dScale += dResult * (i + 1) * Math.Sin(v[i]); } }
            [Differentiable] public static double F(double[] x) { double[] t = new double[3]; t[0] = 0.4; double s = 1; while (s < 4) { for (int i = 0; i < 3; i++) t[i] = t[i] * x[i] + s * 0.1 * (i + 1); s += 0.7 + 0.1 * Outer(t, s); } return s * t[1]; }
            """),
        new("a call in a loop whose end nobody knows, with memory that has no derivative", "x=0.7", """
            public static double Outer(ReadOnlySpan<int> k, double u) { double s = u; for (int i = 0; i < k.Length; i++) s += u * k[i] * (i + 1); return s; }
            [BackwardOf(typeof(Net), nameof(Net.Outer))] public static void OuterBackward(ReadOnlySpan<int> k, double u, double dResult, ref double du) { du += dResult; for (int i = 0; i < k.Length; i++) du += dResult * k[i] * (i + 1); }
            [Differentiable] public static double F(double x) { int[] k = [1, 2, 4]; double s = x; int n = 0; while (s < 20) { for (int i = 0; i < 3; i++) k[i] = (k[i] * 3 + n) % 5; n++; s = Math.Sin(s) + s + 0.2 * Outer(k, x * s); } return s; }
            """),
    ];
}
