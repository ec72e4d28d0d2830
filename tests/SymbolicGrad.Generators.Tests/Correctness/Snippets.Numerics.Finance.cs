namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Options, yields and likelihoods of returns.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Finance =>
    [
        new("a binomial tree with early exercise", "s=1.1 strike=1.2 r=0.05 sigma=0.3", """
            [Differentiable] public static double F(double s, double strike, double r, double sigma)
            {
                const int n = 6;
                double dt = 1.0 / n, u = Math.Exp(sigma * Math.Sqrt(dt)), p = (Math.Exp(r * dt) - 1 / u) / (u - 1 / u), discount = Math.Exp(-r * dt);
                double[] v = new double[n + 1];
                for (int i = 0; i <= n; i++) v[i] = Math.Max(strike - s * Math.Pow(u, 2 * i - n), 0);
                for (int step = n - 1; step >= 0; step--)
                    for (int i = 0; i <= step; i++)
                    {
                        double hold = discount * (p * v[i + 1] + (1 - p) * v[i]), exercise = strike - s * Math.Pow(u, 2 * i - step);
                        v[i] = hold > exercise ? hold : exercise;
                    }
                return v[0];
            }
            """),
        new("paths of an option knocked out by a barrier", "z:3x4 s0=1 sigma=0.2 r=0.03", """
            [Differentiable] public static double F([NoGradient] double[,] z, double s0, double sigma, double r)
            {
                double sum = 0;
                int paths = z.GetLength(0), steps = z.GetLength(1);
                for (int path = 0; path < paths; path++)
                {
                    double s = s0; bool alive = true;
                    for (int t = 0; t < steps; t++)
                    {
                        s *= Math.Exp((r - 0.5 * sigma * sigma) / steps + sigma / Math.Sqrt(steps) * z[path, t]);
                        if (s > 1.6) { alive = false; break; }
                    }
                    if (!alive) continue;
                    sum += Math.Log(1 + Math.Exp(5 * (s - 0.9)));
                }
                return sum / paths * Math.Exp(-r);
            }
            """),
        new("Nelson–Siegel against quoted yields", "months={6,12,24,60,120} y:5 tau=1.4", """
            [Differentiable] public static double F(double b0, double b1, double b2, double tau, int[] months, double[] y)
            {
                double error = 0; int i = 0;
                do { double x = months[i] / (12 * tau), e = Math.Exp(-x), f = (1 - e) / x, d = b0 + b1 * f + b2 * (f - e) - y[i]; error += d * d; } while (++i < months.Length);
                return error / i;
            }
            """),
        new("a yield to maturity from a price", "price=0.95 coupon=0.06", """
            [Differentiable] public static double F(double price, double coupon)
            {
                double y = coupon; const int n = 5;
                for (int k = 0; k < 30; k++)
                {
                    double v = 0, dv = 0, discount = 1;
                    for (int i = 1; i <= n; i++) { discount /= 1 + y; double c = i == n ? 1 + coupon : coupon; v += c * discount; dv -= i * c * discount / (1 + y); }
                    double step = (v - price) / dv;
                    y -= step;
                    if (Math.Abs(step) < 1e-13) return y;
                }
                return double.NaN;
            }
            """),
        new("a GARCH likelihood that stops at a bad variance", "r:6 omega=0.1 alpha=0.2 beta=0.6", """
            [Differentiable] public static double F(ReadOnlySpan<double> r, double omega, double alpha, double beta)
            {
                double h = omega / (1 - alpha - beta), sum = 0;
                foreach (double v in r) { if (!(h > 0)) return double.NegativeInfinity; sum -= 0.5 * (Math.Log(h) + v * v / h); h = omega + alpha * v * v + beta * h; }
                return sum;
            }
            """),
        new("a barrier that a random walk meets", "z:6 mu=0.4 sigma=0.5", """
            [Differentiable] public static void F(ReadOnlySpan<double> z, double mu, double sigma, out double exit)
            {
                double x = 0; int steps = 0; exit = 0;
                while (steps < z.Length)
                {
                    double dx = 0.25 * mu + 0.5 * sigma * z[steps];
                    if (Math.Abs(x + dx) > 0.6) { exit = x + (x + dx > 0 ? 0.6 - x : -0.6 - x) * dx; return; }
                    x += dx; steps++;
                }
                exit = x;
            }
            """),
    ];
}
