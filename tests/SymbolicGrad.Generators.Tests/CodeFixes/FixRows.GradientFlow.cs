namespace SymbolicGrad.Generators.Tests.CodeFixes;

internal static partial class FixRows
{
    private static IEnumerable<FixRow> GradientFlow =>
    [
        FixRow.Other("SYG1001", "elu",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Sigmoid(v * Sigmoid(v * Sigmoid(v * a)));",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Sigmoid(v * Elu(v * Elu(v * a)));"),
        FixRow.Other("SYG1001", "leaky-relu",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Activations.Sigmoid(v * Activations.Sigmoid(v /* first */ * Activations.Sigmoid(v * a)));",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Activations.Sigmoid(v * Activations.LeakyRelu(v /* first */ * Activations.LeakyRelu(v * a, 0.01), 0.01));"),
        FixRow.Other("SYG1001", "elu",
            "[Differentiable] public static double F([InRange(2, 9)] double a) => Math.Tanh(2 + Math.Tanh(2 + Math.Tanh(a)));",
            "[Differentiable] public static double F([InRange(2, 9)] double a) => Math.Tanh(2 + Elu(2 + Elu(a)));"),
        FixRow.Other("SYG1001", "leaky-relu",
            "[Differentiable] public static float F(float a, [NoGradient] float v) => Sigmoid(v * Sigmoid(v * Sigmoid(v * a)));",
            "[Differentiable] public static float F(float a, [NoGradient] float v) => Sigmoid(v * LeakyRelu(v * LeakyRelu(v * a, 0.01f), 0.01f));"),
        FixRow.Other("SYG1001", "leaky-relu",
            "[Differentiable] public static T F<T>(T a, [NoGradient] T v) where T : IFloatingPointIeee754<T> => Sigmoid(v * Sigmoid(v * Sigmoid(v * a)));",
            "[Differentiable] public static T F<T>(T a, [NoGradient] T v) where T : IFloatingPointIeee754<T> => Sigmoid(v * LeakyRelu(v * LeakyRelu(v * a, T.CreateChecked(0.01)), T.CreateChecked(0.01)));"),
        FixRow.Other("SYG1001", "elu",
            """
            [Differentiable]
            public static double F(double w1, double w2, double w3, [NoGradient] double x)
            {
                // The first layer.
                double first = Sigmoid(w1 * x);
                double second = Sigmoid(w2 * first); // the second
                return Sigmoid(w3 * second);
            }
            """,
            """
            [Differentiable]
            public static double F(double w1, double w2, double w3, [NoGradient] double x)
            {
                // The first layer.
                double first = Elu(w1 * x);
                double second = Elu(w2 * first); // the second
                return Sigmoid(w3 * second);
            }
            """),
        FixRow.Other("SYG1001", "residual",
            """
            [Differentiable]
            public static double F(double w1, double w2, double w3, [NoGradient] double x)
            {
                double first = Sigmoid(w1 * x);
                double second = Sigmoid(w2 * first);
                return Sigmoid(w3 * second);
            }
            """,
            """
            [Differentiable]
            public static double F(double w1, double w2, double w3, [NoGradient] double x)
            {
                double first = Sigmoid(w1 * x);
                double second = first + Sigmoid(w2 * first);
                return Sigmoid(w3 * second);
            }
            """),
        FixRow.Other("SYG1001", "elu",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Sigmoid(v * Layer(v * Layer(v * a))); private static double Layer(double z) => Sigmoid(z);",
            "[Differentiable] public static double F(double a, [NoGradient] double v) => Sigmoid(v * Layer(v * Layer(v * a))); private static double Layer(double z) => Elu(z);"),

        FixRow.Other("SYG1003", "cross-entropy",
            """
            [Differentiable]
            public static double F(double w, double b, [NoGradient] double x, [NoGradient] double t)
            {
                double y = Sigmoid(w * x + b);
                return 0.5 * (y - t) * (y - t);
            }
            """,
            """
            [Differentiable]
            public static double F(double w, double b, [NoGradient] double x, [NoGradient] double t)
            {
                double logit = w * x + b;
                return Softplus(logit) - t * logit;
            }
            """),
        FixRow.Other("SYG1003", "cross-entropy",
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double[] x, [NoGradient] double[] t)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    // How far it is off.
                    var e = Activations.Sigmoid(w * x[i]) - t[i];
                    s += e * e;
                }

                return s / x.Length;
            }
            """,
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double[] x, [NoGradient] double[] t)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    // How far it is off.
                    var logit = w * x[i];
                    s += Activations.Softplus(logit) - t[i] * logit;
                }

                return s / x.Length;
            }
            """,
            "x:3 t:3"),
        FixRow.Other("SYG1003", "cross-entropy",
            "[Differentiable] public static double F(double w, [NoGradient] double t) => 0.5 * Math.Pow(t - Sigmoid(w), 2);",
            "[Differentiable] public static double F(double w, [NoGradient] double t) => 0.5 * (Softplus(w) - t * w);"),
        FixRow.Other("SYG1003", "cross-entropy",
            "[Differentiable] public static double F(double w, [NoGradient] double x, [NoGradient] double t) => Math.Pow(Math.Tanh(w * x) - t, 2) + w * w;",
            "[Differentiable] public static double F(double w, [NoGradient] double x, [NoGradient] double t) => Softplus(2 * (w * x)) - (1 + t) * (w * x) + w * w;"),
        FixRow.Other("SYG1003", "cross-entropy",
            """
            [Differentiable]
            public static T F<T>(T z, [NoGradient] T t)
                where T : IFloatingPointIeee754<T>
            {
                T y = T.Tanh(z);
                T e = y - t;
                return e * e;
            }
            """,
            """
            [Differentiable]
            public static T F<T>(T z, [NoGradient] T t)
                where T : IFloatingPointIeee754<T>
            {
                return Softplus(T.CreateChecked(2) * z) - (T.One + t) * z;
            }
            """),
        FixRow.Other("SYG1003", "cross-entropy",
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t)
            {
                double y = Sigmoid(w * x), e = y - t;
                double loss = 3 * e * e;
                if (y > 0.5)
                    loss += w * w;
                return loss;
            }
            """,
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t)
            {
                double logit = w * x;
                double y = Sigmoid(logit), e = y - t;
                double loss = 3 * (Softplus(logit) - t * logit);
                if (y > 0.5)
                    loss += w * w;
                return loss;
            }
            """),

        FixRow.Other("SYG1005", "tanh",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Relu(w * x[t] + u * h); return h; }",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Math.Tanh(w * x[t] + u * h); return h; }",
            "x:5"),
        FixRow.Other("SYG1005", "tanh",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = w * x[t] + u * h; return h; }",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Math.Tanh(w * x[t] + u * h); return h; }",
            "x:5"),
        FixRow.Other("SYG1005", "tanh",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = double.Max(0, w * x[t] + u * h); return h; }",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = double.Tanh(w * x[t] + u * h); return h; }",
            "x:5"),
        FixRow.Other("SYG1005", "tanh",
            "[Differentiable] public static float F(float h, float u, int n) { for (int t = 0; t < n; t++) h *= u; return h; }",
            "[Differentiable] public static float F(float h, float u, int n) { for (int t = 0; t < n; t++) h = MathF.Tanh(h * u); return h; }",
            "n=5"),
        new FixRow("SYG1005", "range",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Relu(w * x[t] + u * h); return h; }",
            "[Differentiable] public static double F(double[] x, double w, [InRange(-1, 1)] double u) { double h = 0; for (int t = 0; t < x.Length; t++) h = Relu(w * x[t] + u * h); return h; }")
        { Arguments = "x:5" },
        new FixRow("SYG1005", "range",
            """
            [Differentiable]
            public static double F(
                double h,
                // The weight.
                double u,
                int n)
            {
                for (int t = 0; t < n; t++)
                    h *= u;
                return h;
            }
            """,
            """
            [Differentiable]
            public static double F(
                double h,
                // The weight.
                [InRange(-1, 1)] double u,
                int n)
            {
                for (int t = 0; t < n; t++)
                    h *= u;
                return h;
            }
            """)
        { Arguments = "n=5" },

        new FixRow("SYG1007", "no-gradient",
            "[Differentiable] public static double F(double x, double b) => b > 100 ? -x : x * x;",
            "[Differentiable] public static double F(double x, [NoGradient] double b) => b > 100 ? -x : x * x;"),
        new FixRow("SYG1007", "no-gradient",
            "[Differentiable] public static double F(double[] x, [InRange(0, 1)] double[] y) { double s = 0; for (int i = 0; i < y.Length; i++) s += x[i]; return s; }",
            "[Differentiable] public static double F(double[] x, [NoGradient] [InRange(0, 1)] double[] y) { double s = 0; for (int i = 0; i < y.Length; i++) s += x[i]; return s; }")
        { Arguments = "x:3 y:3" },

        FixRow.Other("SYG1011", "outer",
            "[Differentiable] public static double F(double w, double x) { double h = Sigmoid(w * x); return 2 * (Math.Tanh(h)); }",
            "[Differentiable] public static double F(double w, double x) { double h = Sigmoid(w * x); return 2 * h; }"),
        FixRow.Other("SYG1011", "inner",
            "[Differentiable] public static double F(double w, double x) => Sigmoid(Math.Max(0, w * x));",
            "[Differentiable] public static double F(double w, double x) => Sigmoid(w * x);"),
        FixRow.Other("SYG1011", "outer",
            "[Differentiable] public static T F<T>(T w) where T : IFloatingPointIeee754<T> => w - T.Tanh(Elu(w));",
            "[Differentiable] public static T F<T>(T w) where T : IFloatingPointIeee754<T> => w - Elu(w);"),
        FixRow.Other("SYG1011", "logits",
            "[Differentiable] public static double F(double z, [NoGradient] double t) { double p = Sigmoid(z); return Softplus(p) - t * p; }",
            "[Differentiable] public static double F(double z, [NoGradient] double t) { double p = z; return Softplus(p) - t * p; }"),
        FixRow.Other("SYG1011", "outer",
            "[Differentiable] public static void F(double[] x, double[] y, double w) { double[] h = new double[x.Length]; for (int i = 0; i < x.Length; i++) h[i] = Sigmoid(w * x[i]); for (int i = 0; i < y.Length; i++) y[i] = Math.Tanh(h[i]); }",
            "[Differentiable] public static void F(double[] x, double[] y, double w) { double[] h = new double[x.Length]; for (int i = 0; i < x.Length; i++) h[i] = Sigmoid(w * x[i]); for (int i = 0; i < y.Length; i++) y[i] = h[i]; }",
            "x:3 y:3:out"),
    ];

    private static IEnumerable<(string Id, string Key, string Member)> GradientFlowNotOffered =>
    [
        // Layers that are called, not written out, and one whose function is the output's too.
        ("SYG1001", "elu", "[Differentiable] public static double F(double a, [NoGradient] double v) => L(L(L(a * v))); private static double L(double z) => 1 / (1 + Math.Exp(-Sigmoid(z)));"),
        ("SYG1001", "residual", "[Differentiable] public static double F(double a, [NoGradient] double v) => Sigmoid(v * Sigmoid(v * Sigmoid(v * a)));"),
        ("SYG1003", "cross-entropy", "[Differentiable] public static float F(float w, [NoGradient] float t) => Square(MathF.Tanh(w) - t); private static float Square(float e) => e * e;"),
        ("SYG1003", "cross-entropy", "[Differentiable] public static double F(double w, [NoGradient] double t) { double e = Softsign(w) - t; return e * e; }"),

        // The target has changed by the time of the square.
        ("SYG1003", "cross-entropy", "[Differentiable] public static double F(double w, [NoGradient] double t) { double e = Sigmoid(w) - t; t = 1; return e * e * t; }"),
        ("SYG1003", "cross-entropy", "[Differentiable] public static double F(double w, [NoGradient] double t, [NoGradient] double[] p) { double s = 0; for (int i = 0; i < p.Length; i++) { double e = Sigmoid(w) - p[i]; p[i] = t; s += e * e; } return s; }"),
        ("SYG1011", "outer", "[Differentiable] public static double F(double w, double x) => Gate(Gate(w * x)); private static double Gate(double z) => double.Tanh(z);"),
        ("SYG1011", "inner", "[Differentiable] public static double F(double w, double x) => Gate(Gate(w * x)); private static double Gate(double z) => double.Tanh(z);"),
        ("SYG1011", "outer", "[Differentiable] public static void F(ReadOnlySpan<double> x, Span<double> y) { Span<double> h = new double[x.Length]; TensorPrimitives.Sigmoid(x, h); TensorPrimitives.Tanh(h, y); }"),
        ("SYG1007", "no-gradient", "[Differentiable] public static double F(double x, int n) => Math.Floor(x) * n;"),
        ("SYG1005", "range", "[Differentiable] public static double F(double h, double u, int n) { for (int t = 0; t < n; t++) h = Step(h, u); return h; } private static double Step(double a, double b) => a * b;"),
    ];

    private static IEnumerable<(string Id, string Key, string Before, string After)> GradientFlowSeveral =>
    [
        ("SYG1001", "elu",
            "[Differentiable] public static double F(double w1, double w2, [NoGradient] double x) => Sigmoid(Sigmoid(Sigmoid(w1 * x) * Sigmoid(w2 * x)));",
            "[Differentiable] public static double F(double w1, double w2, [NoGradient] double x) => Sigmoid(Elu(Elu(w1 * x) * Elu(w2 * x)));"),
        ("SYG1003", "cross-entropy",
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t, [NoGradient] double u)
            {
                double y = Sigmoid(w * x), z = Math.Tanh(w - x);
                return (y - t) * (y - t) + (z - u) * (z - u);
            }

            [Differentiable]
            public static double G(double w, [NoGradient] double x) => Math.Pow(Sigmoid(w) - x, 2);
            """,
            """
            [Differentiable]
            public static double F(double w, [NoGradient] double x, [NoGradient] double t, [NoGradient] double u)
            {
                double logit = w * x;
                double logit2 = w - x;
                double y = Sigmoid(logit), z = Math.Tanh(logit2);
                return Softplus(logit) - t * logit + (Softplus(2 * logit2) - (1 + u) * logit2);
            }

            [Differentiable]
            public static double G(double w, [NoGradient] double x) => Softplus(w) - x * w;
            """),
        ("SYG1005", "tanh",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0, c = 0; for (int t = 0; t < x.Length; t++) { h = w * x[t] + u * h; c = Relu(w * c); } return h + c; }",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0, c = 0; for (int t = 0; t < x.Length; t++) { h = Math.Tanh(w * x[t] + u * h); c = Math.Tanh(w * c); } return h + c; }"),
        ("SYG1011", "outer",
            "[Differentiable] public static double F(double w, double x) => Sigmoid(Relu(Math.Tanh(w * x)));",
            "[Differentiable] public static double F(double w, double x) => Math.Tanh(w * x);"),
        ("SYG1007", "no-gradient",
            "[Differentiable] public static double F(double x, double b, float c) => x * (int)b + Math.Floor(c);",
            "[Differentiable] public static double F(double x, [NoGradient] double b, [NoGradient] float c) => x * (int)b + Math.Floor(c);"),
        ("SYG1005", "range",
            "[Differentiable] public static double F(double[] x, double w, double u) { double h = 0, c = 0; for (int t = 0; t < x.Length; t++) { h = u * h; c = Relu(w * c + x[t]); } return h + c; }",
            "[Differentiable] public static double F(double[] x, [InRange(-1, 1)] double w, [InRange(-1, 1)] double u) { double h = 0, c = 0; for (int t = 0; t < x.Length; t++) { h = u * h; c = Relu(w * c + x[t]); } return h + c; }"),
    ];
}
