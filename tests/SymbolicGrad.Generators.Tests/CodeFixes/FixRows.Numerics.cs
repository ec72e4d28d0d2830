namespace SymbolicGrad.Generators.Tests.CodeFixes;

internal static partial class FixRows
{
    private static IEnumerable<FixRow> Numerics =>
    [
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => Math.Log(1 + Math.Exp(x));",
            "[Differentiable] public static double F(double x) => Softplus(x);") { Mended = [800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static float F([InRange(-5, 100)] float x) => 2 * MathF.Log(MathF.Exp(x) + 1) - x; // the loss",
            "[Differentiable] public static float F([InRange(-5, 100)] float x) => 2 * Softplus(x) - x; // the loss") { Mended = [95], Tolerance = 1e-6 },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Log(T.One + T.Exp(x));",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => Softplus(x);") { Mended = [800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(float x) => Math.Log(1 + Math.Exp(x * 1f));",
            "[Differentiable] public static double F(float x) => Softplus<double>(x * 1f);"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => double.LogP1(double.Exp(-x * x + 1));",
            "[Differentiable] public static double F(double x) => Softplus(-x * x + 1);"),
        new FixRow("SYG2002", "stable",
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t)
            {
                double z = w * x;
                double e = Math.Exp(z);
                // Its logarithm.
                double s = 1 + e;
                return Math.Log(s) /* less */ - t * z;
            }
            """,
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t)
            {
                double z = w * x;
                // Its logarithm.
                return Softplus(z) /* less */ - t * z;
            }
            """) { Arguments = "x=1 t=0.5", Mended = [800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => Math.Log(Activations.Sigmoid(x));",
            "[Differentiable] public static double F(double x) => Activations.LogSigmoid(x);") { Mended = [-800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => -Math.Log(1 / (1 + Math.Exp(-x)));",
            "[Differentiable] public static double F(double x) => -LogSigmoid(x);") { Mended = [-800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => Math.Log(Math.Exp(x) / (1 + Math.Exp(x)));",
            "[Differentiable] public static double F(double x) => LogSigmoid(x);") { Mended = [800] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x, double y) => Math.Log(1 - Sigmoid(x - y));",
            "[Differentiable] public static double F(double x, double y) => LogSigmoid(-(x - y));") { Mended = [40, 0] },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F([InRange(-20, 20)] double x) { double p = Sigmoid(x); return p * Math.Log(1 - p); }",
            "[Differentiable] public static double F([InRange(-20, 20)] double x) { double p = Sigmoid(x); return p * LogSigmoid(-x); }"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) { double h = Math.Tanh(x); return 3 * (1 - h * h); }",
            "[Differentiable] public static double F(double x) { return 3 * (4 * Sigmoid(2 * x) * Sigmoid(-2 * x)); }"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.One - T.Pow(T.Tanh(x + x), T.CreateChecked(2));",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateChecked(4) * Sigmoid(T.CreateChecked(2) * (x + x)) * Sigmoid(T.CreateChecked(-2) * (x + x));"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => x > 0 ? x : Math.Exp(x) - 1;",
            "[Differentiable] public static double F(double x) => x > 0 ? x : Elementary.ExpM1(x);"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F([InRange(0, 5)] double x) => 2 * (-1 + Math.Exp(-x));",
            "[Differentiable] public static double F([InRange(0, 5)] double x) => 2 * Elementary.ExpM1(-x);"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F([InRange(0, 5)] double x) => x - (1 - Math.Exp(-x));",
            "[Differentiable] public static double F([InRange(0, 5)] double x) => x - (-Elementary.ExpM1(-x));"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F(double x) => double.ExpM1(x);",
            "[Differentiable] public static double F(double x) => Elementary.ExpM1(x);"),
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F([InRange(0, 9)] double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Log(1 + x[i]); return s; }",
            "[Differentiable] public static double F([InRange(0, 9)] double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Elementary.LogP1(x[i]); return s; }") { Arguments = "x:3+" },
        new FixRow("SYG2002", "stable",
            "[Differentiable] public static double F([InRange(0, 0.5)] double p) => Math.Log(1 - p);",
            "[Differentiable] public static double F([InRange(0, 0.5)] double p) => Elementary.LogP1(-p);") { Arguments = "p=0.25" },

        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F(double x, double y) => Math.Sqrt(x * x + y * y);",
            "[Differentiable] public static double F(double x, double y) => Math.Sqrt(x * x + y * y + 1e-12);") { Mended = [0, 0], Tolerance = 1e-11 },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return MathF.Sqrt(s /* squares */); }",
            "[Differentiable] public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return MathF.Sqrt(s + 1e-12f /* squares */); }")
        { Arguments = "x:3", Mended = [0, 0, 0], Tolerance = 1e-6 },
        new FixRow("SYG2005", "branch",
            "[Differentiable] public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return 2 * MathF.Sqrt(s); }",
            "[Differentiable] public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return 2 * (s > 0 ? MathF.Sqrt(s) : 0); }")
        { Arguments = "x:3", Mended = [0, 0, 0] },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(T.Abs(x));",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(T.Abs(x) + T.CreateChecked(1e-12));") { Tolerance = 1e-11 },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F(double x) => Math.Pow(Math.Abs(x), 0.5);",
            "[Differentiable] public static double F(double x) => Math.Pow(Math.Abs(x) + 1e-12, 0.5);") { Tolerance = 1e-11 },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F(double x) => Root(x * x); private static double Root(double s) => Math.Sqrt(s);",
            "[Differentiable] public static double F(double x) => Root(x * x); private static double Root(double s) => Math.Sqrt(s + 1e-12);") { Mended = [0], Tolerance = 1e-11 },
        new FixRow("SYG2005", "branch",
            "[Differentiable] public static double F(double x) => Root(x * x); private static double Root(double s) => Math.Sqrt(s);",
            "[Differentiable] public static double F(double x) => Root(x * x); private static double Root(double s) => s > 0 ? Math.Sqrt(s) : 0;") { Mended = [0] },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F([InRange(0, 1)] double x, [InRange(0, 1)] double y) => 2 * x / (x + y);",
            "[Differentiable] public static double F([InRange(0, 1)] double x, [InRange(0, 1)] double y) => 2 * x / (x + y + 1e-12);") { Arguments = "x:+ y:+", Mended = [0, 0], Tolerance = 1e-11 },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F(ReadOnlySpan<double> x) => x[0] / TensorPrimitives.Norm(x);",
            "[Differentiable] public static double F(ReadOnlySpan<double> x) => x[0] / (TensorPrimitives.Norm(x) + 1e-12);") { Arguments = "x:3", Mended = [0, 0, 0], Tolerance = 1e-11 },
        new FixRow("SYG2005", "epsilon",
            "[Differentiable] public static double F([InRange(0, 1)] double[] p) { double s = 0; for (int i = 0; i < p.Length; i++) s += double.Log2(p[i]); return s; }",
            "[Differentiable] public static double F([InRange(0, 1)] double[] p) { double s = 0; for (int i = 0; i < p.Length; i++) s += double.Log2(p[i] + 1e-12); return s; }")
        { Arguments = "p:3+", Mended = [0, 0.5, 1], Tolerance = 1e-10 },
        new FixRow("SYG2006", "others",
            "[Differentiable] public static double F(double a, double b, double c) => 2 + a * (b + 1) * c / (b + 1);",
            "[Differentiable] public static double F(double a, double b, double c) => 2 + a * c;") { Mended = [1, -1, 1] },
        new FixRow("SYG2006", "others",
            "[Differentiable] public static double F(double a, double b, double c) { double p = a * b * (c + 1); return p / b; }",
            "[Differentiable] public static double F(double a, double b, double c) { return a * (c + 1); }") { Mended = [1, 0, 1] },

        new FixRow("SYG2007", "tolerance",
            "[Differentiable] public static double F(double x, double y) => x == y ? x * x : y;",
            "[Differentiable] public static double F(double x, double y) => Math.Abs(x - y) <= 1e-9 ? x * x : y;"),
        new FixRow("SYG2007", "tolerance",
            "[Differentiable] public static double F(double x, double y) { if (x * y != 1) return x; return y * y; }",
            "[Differentiable] public static double F(double x, double y) { if (Math.Abs(x * y - 1) > 1e-9) return x; return y * y; }"),
        new FixRow("SYG2007", "tolerance",
            "[Differentiable] public static float F(float x, float y) { float r = y; if (x == 0f) r = y * y; return r * x; }",
            "[Differentiable] public static float F(float x, float y) { float r = y; if (MathF.Abs(x) <= 1e-6f) r = y * y; return r * x; }"),
        new FixRow("SYG2007", "tolerance",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => x == T.One ? x : x * x;",
            "[Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Abs(x - T.One) <= T.CreateChecked(1e-9) ? x : x * x;"),

        .. LossRows,
    ];

    private static IEnumerable<(string Id, string Key, string Member)> NumericsNotOffered =>
    [
        .. LossesNotOffered,
        ("SYG2006", "others", "[Differentiable] public static double F(double[] x) { double p = 1; foreach (double v in x) p *= v; return p / x[0]; }"),

        // The operand has both signs, or the point is another.
        ("SYG2005", "epsilon", "[Differentiable] public static double F([InRange(-1, 1)] double x) => 1 / x;"),
        ("SYG2005", "epsilon", "[Differentiable] public static double F([InRange(-1, 1)] double c) => Math.Acos(c);"),
        ("SYG2005", "branch", "[Differentiable] public static double F([InRange(0, 1)] double x) => Math.Log(x);"),
        ("SYG2005", "epsilon", "[Differentiable] public static void F([InRange(0, 9)] ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Log(x, y);"),

        // A part stands in another method, in memory, in one of two branches, or has changed since.
        ("SYG2002", "stable", "[Differentiable] public static double F(double x) => Math.Log(1 + E(x)); private static double E(double z) => Math.Exp(z);"),
        ("SYG2002", "stable", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { TensorPrimitives.Exp(x, y); TensorPrimitives.Add(y, 1, y); TensorPrimitives.Log(y, y); }"),
        ("SYG2002", "stable", "[Differentiable] public static double F(double x, [NoGradient] double c) { double e = 2; if (c > 0) e = Math.Exp(x); return Math.Log(1 + e); }"),
        ("SYG2002", "stable", "[Differentiable] public static double F(double x) { double e = Math.Exp(x); x = x * x; return Math.Log(1 + e) + x; }"),
    ];

    private static IEnumerable<(string Id, string Key, string Before, string After)> NumericsSeveral =>
    [
        ("SYG2002", "stable",
            "[Differentiable] public static double F(double x, double y) => Math.Log(1 + Math.Exp(Math.Log(1 + Math.Exp(x)) - y)) + Math.Log(Sigmoid(y));",
            "[Differentiable] public static double F(double x, double y) => Softplus(Softplus(x) - y) + LogSigmoid(y);"),
        .. LossesSeveral,
        ("SYG2006", "others",
            "[Differentiable] public static double F(double a, double b, double c) => a * b * c / b + a * b * c / c;",
            "[Differentiable] public static double F(double a, double b, double c) => a * c + a * b;"),
        ("SYG2007", "tolerance",
            "[Differentiable] public static double F(double x, double y) => x == y ? x * x : y != 2 ? y : x;",
            "[Differentiable] public static double F(double x, double y) => Math.Abs(x - y) <= 1e-9 ? x * x : Math.Abs(y - 2) > 1e-9 ? y : x;"),
        ("SYG2005", "epsilon",
            "[Differentiable] public static double F(double x, double y) => Math.Sqrt(x * x + y * y) + 1 / Math.Abs(Math.Sqrt(Math.Abs(x) + 1) - 1);",
            "[Differentiable] public static double F(double x, double y) => Math.Sqrt(x * x + y * y + 1e-12) + 1 / (Math.Abs(Math.Sqrt(Math.Abs(x) + 1) - 1) + 1e-12);"),
    ];
}
