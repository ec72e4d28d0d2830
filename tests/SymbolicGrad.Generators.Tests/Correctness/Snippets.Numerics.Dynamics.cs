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
        new("a Kalman filter that skips missing data", "z:6 seen={1,1,0,1,0,1} q=0.3 r=0.5", """
            [Differentiable] public static double F(ReadOnlySpan<double> z, int[] seen, double q, double r)
            {
                double x = 0, v = 0, pxx = 1, pxv = 0, pvv = 1, logLikelihood = 0;
                for (int t = 0; t < z.Length; t++)
                {
                    x += v;
                    pxx += 2 * pxv + pvv + q; pxv += pvv; pvv += q;
                    if (seen[t] == 0) continue;
                    double s = pxx + r, innovation = z[t] - x, kx = pxx / s, kv = pxv / s;
                    x += kx * innovation; v += kv * innovation;
                    (pxx, pxv, pvv) = ((1 - kx) * pxx, (1 - kx) * pxv, pvv - kv * pxv);
                    logLikelihood -= 0.5 * (Math.Log(s) + innovation * innovation / s);
                }
                return logLikelihood;
            }
            """),
        new("Viterbi with back pointers", "e:4x3 a:3x3", """
            [Differentiable] public static double F(double[,] e, double[,] a)
            {
                int steps = e.GetLength(0), n = e.GetLength(1);
                double[,] score = new double[steps, n];
                int[,] from = new int[steps, n];
                for (int s = 0; s < n; s++) score[0, s] = e[0, s];
                for (int t = 1; t < steps; t++)
                    for (int s = 0; s < n; s++)
                    {
                        int best = 0;
                        for (int p = 1; p < n; p++) if (score[t - 1, p] + a[p, s] > score[t - 1, best] + a[best, s]) best = p;
                        from[t, s] = best;
                        score[t, s] = score[t - 1, best] + a[best, s] + e[t, s];
                    }
                int last = 0;
                for (int s = 1; s < n; s++) if (score[steps - 1, s] > score[steps - 1, last]) last = s;
                double path = score[steps - 1, last];
                for (int t = steps - 1, s = last; t > 0; t--) { int p = from[t, s]; path += 0.1 * a[p, s] * a[p, s]; s = p; }
                return path;
            }
            """),
        new("the scaled forward algorithm", "b:4x3+ a:3x3+", """
            [Differentiable] public static double F(double[,] b, double[,] a)
            {
                int steps = b.GetLength(0), n = b.GetLength(1);
                Span<double> alpha = stackalloc double[n], next = stackalloc double[n];
                double logLikelihood = 0;
                for (int t = 0; t < steps; t++)
                {
                    double c = 0;
                    for (int j = 0; j < n; j++)
                    {
                        double s = 0;
                        if (t == 0) s = 1.0 / n;
                        else for (int i = 0; i < n; i++) s += alpha[i] * a[i, j];
                        next[j] = s * b[t, j];
                        c += next[j];
                    }
                    if (c == 0) return double.NegativeInfinity;
                    for (int j = 0; j < n; j++) alpha[j] = next[j] / c;
                    logLikelihood += Math.Log(c);
                }
                return logLikelihood;
            }
            """),
        new("a Fourier transform in place", "re:8 im:8", """
            [Differentiable] public static void F(Span<double> re, Span<double> im)
            {
                int n = re.Length;
                for (int i = 1, j = 0; i < n; i++)
                {
                    int bit = n >> 1;
                    while ((j & bit) != 0) { j ^= bit; bit >>= 1; }
                    j ^= bit;
                    if (i < j) { (re[i], re[j]) = (re[j], re[i]); (im[i], im[j]) = (im[j], im[i]); }
                }
                for (int length = 2; length <= n; length <<= 1)
                {
                    double angle = -2 * Math.PI / length;
                    for (int i = 0; i < n; i += length)
                        for (int k = 0; k < length / 2; k++)
                        {
                            double c = Math.Cos(angle * k), s = Math.Sin(angle * k);
                            int p = i + k, q = p + length / 2;
                            double tr = re[q] * c - im[q] * s, ti = re[q] * s + im[q] * c;
                            re[q] = re[p] - tr; im[q] = im[p] - ti;
                            re[p] += tr; im[p] += ti;
                        }
                }
            }
            """),
        new("a Fourier transform whose while loops turn the phase", "x:8", """
            [Differentiable] public static double F(double[] x)
            {
                int n = x.Length, half = 1;
                double[] re = new double[n], im = new double[n];
                for (int i = 0; i < n; i++) { int r = 0, b = 1, v = i; while (b < n) { r = (r << 1) | (v & 1); v >>= 1; b <<= 1; } re[r] = x[i]; }
                while (half < n)
                {
                    double wr = Math.Cos(Math.PI / half), wi = -Math.Sin(Math.PI / half), ur = 1, ui = 0;
                    for (int k = 0; k < half; k++)
                    {
                        for (int p = k; p < n; p += 2 * half)
                        {
                            int q = p + half;
                            double tr = re[q] * ur - im[q] * ui, ti = re[q] * ui + im[q] * ur;
                            (re[q], im[q]) = (re[p] - tr, im[p] - ti);
                            re[p] += tr; im[p] += ti;
                        }
                        (ur, ui) = (ur * wr - ui * wi, ur * wi + ui * wr);
                    }
                    half *= 2;
                }
                double power = 0;
                for (int k = 1; k < n; k++) power += k * (re[k] * re[k] + im[k] * im[k]);
                return power;
            }
            """),
        new("Sinkhorn until the rows fit", "c:3x4+ eps=0.8", """
            [Differentiable] public static double F(double[,] c, double eps)
            {
                int n = c.GetLength(0), m = c.GetLength(1);
                double[] u = new double[n], v = new double[m];
                Array.Fill(v, 1.0);
                for (int k = 0; k < 200; k++)
                {
                    double moved = 0;
                    for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j < m; j++) s += Math.Exp(-c[i, j] / eps) * v[j]; double next = 1.0 / n / s; moved += Math.Abs(next - u[i]); u[i] = next; }
                    for (int j = 0; j < m; j++) { double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(-c[i, j] / eps) * u[i]; v[j] = 1.0 / m / s; }
                    if (moved < 1e-14) break;
                }
                double cost = 0;
                for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) cost += u[i] * Math.Exp(-c[i, j] / eps) * v[j] * c[i, j];
                return cost;
            }
            """),
        new("one step of k-means", "x:6x2 c:2x2 y:2x2:out", """
            [Differentiable] public static void F(double[,] x, double[,] c, [Output] double[,] y)
            {
                int n = x.GetLength(0), k = c.GetLength(0), d = x.GetLength(1);
                int[] count = new int[k];
                for (int j = 0; j < k; j++) for (int f = 0; f < d; f++) y[j, f] = 0.1 * c[j, f];
                for (int i = 0; i < n; i++)
                {
                    int nearest = -1; double best = double.MaxValue;
                    for (int j = 0; j < k; j++)
                    {
                        double s = 0; int f = 0;
                        for (; f < d; f++) { double t = x[i, f] - c[j, f]; s += t * t; if (s >= best) break; }
                        if (f == d) { best = s; nearest = j; }
                    }
                    count[nearest]++;
                    for (int f = 0; f < d; f++) y[nearest, f] += x[i, f];
                }
                for (int j = 0; j < k; j++) { if (count[j] == 0) continue; for (int f = 0; f < d; f++) y[j, f] /= count[j]; }
            }
            """),
        new("dynamic time warping in two rows", "x:5 y:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                int m = y.Length;
                Span<double> last = stackalloc double[m + 1], row = stackalloc double[m + 1];
                last.Fill(1e6); last[0] = 0;
                foreach (double v in x)
                {
                    row[0] = 1e6;
                    for (int j = 1; j <= m; j++) { double d = v - y[j - 1]; row[j] = d * d + Math.Min(last[j - 1], Math.Min(last[j], row[j - 1])); }
                    row.CopyTo(last);
                }
                return last[m];
            }
            """),
        new("soft edit distance", "x:4 y:3 gamma=0.4", """
            [Differentiable] public static double F(double[] x, double[] y, double gamma)
            {
                double[,] d = new double[x.Length + 1, y.Length + 1];
                for (int i = 1; i <= x.Length; i++) d[i, 0] = i;
                for (int j = 1; j <= y.Length; j++) d[0, j] = j;
                for (int i = 1; i <= x.Length; i++)
                    for (int j = 1; j <= y.Length; j++)
                    {
                        double a = d[i - 1, j] + 1, b = d[i, j - 1] + 1, c = d[i - 1, j - 1] + Math.Pow(x[i - 1] - y[j - 1], 2), low = Math.Min(a, Math.Min(b, c));
                        d[i, j] = low - gamma * Math.Log(Math.Exp((low - a) / gamma) + Math.Exp((low - b) / gamma) + Math.Exp((low - c) / gamma));
                    }
                return d[x.Length, y.Length];
            }
            """),
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
        new("an LSTM that stops when its state is small", "x:6 w:4 u:4 b:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> u, ReadOnlySpan<double> b)
            {
                double h = 0.3, c = 0.2; int steps = 0;
                for (int t = 0; t < x.Length; t++)
                {
                    double f = 1 / (1 + Math.Exp(-(w[0] * x[t] + u[0] * h + b[0]))), i = 1 / (1 + Math.Exp(-(w[1] * x[t] + u[1] * h + b[1])));
                    double o = 1 / (1 + Math.Exp(-(w[2] * x[t] + u[2] * h + b[2]))), g = Math.Tanh(w[3] * x[t] + u[3] * h + b[3]);
                    c = f * c + i * g; h = o * Math.Tanh(c); steps++;
                    if (steps > 3 && Math.Abs(h) < 0.9) break;
                }
                return h * h + c;
            }
            """),
        new("an LSTM layer over time, taped, with an early end", "xs:4x2 w:8x2 u:8x2 ends={0,0,1,0}", """
            [Differentiable(Derivatives.Taped)] public static double F(double[,] xs, double[,] w, double[,] u, int[] ends)
            {
                int n = u.GetLength(1), inputs = xs.GetLength(1);
                Span<double> h = stackalloc double[2], c = stackalloc double[2], z = stackalloc double[8];
                h.Fill(0.1); c.Fill(0.2);
                for (int t = 0; t < xs.GetLength(0); t++)
                {
                    for (int k = 0; k < 4 * n; k++)
                    {
                        z[k] = 0;
                        for (int j = 0; j < inputs; j++) z[k] += w[k, j] * xs[t, j];
                        for (int j = 0; j < n; j++) z[k] += u[k, j] * h[j];
                    }
                    for (int j = 0; j < n; j++)
                    {
                        c[j] = Activations.Sigmoid(z[j]) * c[j] + Activations.Sigmoid(z[n + j]) * Math.Tanh(z[3 * n + j]);
                        h[j] = Activations.Sigmoid(z[2 * n + j]) * Math.Tanh(c[j]);
                    }
                    if (ends[t] != 0) break;
                }
                return h[0] * h[0] + h[1] * c[0];
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
