namespace SymbolicGrad.Generators.Tests.CodeFixes;

internal static partial class FixRows
{
    private static IEnumerable<FixRow> LossRows =>
    [
        new FixRow("SYG2001", "stable",
            "[Differentiable] public static double F(double z) => 1 / (1 + Math.Exp(-z));",
            "[Differentiable] public static double F(double z) => Sigmoid(z);") { Mended = [-800] },
        new FixRow("SYG2001", "stable",
            "[Differentiable] public static T F<T>(T z) where T : IFloatingPointIeee754<T> => T.Exp(z) / (T.One + T.Exp(z));",
            "[Differentiable] public static T F<T>(T z) where T : IFloatingPointIeee754<T> => Sigmoid(z);") { Mended = [800] },
        new FixRow("SYG2001", "stable",
            "[Differentiable] public static double F(double a, double b) => Math.Log(Math.Exp(a) + Math.Exp(2 * b));",
            "[Differentiable] public static double F(double a, double b) => a + Softplus(2 * b - a);") { Mended = [800, 0] },
        new FixRow("SYG2001", "shift",
            """
                [Differentiable]
                public static double F(double[] z)
                {
                    // The partition function.
                    double s = 0; // all of it
                    for (int i = 0; i < z.Length; i++)
                        s += Math.Exp(z[i]);
                    return 2 * Math.Log(s);
                }
            """,
            """
                [Differentiable]
                public static double F(double[] z)
                {
                    // The partition function.
                    double max = Grad.Stop(TensorPrimitives.Max(z));
                    double s = 0; // all of it
                    for (int i = 0; i < z.Length; i++)
                        s += Math.Exp(z[i] - max);
                    return 2 * (max + Math.Log(s));
                }
            """) { Arguments = "z:3", Mended = [800, 1, 2] },
        new FixRow("SYG2001", "shift",
            "[Differentiable] public static void F(ReadOnlySpan<float> z, Span<float> p) { float s = 0; for (int i = 0; i < z.Length; i++) s += MathF.Exp(z[i]); for (int i = 0; i < p.Length; i++) p[i] = MathF.Exp(z[i]) / s; }",
            "[Differentiable] public static void F(ReadOnlySpan<float> z, Span<float> p) { float max = Grad.Stop(TensorPrimitives.Max(z)); float s = 0; for (int i = 0; i < z.Length; i++) s += MathF.Exp(z[i] - max); for (int i = 0; i < p.Length; i++) p[i] = MathF.Exp(z[i] - max) / s; }")
        { Arguments = "z:3 p:3:out", Mended = [99, 1, 2], Tolerance = 1e-6 },

        new FixRow("SYG2003", "logits",
            """
            [Differentiable]
            public static double F(double w, double b, [NoGradient] double x, [NoGradient] double t)
            {
                double p = Sigmoid(w * x + b);
                return -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
            }
            """,
            """
            [Differentiable]
            public static double F(double w, double b, [NoGradient] double x, [NoGradient] double t)
            {
                double logit = w * x + b;
                return Softplus(logit) - t * logit;
            }
            """) { Arguments = "x=1 t=0.5", Mended = [800, 0] },
        new FixRow("SYG2003", "logits",
            "[Differentiable] public static double F(double z, [NoGradient] double t) => -t * Math.Log(Activations.Sigmoid(z)) - (1 - t) * Math.Log(1 - Activations.Sigmoid(z));",
            "[Differentiable] public static double F(double z, [NoGradient] double t) => Activations.Softplus(z) - t * z;") { Arguments = "t=0.5", Mended = [800] },
        new FixRow("SYG2003", "logits",
            "[Differentiable] public static T F<T>(T z, [NoGradient] T t) where T : IFloatingPointIeee754<T> { T p = T.One / (T.One + T.Exp(-z)); return t * T.Log(p) + (T.One - t) * T.Log(T.One - p); }",
            "[Differentiable] public static T F<T>(T z, [NoGradient] T t) where T : IFloatingPointIeee754<T> { return t * z - Softplus(z); }") { Arguments = "t=0.5", Mended = [800] },
        new FixRow("SYG2003", "logits",
            "[Differentiable] public static double F(double w, [NoGradient] double[] x, [NoGradient] double[] t) { double loss = 0; for (int i = 0; i < x.Length; i++) { double p = Sigmoid(w * x[i]); loss -= t[i] * Math.Log(p) + (1 - t[i]) * Math.Log(1 - p); } return loss / x.Length; }",
            "[Differentiable] public static double F(double w, [NoGradient] double[] x, [NoGradient] double[] t) { double loss = 0; for (int i = 0; i < x.Length; i++) { double logit = w * x[i]; loss -= t[i] * logit - Softplus(logit); } return loss / x.Length; }")
        { Arguments = "x:3 t:3" },
        new FixRow("SYG2003", "logits",
            "[Differentiable] public static double F(double z, int label) { double p = Sigmoid(z); return -(label > 0 ? Math.Log(p) : Math.Log(1 - p)); }",
            "[Differentiable] public static double F(double z, int label) { return -(label > 0 ? LogSigmoid(z) : LogSigmoid(-z)); }") { Arguments = "label=0", Mended = [800] },
    ];

    private static IEnumerable<(string Id, string Key, string Member)> LossesNotOffered =>
    [
        // What is written besides, or what is read before.
        ("SYG2001", "shift", "[Differentiable] public static double F(double[] z) { double s = 0; for (int i = 0; i < z.Length; i++) s += Math.Exp(z[i]); return Math.Log(s) + s; }"),
        ("SYG2001", "shift", "[Differentiable] public static double F(double[] z) { double s = 0; for (int i = 0; i < z.Length; i++) { s += Math.Exp(z[i]); z[i] = 1; } return Math.Log(s); }"),
        ("SYG2001", "shift", "[Differentiable] public static double F(double[] z) { double s = 1; for (int i = 0; i < z.Length; i++) s += Math.Exp(z[i]); return Math.Log(s); }"),
        ("SYG2003", "logits", "[Differentiable] public static double F(double p, [NoGradient] double t) => -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));"),
        ("SYG2003", "logits", "[Differentiable] public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z), a = t * Math.Log(p); return -(a + (1 - t) * Math.Log(1 - p)); }"),
    ];

    private static IEnumerable<(string Id, string Key, string Before, string After)> LossesSeveral =>
    [
        ("SYG2001", "stable",
            "[Differentiable] public static double F(double z, double y) => 1 / (1 + Math.Exp(-z)) + 1 / (1 + Math.Exp(-y * z));",
            "[Differentiable] public static double F(double z, double y) => Sigmoid(z) + Sigmoid(y * z);"),
        ("SYG2003", "logits",
            """
            [Differentiable]
            public static double F(double w, double v, [NoGradient] double t)
            {
                double p = Sigmoid(w * v), q = Sigmoid(w - v);
                double first = t * Math.Log(p) + (1 - t) * Math.Log(1 - p);
                return -first - (t * Math.Log(q) + (1 - t) * Math.Log(1 - q));
            }
            """,
            """
            [Differentiable]
            public static double F(double w, double v, [NoGradient] double t)
            {
                double logit = w * v;
                double logit2 = w - v;
                double p = Sigmoid(logit), q = Sigmoid(logit2);
                double first = t * logit - Softplus(logit);
                return -first - (t * logit2 - Softplus(logit2));
            }
            """),
    ];
}
