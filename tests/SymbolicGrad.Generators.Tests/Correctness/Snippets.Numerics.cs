namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Textbook algorithms as a numerical programmer writes them: roots, minima, integrals, series.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Numerics =>
        [.. LinearAlgebra, .. MatrixIterations, .. Analysis, .. Dynamics, .. Sequences, .. Finance, .. OrdersAndGraphs, .. Programs, .. LoopForms];

    private static IEnumerable<Snippet> Analysis =>
    [
        new("Newton with a backtracking line search", "a=1.7 b=0.6", """
            [Differentiable] public static double F(double a, double b)
            {
                double x = 3;
                for (int k = 0; k < 50; k++)
                {
                    double f = Math.Exp(a * x) - b * x - 10, d = a * Math.Exp(a * x) - b;
                    if (Math.Abs(f) < 1e-13) break;
                    double step = f / d, t = 1, best = Math.Abs(f);
                    while (true)
                    {
                        double y = x - t * step, g = Math.Exp(a * y) - b * y - 10;
                        if (Math.Abs(g) < best || t < 1e-3) break;
                        t *= 0.5;
                    }
                    if (Math.Abs(t * step) < 1e-15) break;
                    x -= t * step;
                }
                return x * x + b;
            }
            """),
        new("the secant method", "a=2.2", """
            [Differentiable] public static double F(double a)
            {
                double x0 = 1, x1 = 2, f0 = x0 * x0 * x0 - a * x0 - 1, f1 = x1 * x1 * x1 - a * x1 - 1;
                int evaluations = 2;
                while (Math.Abs(x1 - x0) > 1e-9 && evaluations < 40)
                {
                    double x2 = x1 - f1 * (x1 - x0) / (f1 - f0);
                    (x0, x1) = (x1, x2);
                    (f0, f1) = (f1, x1 * x1 * x1 - a * x1 - 1);
                    ++evaluations;
                }
                return x1;
            }
            """),
        new("a bracket that is narrowed, then interpolated", "a=0.4 b=1.3", """
            [Differentiable] public static double F(double a, double b)
            {
                double lo = 0, hi = 2 + b, fLo = lo - a * Math.Cos(lo) - b, fHi = hi - a * Math.Cos(hi) - b;
                for (int i = 0; i < 8; i++)
                {
                    double x = (i & 1) == 0 ? 0.5 * (lo + hi) : (lo * fHi - hi * fLo) / (fHi - fLo);
                    double f = x - a * Math.Cos(x) - b;
                    if (Math.Abs(f) < 1e-16) return x;
                    if (f * fLo > 0) { lo = x; fLo = f; } else { hi = x; fHi = f; }
                }
                return (lo * fHi - hi * fLo) / (fHi - fLo);
            }
            """),
        new("golden section", "a=0.7 b=1.2", """
            [Differentiable] public static double F(double a, double b)
            {
                double g = (Math.Sqrt(5) - 1) / 2, lo = -b, hi = 2 * b;
                double x1 = hi - g * (hi - lo), x2 = lo + g * (hi - lo);
                double f1 = Cost(x1, a), f2 = Cost(x2, a);
                while (hi - lo > 0.3)
                {
                    if (f1 < f2) { hi = x2; x2 = x1; f2 = f1; x1 = hi - g * (hi - lo); f1 = Cost(x1, a); }
                    else { lo = x1; x1 = x2; f1 = f2; x2 = lo + g * (hi - lo); f2 = Cost(x2, a); }
                }
                return f1 * f2;
            }
            static double Cost(double x, double a) => (x - a) * (x - a) + 0.1 * Math.Exp(x);
            """),
        new("gradient descent with halved steps", "x:2", """
            [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            {
                double p = x[0], q = x[1], f = p * p + 3 * q * q + u * p * q;
                int k = 0;
                while (k++ < 6)
                {
                    double gp = 2 * p + u * q, gq = 6 * q + u * p, t = 1, next;
                    int halvings = 0;
                    do
                    {
                        double y = p - t * gp, z = q - t * gq;
                        next = y * y + 3 * z * z + u * y * z;
                        if (next < f) break;
                        t /= 2;
                    } while (++halvings < 10);
                    p -= t * gp; q -= t * gq; f = next;
                }
                return f + p;
            }
            """),
        new("Levenberg–Marquardt that accepts or rejects", "t:5 y:5", """
            [Differentiable] public static double F(double[] t, double[] y)
            {
                double a = 0.5, b = 0.2, lambda = 0.1, cost = Sum(t, y, a, b);
                for (int k = 0; k < 6; k++)
                {
                    double jj = lambda, jk = 0, kk = lambda, gj = 0, gk = 0;
                    for (int i = 0; i < t.Length; i++)
                    {
                        double e = Math.Exp(b * t[i]), r = y[i] - a * e, dk = a * t[i] * e;
                        jj += e * e; jk += e * dk; kk += dk * dk; gj += e * r; gk += dk * r;
                    }
                    double det = jj * kk - jk * jk, na = a + (kk * gj - jk * gk) / det, nb = b + (jj * gk - jk * gj) / det;
                    double trial = Sum(t, y, na, nb);
                    if (trial >= cost) { lambda *= 10; continue; }
                    (a, b, cost, lambda) = (na, nb, trial, lambda / 3);
                }
                return cost + a * b;
            }
            static double Sum(double[] t, double[] y, double a, double b)
            { double s = 0; for (int i = 0; i < t.Length; i++) { double r = y[i] - a * Math.Exp(b * t[i]); s += r * r; } return s; }
            """),
        new("Kepler's equation", "m=0.8 e=0.3", """
            [Differentiable] public static double F(double m, double e)
            {
                double x = e < 0.8 ? m : Math.PI, delta;
                do { delta = (x - e * Math.Sin(x) - m) / (1 - e * Math.Cos(x)); x -= delta; } while (Math.Abs(delta) > 1e-12);
                return 2 * Math.Atan(Math.Sqrt((1 + e) / (1 - e)) * Math.Tan(x / 2));
            }
            """),
        new("adaptive Simpson with an explicit stack", "a=1.3 b=0.7", """
            [Differentiable] public static double F(double a, double b)
            {
                double[] left = new double[40], right = new double[40];
                int top = 0;
                left[top] = 0; right[top] = 1 + b; top++;
                double sum = 0;
                while (top > 0)
                {
                    top--;
                    double l = left[top], r = right[top], m = 0.5 * (l + r), h = r - l;
                    double fl = f(l), fm = f(m), fr = f(r), whole = h / 6 * (fl + 4 * fm + fr);
                    double halves = h / 12 * (fl + 4 * f(0.5 * (l + m)) + 2 * fm + 4 * f(0.5 * (m + r)) + fr);
                    if (Math.Abs(halves - whole) < 1e-3) { sum += halves + (halves - whole) / 15; continue; }
                    left[top] = l; right[top] = m; top++;
                    left[top] = m; right[top] = r; top++;
                }
                return sum;
                double f(double x) => Math.Exp(a * x) * Math.Sin(5 * x);
            }
            """),
        new("Romberg's table", "a=0.9 b=1.4", """
            [Differentiable] public static double F(double a, double b)
            {
                Span<double> row = stackalloc double[6];
                double h = b;
                row[0] = 0.5 * h * (G(0, a) + G(b, a));
                int n = 1;
                for (int k = 1; k < 6; k++)
                {
                    double s = 0;
                    for (int i = 0; i < n; i++) s += G((i + 0.5) * h, a);
                    double current = 0.5 * (row[0] + h * s), factor = 1;
                    h /= 2; n <<= 1;
                    for (int j = 0; j < k; j++)
                    {
                        factor *= 4;
                        double better = current + (current - row[j]) / (factor - 1);
                        row[j] = current;
                        current = better;
                    }
                    row[k] = current;
                    if (Math.Abs(row[k] - row[k - 1]) < 1e-13) return row[k];
                }
                return row[5];
            }
            static double G(double x, double a) => 1 / (1 + a * x * x);
            """),
        new("a continued fraction by Lentz", "a=1.6 x=2.1", """
            [Differentiable] public static double F(double a, double x)
            {
                const double tiny = 1e-30;
                double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
                for (int i = 1; i <= 200; i++)
                {
                    double an = -i * (i - a);
                    b += 2;
                    d = an * d + b;
                    if (Math.Abs(d) < tiny) d = tiny;
                    c = b + an / c;
                    if (Math.Abs(c) < tiny) c = tiny;
                    d = 1 / d;
                    double delta = d * c;
                    h *= delta;
                    if (Math.Abs(delta - 1) < 1e-15) break;
                }
                return Math.Exp(-x + a * Math.Log(x)) * h;
            }
            """),
        new("a series until its terms vanish", "a=1.6 x=1.1", """
            [Differentiable] public static double F(double a, double x)
            {
                double term = 1 / a, sum = term, n = a;
                for (;;)
                {
                    n++;
                    term *= x / n;
                    sum += term;
                    if (Math.Abs(term) < Math.Abs(sum) * 1e-17) return sum * Math.Exp(-x + a * Math.Log(x));
                }
            }
            """),
        new("the arithmetic–geometric mean", "a=1.3 b=0.6", """
            [Differentiable] public static double F(double a, double b)
            { while (Math.Abs(a - b) > 1e-12) (a, b) = (0.5 * (a + b), Math.Sqrt(a * b)); return Math.PI / (2 * a); }
            """),
        new("the arithmetic–geometric mean, taped within bounds", "a=1.3 b=0.6", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double b)
            { for (int k = 0; k < 20; k++) { if (Math.Abs(a - b) < 1e-12) break; (a, b) = (0.5 * (a + b), Math.Sqrt(a * b)); } return Math.PI / (2 * a); }
            """),
        new("Bessel functions by Miller's recurrence", "x=1.7 n=3", """
            [Differentiable] public static double F(double x, int n)
            {
                int m = 2 * ((n + 24) / 2);
                double above = 0, here = 1e-30, sum = 0, wanted = 0;
                bool even = false;
                for (int j = m; j > 0; j--)
                {
                    double below = j * (2 / x) * here - above;
                    above = here;
                    here = below;
                    if (Math.Abs(here) > 1e10) { here *= 1e-10; above *= 1e-10; wanted *= 1e-10; sum *= 1e-10; }
                    if (even) sum += here;
                    even = !even;
                    if (j == n) wanted = above;
                }
                sum = 2 * sum - here;
                return wanted / sum;
            }
            """),
        new("Horner with its derivative, Newton-polished", "c:4+", """
            [Differentiable] public static double F(ReadOnlySpan<double> c, double x0)
            {
                double x = 2 + 0.1 * x0;
                int steps = 5;
                while (steps-- > 0)
                {
                    double p = c[^1], d = 0;
                    for (int i = c.Length - 2; i >= 0; i--) { d = d * x + p; p = p * x + c[i]; }
                    if (p == 0) break;
                    x -= 0.5 * p / d;
                }
                return x;
            }
            """),
        new("Legendre nodes by Newton in a quadrature", "a=0.8", """
            [Differentiable] public static double F(double a)
            {
                const int n = 4;
                double integral = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5)), last, slope;
                    do
                    {
                        double p1 = 1, p2 = 0;
                        for (int j = 0; j < n; j++) { double p3 = p2; p2 = p1; p1 = ((2 * j + 1) * z * p2 - j * p3) / (j + 1); }
                        slope = n * (z * p1 - p2) / (z * z - 1);
                        last = z;
                        z -= p1 / slope;
                    } while (Math.Abs(z - last) > 1e-14);
                    integral += 2 / ((1 - z * z) * slope * slope) * Math.Exp(a * z);
                }
                return integral;
            }
            """),
        new("Aitken's acceleration of a fixed point", "a=0.6", """
            [Differentiable] public static double F(double a)
            {
                double x = 0.2;
                for (int k = 0; k < 12; k++)
                {
                    double y = Math.Cos(a * x), z = Math.Cos(a * y), d = z - 2 * y + x;
                    if (Math.Abs(d) < 1e-7) { x = z; break; }
                    x -= (y - x) * (y - x) / d;
                }
                return x * a;
            }
            """),
        new("a cube root in float until it stands", "a=2.5", """
            [Differentiable] public static float F(float a)
            { float x = a, last; int n = 0; do { last = x; x = (2f * x + a / (x * x)) / 3f; } while (MathF.Abs(x - last) > 1e-4f && ++n < 30); return x * a; }
            """) { IsSingle = true },
        new("a generic Newton iteration", "a=2.5", """
            [Differentiable] public static T F<T>(T a) where T : IFloatingPointIeee754<T>
            {
                T x = a, half = T.One / (T.One + T.One);
                while (T.Abs(x * x - a) > T.CreateChecked(1e-11)) x = half * (x + a / x);
                return x * T.Exp(a);
            }
            """) { TypeArguments = "<double>" },
        new("a generic series with break", "x:4", """
            [Differentiable] public static T F<T>(ReadOnlySpan<T> x, T u) where T : IFloatingPointIeee754<T>
            {
                T sum = T.Zero, power = T.One;
                for (int i = 0; i < x.Length; i++) { power *= u; sum += x[i] * power; if (T.Abs(power) < T.CreateChecked(0.01)) break; }
                return sum * sum;
            }
            """) { TypeArguments = "<double>" },
    ];
}
