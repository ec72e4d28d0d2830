namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Integration in time, filters, dynamic programming, finance and signal processing.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Dynamics =>
    [
        new("Runge–Kutta with step control that rejects", "k=1.3 y0=0.8", """
            [Differentiable] public static double F(double k, double y0)
            {
                double t = 0, y = y0, h = 0.9;
                int rejected = 0;
                while (t < 2)
                {
                    if (t + h > 2) h = 2 - t;
                    double k1 = Slope(t, y, k), k2 = Slope(t + h / 2, y + h / 2 * k1, k), k3 = Slope(t + 0.75 * h, y + 0.75 * h * k2, k);
                    double next = y + h / 9 * (2 * k1 + 3 * k2 + 4 * k3), k4 = Slope(t + h, next, k);
                    double error = Math.Abs(h * (-5.0 / 72 * k1 + k2 / 12 + k3 / 9 - k4 / 8));
                    if (error > 1e-3) { h *= 0.5; rejected++; continue; }
                    t += h;
                    y = next;
                    if (error < 2e-4) h *= 1.5;
                }
                return y * y + rejected;
            }
            static double Slope(double t, double y, double k) => -k * y * y + Math.Sin(3 * t);
            """),
        new("a system by Runge–Kutta with scratch", "x:3", """
            [Differentiable] public static void F(Span<double> x, double sigma, double rho, double beta)
            {
                Span<double> k = stackalloc double[3], y = stackalloc double[3], sum = stackalloc double[3];
                int step = 0;
                while (step < 4)
                {
                    sum.Clear();
                    for (int stage = 0; stage < 4; stage++)
                    {
                        double c = stage switch { 0 => 0, 3 => 0.05, _ => 0.025 };
                        for (int i = 0; i < 3; i++) y[i] = stage == 0 ? x[i] : x[i] + c * k[i];
                        k[0] = sigma * (y[1] - y[0]);
                        k[1] = y[0] * (rho - y[2]) - y[1];
                        k[2] = y[0] * y[1] - beta * y[2];
                        double w = stage is 1 or 2 ? 2 : 1;
                        for (int i = 0; i < 3; i++) sum[i] += w * k[i];
                    }
                    for (int i = 0; i < 3; i++) x[i] += 0.05 / 6 * sum[i];
                    step++;
                }
            }
            """),
        new("leapfrog of three bodies", "p:3x2 v:3x2 m:3+", """
            [Differentiable] public static double F(double[,] p, double[,] v, double[] m)
            {
                int n = m.Length;
                double[,] x = (double[,])p.Clone(), w = (double[,])v.Clone(), a = new double[n, 2];
                const double h = 0.05;
                for (int step = 0; step <= 3; step++)
                {
                    for (int i = 0; i < n; i++) { a[i, 0] = 0; a[i, 1] = 0; }
                    for (int i = 0; i < n; i++)
                        for (int j = i + 1; j < n; j++)
                        {
                            double dx = x[j, 0] - x[i, 0], dy = x[j, 1] - x[i, 1], r2 = dx * dx + dy * dy + 0.1, r3 = r2 * Math.Sqrt(r2);
                            a[i, 0] += m[j] * dx / r3; a[i, 1] += m[j] * dy / r3;
                            a[j, 0] -= m[i] * dx / r3; a[j, 1] -= m[i] * dy / r3;
                        }
                    double half = step is 0 or 3 ? h / 2 : h;
                    for (int i = 0; i < n; i++) for (int d = 0; d < 2; d++) w[i, d] += half * a[i, d];
                    if (step == 3) break;
                    for (int i = 0; i < n; i++) for (int d = 0; d < 2; d++) x[i, d] += h * w[i, d];
                }
                double energy = 0;
                for (int i = 0; i < n; i++) energy += 0.5 * m[i] * (w[i, 0] * w[i, 0] + w[i, 1] * w[i, 1]);
                return energy;
            }
            """),
        new("Heun with an event that returns", "g=1.9 v0=1.2", """
            [Differentiable] public static (double Time, double Speed) F(double g, double v0)
            {
                double t = 0, y = 1, v = v0;
                const double h = 0.1;
                while (t < 10)
                {
                    double ay = -g - 0.2 * v * Math.Abs(v), vNext = v + h * ay, an = -g - 0.2 * vNext * Math.Abs(vNext);
                    double yNext = y + h / 2 * (v + vNext), vEnd = v + h / 2 * (ay + an);
                    if (yNext < 0) { double f = y / (y - yNext); return (t + f * h, v + f * (vEnd - v)); }
                    y = yNext; v = vEnd; t += h;
                }
                return (t, v);
            }
            """),
        new("a ball that bounces until it is slow", "e=0.7 v0=2.1", """
            [Differentiable] public static double F(double e, double v0)
            { double v = v0, time = 0; for (int bounce = 0; bounce < 100; bounce++) { time += 2 * v / 9.81; v *= e; if (v < 0.2) break; } return time * v; }
            """),
        new("diffusion between two buffers", "u:6:inout", """
            [Differentiable] public static void F(Span<double> u, double d)
            {
                Span<double> next = stackalloc double[u.Length];
                double t = 0, dt = 0.2;
                do
                {
                    for (int i = 0; i < u.Length; i++)
                    {
                        double left = i > 0 ? u[i - 1] : 0, right = i < u.Length - 1 ? u[i + 1] : 0;
                        next[i] = u[i] + dt * d * (left - 2 * u[i] + right) + dt * u[i] * (1 - u[i]);
                    }
                    next.CopyTo(u);
                    t += dt;
                } while (t < 0.7);
            }
            """),
        new("advection with a step that the speed decides", "u:5+", """
            [Differentiable] public static double F(ReadOnlySpan<double> u)
            {
                Span<double> w = stackalloc double[u.Length];
                u.CopyTo(w);
                double t = 0;
                while (t < 0.9)
                {
                    double fastest = 0;
                    foreach (double v in w) fastest = Math.Max(fastest, Math.Abs(v));
                    double dt = Math.Min(0.5 / fastest, 1 - t), before = w[^1];
                    for (int i = 0; i < w.Length; i++) { double here = w[i]; w[i] = here - dt * here * (here - before); before = here; }
                    t += dt;
                }
                return w[0] * w[1] + w[^1];
            }
            """),
        new("a PID controller with saturation and anti-windup", "kp=2.5 ki=0.8 kd=0.1 target=1.4", """
            [Differentiable] public static double F(double kp, double ki, double kd, double target)
            {
                double x = 0, v = 0, integral = 0, previous = target, cost = 0;
                const double dt = 0.1;
                for (double t = 0; t < 1.95; t += dt)
                {
                    double error = target - x, u = kp * error + ki * integral + kd * (error - previous) / dt;
                    bool saturated = true;
                    if (u > 2) u = 2; else if (u < -2) u = -2; else saturated = false;
                    if (!saturated) integral += error * dt;
                    previous = error;
                    v += dt * (u - 0.5 * v); x += dt * v;
                    cost += dt * error * error;
                }
                return cost;
            }
            """),
        new("ray marching until it hits", "ox=0.3 oy=0.2 dx=0.15 r=0.8", """
            [Differentiable] public static double F(double ox, double oy, double dx, double r)
            {
                double t = 0, length = Math.Sqrt(1 + dx * dx + 0.01);
                for (int i = 0; i < 64; i++)
                {
                    double x = ox + t * dx / length, y = oy + t * 0.1 / length, z = -3 + t / length;
                    double d = Math.Sqrt(x * x + y * y + z * z) - r, plane = y + 1;
                    if (plane < d) d = plane;
                    if (d < 1e-13) return t * z;
                    t += d;
                    if (t > 10) break;
                }
                return 0.5 * t;
            }
            """),
    ];
}
