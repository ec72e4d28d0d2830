namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What runs along data: filters, hidden states, transforms, alignments, recurrent networks.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Sequences =>
    [
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
    ];
}
