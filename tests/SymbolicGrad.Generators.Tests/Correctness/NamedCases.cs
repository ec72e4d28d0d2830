namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Each way in which gradients are known to go wrong silently.</summary>
internal static class NamedCases
{
    public static IReadOnlyList<NamedCase> All =>
    [
        .. StaleValues, .. LoopExits, .. UpdatesInsideExpressions, .. Aliases, .. OverwriteAfterRead, .. BranchesNotTaken, .. Products, .. Integers,
    ];

    /// <summary>The reverse of a loop needs what each iteration saw, not what the last one left.</summary>
    private static IEnumerable<NamedCase> StaleValues =>
    [
        new("stale values: repeated squaring", "(double x) { double h = x; for (int i = 0; i < 3; i++) h = h * h; return h; }", "(2, out g0)",
            "x⁸; 8x⁷", 256, 1024),
        new("stale values: two states exchange", "(double x, double y) { double a = x, b = y; for (int i = 0; i < 3; i++) { double t = a * b; a = b; b = t; } return b; }", "(2, 5, out g0, out g1)",
            "xy, then xy², then x²y³; 2xy³, 3x²y²", 500, 500, 300),
        new("stale values: a local of the body", "(ReadOnlySpan<double> x) { double s = 0, t = 1; for (int i = 0; i < x.Length; i++) { t = x[i] * x[i]; s = s * t + t; } return s; }", "(new double[] { 1, 2, 3 }, g)",
            "s₀ = a, s₁ = (a + 1)b, s = (s₁ + 1)c with a = x₀², b = x₁², c = x₂²: 1, 8, 81; 2x₀bc, 2x₁(a + 1)c, 2x₂(s₁ + 1)", 81, 72, 72, 54),
        new("stale values: the branch that an iteration took", "(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) { if (s > 2) s = s - x[i]; else s = s * x[i]; } return s; }", "(new double[] { 3, 2, 5 }, g)",
            "3 (times), 1 (minus), 5 (times): (x₀ − x₁)x₂; x₂, −x₂, x₀ − x₁", 5, 5, -5, 1),
        new("stale values: an index that changes", "(ReadOnlySpan<double> x) { int k = 0; double s = 1; for (int i = 0; i < 3; i++) { s = s * x[k] + s; k = (k + 2) % 3; } return s; }", "(new double[] { 1, 2, 3 }, g)",
            "k = 0, 2, 1: (1 + x₀)(1 + x₂)(1 + x₁); the products of the other two", 24, 12, 8, 6),
    ];

    /// <summary>What an iteration that ends early has done counts, and what it has left out does not.</summary>
    private static IEnumerable<NamedCase> LoopExits =>
    [
        new("loop exit: continue leaves a factor out", "(ReadOnlySpan<double> x) { double p = 1; for (int i = 0; i < x.Length; i++) { if (i == 1) continue; p *= x[i]; } return p; }", "(new double[] { 2, 3, 5 }, g)",
            "x₀x₂; x₂, 0, x₀", 10, 5, 0, 2),
        new("loop exit: continue after a change of state", "(ReadOnlySpan<double> x) { double h = 1; for (int i = 0; i < x.Length; i++) { h = h * x[i]; if (h > 5) continue; h = h + x[i]; } return h; }", "(new double[] { 2, 1, 4 }, g)",
            "2x₀, then (2x₀ + 1)x₁, then continue: (2x₀ + 1)x₁x₂; 2x₁x₂, (2x₀ + 1)x₂, (2x₀ + 1)x₁", 20, 8, 20, 5),
        new("loop exit: break after the sum is large", "(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; if (s > 4) break; } return s; }", "(new double[] { 1, 2, 3 }, g)",
            "x₀² + x₁²; 2x₀, 2x₁, 0", 5, 2, 4, 0),
        new("loop exit: as long as it is small", "(double x) { double h = x; while (h < 10) h = h * h; return h; }", "(2, out g0)", "twice: x⁴; 4x³", 16, 32),
        new("loop exit: return from the middle", "(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; if (x[i] > 1.5) return s * x[0]; } return s; }", "(new double[] { 1, 2, 3 }, g)",
            "(x₀ + x₁)x₀; 2x₀ + x₁, x₀, 0", 3, 4, 1, 0),
    ];

    /// <summary>C# evaluates from left to right, and an assignment's value is what was assigned.</summary>
    private static IEnumerable<NamedCase> UpdatesInsideExpressions =>
    [
        new("update inside an expression: a variable", "(double x, double y) { double a = x; return a * (a = a * y) + a; }", "(3, 2, out g0, out g1)",
            "x·xy + xy; 2xy + y, x² + x", 24, 14, 12),
        new("update inside an expression: an element", "(double x, double y) { double[] a = new double[1]; a[0] = x; return a[0] * (a[0] += y) + a[0]; }", "(3, 2, out g0, out g1)",
            "x(x + y) + (x + y); 2x + y + 1, x + 1", 20, 9, 4),
        new("update inside an expression: an index", "(ReadOnlySpan<double> x) { int i = 0; return x[i++] * x[i] + x[++i] * x[0]; }", "(new double[] { 3, 5, 7 }, g)",
            "x₀x₁ + x₂x₀; x₁ + x₂, x₀, x₀", 36, 12, 3, 3),
        new("update inside an expression: an argument", "(double x, double y) { double a = x; double G(double p, double q) => p * q * q; return G(a, a *= y) + a; }", "(3, 2, out g0, out g1)",
            "x(xy)² + xy; 3x²y² + y, 2x³y + x", 114, 110, 111),
        new("update inside an expression: a swap", "(double x, double y) { double a = x, b = y; (a, b) = (a * b, a); (a, b) = (b, a * b); return a - b; }", "(3, 2, out g0, out g1)",
            "(xy, x), then (x, x²y): x − x²y; 1 − 2xy, −x²", -15, -11, -9),
    ];

    private static IEnumerable<NamedCase> Aliases =>
    [
        new("alias: two names of one array", "(double[] x) { var a = x; a[0] = a[0] * x[0]; return x[0] * a[1] + a[2]; }", "(new double[] { 3, 2, 1 }, g)",
            "x₀²x₁ + x₂; 2x₀x₁, x₀², 1", 19, 12, 9, 1),
        new("alias: slices that overlap", "(Span<double> x) { Span<double> s = x[1..], t = x[..2]; s[0] = t[0] * t[1]; return t[1] * s[1]; }", "(new double[] { 2, 3, 5 }, g)",
            "x₁ becomes x₀x₁: x₀x₁x₂; the products of the other two", 30, 15, 10, 6),
        new("alias: in place through a helper", "(Span<double> x) { void Double(Span<double> a, Span<double> b) { a[0] = a[0] * 2; b[0] = b[0] * a[0]; } Double(x, x[1..]); return x[0] * x[1] + x[2]; }", "(new double[] { 3, 2, 1 }, g)",
            "2x₀, then 2x₀x₁: 4x₀²x₁ + x₂; 8x₀x₁, 4x₀², 1", 73, 48, 36, 1),
        new("alias: one variable passed twice", "(double x, double y) { double a = x; double G(double p, ref double q) { q = q * y; return p * q; } return G(a, ref a) * a; }", "(3, 2, out g0, out g1)",
            "p = x, a = xy: x·xy·xy = x³y²; 3x²y², 2x³y", 108, 108, 108),
    ];

    /// <summary>The adjoint of memory belongs to a value, which ends where another is stored.</summary>
    private static IEnumerable<NamedCase> OverwriteAfterRead =>
    [
        new("overwrite after read: an element", "(Span<double> x) { double y = x[0]; x[0] = x[1]; return y * x[0] + x[2]; }", "(new double[] { 3, 5, 1 }, g)",
            "x₀x₁ + x₂; x₁, x₀, 1", 16, 5, 3, 1),
        new("overwrite after read: a prefix product", "(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1]; return x[2] + x[1]; }", "(new double[] { 2, 3, 5 }, g)",
            "x₀x₁x₂ + x₀x₁; x₁x₂ + x₁, x₀x₂ + x₀, x₀x₁", 36, 18, 12, 6),
        new("overwrite after read: cleared as it goes", "(Span<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; x[i] = 0; } return s + x[0]; }", "(new double[] { 2, 3, 5 }, g)",
            "Σx²; 2x", 38, 4, 6, 10),
        new("overwrite after read: what is overwritten does not count", "(Span<double> x) { x[0] = x[1] * x[2]; x[1] = 4; return x[0] * x[1]; }", "(new double[] { 7, 3, 5 }, g)",
            "4x₁x₂; 0, 4x₂, 4x₁", 60, 0, 20, 12),
        new("overwrite after read: a parameter", "(double x, double y) { double z = x * x; x = y; y = z; return x * y; }", "(3, 2, out g0, out g1)",
            "y·x²; 2xy, x²", 18, 12, 9),
    ];

    /// <summary>0 times an infinite slope is NaN: the slope of a branch that is not taken is not asked for.</summary>
    private static IEnumerable<NamedCase> BranchesNotTaken =>
    [
        new("0·∞: the root of a branch not taken", "(double x) => x > 0 ? Math.Sqrt(x) : 2 * x", "(0, out g0)", "2x; 2", 0, 2),
        new("0·∞: sin x / x", "(double x) { if (x == 0) return 1; return Math.Sin(x) / x; }", "(0, out g0)", "1; 0", 1, 0),
        new("0·∞: logarithms of what is positive", "(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) if (x[i] > 0) s += Math.Log(x[i]); return s; }", "(new double[] { 0, 1, -2 }, g)",
            "ln x₁; 0, 1/x₁, 0", 0, 0, 1, 0),
        new("0·∞: a root whose factor is 0", "(double x, double y) => y * Math.Sqrt(x)", "(0, 0, out g0, out g1)", "no adjoint reaches the root; 0, √x", 0, 0, 0),
        new("0·∞: an overflow not taken", "(double x) => x > 100 ? 1 : Math.Exp(-x)", "(1000, out g0)", "1; 0", 1, 0),
    ];

    /// <summary>The derivative of a product by a factor is the product of the others, not the product divided by it.</summary>
    private static IEnumerable<NamedCase> Products =>
    [
        new("product: one factor is 0", "(ReadOnlySpan<double> x) { double p = 1; for (int i = 0; i < x.Length; i++) p *= x[i]; return p; }", "(new double[] { 0, 3, 5 }, g)",
            "x₀x₁x₂; x₁x₂, 0, 0", 0, 15, 0, 0),
        new("product: two factors are 0", "(ReadOnlySpan<double> x) { double p = 1; foreach (double v in x) p = v * p; return p; }", "(new double[] { 0, 3, 0 }, g)",
            "x₀x₁x₂; all 0", 0, 0, 0, 0),
        new("product: a power at 0", "(double x) => Math.Pow(x, 3) + Math.Pow(x, 1)", "(0, out g0)", "x³ + x; 3x² + 1", 0, 1),
        new("product: undone by dividing", "(double x, double y) { double p = x; p *= y; p /= 2; p *= x; return p; }", "(3, 0, out g0, out g1)", "x²y/2; xy, x²/2", 0, 0, 4.5),
    ];

    /// <summary>Integers are constants, and what is computed from numbers as an integer is one again.</summary>
    private static IEnumerable<NamedCase> Integers =>
    [
        new("integer: a quotient", "(double x, int n) => n / 2 * x + n % 4 * x * x", "(2, 7, out g0)", "3x + 3x²; 3 + 6x", 18, 15),
        new("integer: a cast of the variable", "(double x) => (int)x * x", "(2.5, out g0)", "2x; 2", 5, 2),
        new("integer: through a double", "(double x) { int k = (int)(x * 4); double r = k; return r * r * x; }", "(0.75, out g0)", "9x; 9", 6.75, 9),
        new("integer: the index of a loop", "(double x) { double s = 0; for (int i = 1; i <= 4; i++) s += i * x * i; return s; }", "(2, out g0)", "30x; 30", 60, 30),
        new("integer: floor and round", "(double x) => Math.Floor(x) * x + Math.Round(x) * x", "(2.75, out g0)", "2x + 3x; 5", 13.75, 5),
    ];
}
