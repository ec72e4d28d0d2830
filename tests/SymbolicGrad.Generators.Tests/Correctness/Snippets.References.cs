namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Ref locals, elements passed by reference, assignments inside expressions.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> References =>
    [
        new("a ref local to an element keeps its index", "x:4:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { int i = 1; ref double r = ref x[i++]; r *= x[i]; i = 0; ref readonly double q = ref x[i]; x[0] = r * q; r += q; return x[1] * q * i + r * x[0]; }
            """),
        new("a ref local to a variable", "x=0.7", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y) { double a = x * y; ref double r = ref a; r *= x; a += y; ref double q = ref r; q = q * q; y = r; ref double p = ref y; p *= x; return a * y + r; }
            """),
        new("a ref local to a variable, in a loop", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x) { double s = a; ref double r = ref s; for (int i = 0; i < x.Length; i++) { r = Math.Sin(r * x[i]); ref double t = ref a; t *= s; } return s * r * a; }
            """),
        new("a ref local that is rebound", "x:4:inout", """
            [Differentiable] public static double F(Span<double> x) { ref double r = ref x[0]; r *= 2; r = ref x[1]; r *= r; double a = r; r = ref x[2]; r += a; return x[0] * x[1] * a * x[2]; }
            """),
        new("ref locals to elements in a loop", "x:6:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, Span<double> x) { for (int i = 1; i < x.Length; i++) { ref double r = ref x[i]; ref double l = ref x[i - 1]; r += a * l * l; l = r * a; } return x[0] * x[5] + x[2]; }
            """),
        new("a ref local to an element of a matrix", "m:3x3:inout", """
            [Differentiable] public static double F(double[,] m) { ref double p = ref m[1, 2]; for (int i = 0; i < 3; i++) p += m[i, i] * m[0, 1]; p *= p; return m[1, 2] * m[0, 0]; }
            """),
        new("foreach by reference", "x:5:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, Span<double> x) { double s = 1; foreach (ref double v in x) { v *= a * v; s += v * s; } foreach (ref readonly double v in x[1..]) s *= v; return s + x[1]; }
            """),
        new("elements passed by reference", "x:4:inout", """
            static void Swap(ref double a, ref double b) => (a, b) = (b, a);
            static void Add(ref double to, in double amount, ReadOnlySpan<double> all) { to += amount; to *= all[1] * amount; }
            static void Split(double v, out double a, out double b) { a = v * v; b = a - v; }
            [Differentiable(Derivatives.Taped)] public static double F(Span<double> x)
            { Swap(ref x[0], ref x[2]); Swap(ref x[1], ref x[1]); Add(ref x[1], in x[1], x); Split(x[3], out x[0], out x[2]); Split(x[1], out double p, out _); Split(p, out _, out var q); return x[0] * x[1] + x[2] * x[3] * p * q; }
            """),
        new("an element changed in a loop of the callee", "x:4:inout", """
            static void Accumulate(ref double to, ReadOnlySpan<double> from) { for (int i = 0; i < from.Length; i++) to += from[i] * from[0] * to; }
            [Differentiable(Derivatives.Taped)] public static double F(Span<double> x) { Accumulate(ref x[1], x); Accumulate(ref x[0], x); return x[0] * x[1]; }
            """),
        new("a sort by swapping elements", "x:5:inout", """
            static void Order(ref double a, ref double b) { if (a > b) { double t = a; a = b; b = t; } }
            [Differentiable] public static double F(double[] x) { for (int i = 0; i < x.Length; i++) for (int j = i + 1; j < x.Length; j++) Order(ref x[i], ref x[j]); double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * (i + 1); return s; }
            """),
        new("assignments inside expressions", "x:5:inout", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double y, double z)
            { int i = 0; x[i++] = i * y; x[i] += x[i] = 2 * z; double a, b; a = b = x[i++] * y; double c = a + (a = b * y) * a; x[i] = x[i - 1] *= (y += z) * y--; x[++i] -= i + x[i]; return a * b + c * x[0] + x[1] * x[2] + y++ * y + x[3] * x[4]; }
            """),
        new("a chain of assignments and steps", "x=0.7", """
            [Differentiable] public static double F(double x, double y) { double s = 0; s += x++ * --y; s += (x *= y) + (y = x) * x--; bool b = (s = s * x) > -100 && (y += s) > -100; return b ? s * x * y : (x = 3) * x; }
            """),
    ];
}
