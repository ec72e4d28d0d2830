namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Declared derivatives of other methods, called and differentiated again: every inner mode, and by the table every outer one.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Nested =>
    [
        new("x times the derivative of x·y by y", "", """
            [Differentiable] public static double F(double x) { GGradient(x, 1.0, out double dy); return x * dy; }
            [Differentiable] private static double G([NoGradient] double x, double y) => x * y;
            private static partial double GGradient(double x, double y, out double dy);
            """),
        new("x times the tangent of x·y in y", "", """
            [Differentiable] public static double F(double x) { GJvp(x, 1.0, 1.0, out double ty); return x * ty; }
            [Differentiable] private static double G([NoGradient] double x, double y) => x * y;
            private static partial double GJvp(double x, double y, double ty, out double tResult);
            """),
        new("a gradient step inside a loss", "", """
            [Differentiable] public static double F(double x, double y, double rate)
            {
                for (int i = 0; i < 3; i++) { GGradient(x, y, out double dx, out double dy); x -= rate * dx; y -= rate * dy; }
                return x * x + Math.Sin(y);
            }
            [Differentiable] public static double G(double x, double y) => Math.Exp(0.3 * x * y) + x * x + Math.Cos(y);
            public static partial double GGradient(double x, double y, out double dx, out double dy);
            """),
        new("particles pushed by a potential", "w:+", """
            [Differentiable] public static double F(double w)
            {
                double x1 = 0, x2 = 8, v1 = 0.75, v2 = 0;
                for (int i = 0; i < 5; i++)
                {
                    PotentialGradient(x1, x2, w, out double p1, out double p2);
                    x1 += 0.1 * v1; x2 += 0.1 * v2; v1 -= 0.1 * p1; v2 -= 0.1 * p2;
                }

                double dt = -x2 / v2, x = x1 + dt * v1;
                return x * x;
            }
            [Differentiable] private static double Potential(double x1, double x2, [NoGradient] double w) =>
                1 / Distance(x1, x2, 10, 10 - w) + 1 / Distance(x1, x2, 10, 0);
            private static double Distance(double ax, double ay, double bx, double by) => Math.Sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
            private static partial double PotentialGradient(double x1, double x2, double w, out double dx1, out double dx2);
            """),
        new("particles pushed by a potential, inner forward mode", "w:+", """
            [Differentiable] public static double F(double w)
            {
                double x1 = 0, x2 = 8, v1 = 0.75, v2 = 0;
                for (int i = 0; i < 5; i++)
                {
                    PotentialJvp(x1, x2, w, 1, 0, out double p1);
                    PotentialJvp(x1, x2, w, 0, 1, out double p2);
                    x1 += 0.1 * v1; x2 += 0.1 * v2; v1 -= 0.1 * p1; v2 -= 0.1 * p2;
                }

                double dt = -x2 / v2, x = x1 + dt * v1;
                return x * x;
            }
            [Differentiable] private static double Potential(double x1, double x2, [NoGradient] double w) =>
                1 / Distance(x1, x2, 10, 10 - w) + 1 / Distance(x1, x2, 10, 0);
            private static double Distance(double ax, double ay, double bx, double by) => Math.Sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
            private static partial double PotentialJvp(double x1, double x2, double w, double tx1, double tx2, out double tResult);
            """),
        new("the gradient of a recurrence, with its tape", "x:4", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            {
                Span<double> dx = stackalloc double[x.Length];
                double value = RunGradient(u, x, out double du, dx), s = du * value;
                for (int i = 0; i < x.Length; i++) s += dx[i] * dx[i] * x[i];
                return s;
            }
            [Differentiable] public static double Run(double u, ReadOnlySpan<double> x)
            { double h = 0.1, loss = 0; for (int t = 0; t < x.Length; t++) { h = Math.Tanh(u * h + x[t]); loss += h * h; } return loss; }
            public static partial double RunGradient(double u, ReadOnlySpan<double> x, out double du, Span<double> dx);
            """),
        new("a backward method that adds into a slice", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double c)
            {
                double[] d = new double[6];
                d[1] = c;
                GBackward(x.Slice(1, 3), c * c, d.AsSpan(1, 3));
                return d[0] + d[1] * d[2] * d[3] + d[4];
            }
            [Differentiable] public static double G(ReadOnlySpan<double> x) => x[0] * x[1] * x[2] + Math.Sin(x[1]);
            public static partial void GBackward(ReadOnlySpan<double> x, double dResult, Span<double> dx);
            """),
        new("a tangent of arrays with an output", "x:3 y:3:out", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                Span<double> ty = stackalloc double[3];
                GJvp(x, y, x, ty);
                return ty[0] * ty[1] * ty[2];
            }
            [Differentiable] public static void G(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = Math.Exp(x[i]) * x[0]; }
            public static partial void GJvp(ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> tx, Span<double> ty);
            """),
        new("the gradient of a row of a matrix", "w:2x3", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> w)
            {
                double s = 0;
                Span<double> d = stackalloc double[3];
                for (int i = 0; i < w.Height; i++) { s += GGradient(w.GetRowSpan(i), d); s += d[0] * d[1] * d[2]; }
                return s;
            }
            [Differentiable] public static double G(ReadOnlySpan<double> x) { double p = 1; for (int i = 0; i < x.Length; i++) p *= Math.Sin(x[i]); return p; }
            public static partial double GGradient(ReadOnlySpan<double> x, Span<double> dx);
            """),
        new("the gradient of a gradient of a gradient", "", """
            [Differentiable] public static double F(double x) { HGradient(x, out double d); return d * x; }
            [Differentiable] public static double H(double x) { GGradient(x, out double d); return d * Math.Sin(x); }
            [Differentiable] public static double G(double x) => x * x * x * Math.Exp(x);
            public static partial double HGradient(double x, out double dx);
            public static partial double GGradient(double x, out double dx);
            """),
        new("the Hessian as part of a value", "", """
            [Differentiable] public static double F(double x, double y)
            {
                Span<double> h = stackalloc double[4];
                GHessian(x, y, h);
                return h[0] * h[3] - h[1] * h[2];
            }
            [Differentiable] public static double G(double x, double y) => x * x * y * y * y + Math.Sin(x * y);
            public static partial void GHessian(double x, double y, Span<double> hessian);
            """),
        new("the Hessian times a direction as part of a value", "x:3", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                Span<double> h = stackalloc double[3];
                GHvp(x, x, h);
                return h[0] * x[0] + h[1] * x[1] + h[2] * x[2];
            }
            [Differentiable] public static double G(ReadOnlySpan<double> x) { double s = 0, p = 1; for (int i = 0; i < x.Length; i++) { p *= x[i]; s += p * p; } return s; }
            public static partial void GHvp(ReadOnlySpan<double> x, ReadOnlySpan<double> tx, Span<double> hx);
            """),
        new("the Jacobian as part of a value", "x:3", """
            [Differentiable] public static double F(double[] x)
            {
                Span<double> y = stackalloc double[2];
                Span<double> j = stackalloc double[6];
                GJacobian(x, y, j);
                return j[0] * j[4] - j[1] * j[3] + y[0] * j[5];
            }
            [Differentiable(Derivatives.Jacobian)] public static void G(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i + 1] * Math.Exp(x[0]); }
            public static partial void GJacobian(ReadOnlySpan<double> x, Span<double> y, Span<double> jacobian);
            """),
        new("an inner derivative in a branch of a loop", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int i = 0; i < x.Length; i++)
                    if (x[i] > 0) { GGradient(s, x[i], out double a, out double b); s += a * b; } else s *= x[i];
                return s;
            }
            [Differentiable] public static double G(double a, double b) => a * a * Sigmoid(b) + (a > b ? a : b * b);
            public static partial double GGradient(double a, double b, out double da, out double db);
            """),
    ];
}
