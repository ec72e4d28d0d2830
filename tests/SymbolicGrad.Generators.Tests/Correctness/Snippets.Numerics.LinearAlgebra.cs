namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Systems, factorisations and eigenvalues.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> LinearAlgebra =>
    [
        new("Gauss elimination with partial pivoting", "a:3x3 b:3", """
            [Differentiable] public static double F(double[,] a, double[] b)
            {
                int n = b.Length;
                double[,] m = (double[,])a.Clone();
                double[] x = (double[])b.Clone();
                for (int k = 0; k < n; k++)
                {
                    int p = k;
                    for (int i = k + 1; i < n; i++) if (Math.Abs(m[i, k]) > Math.Abs(m[p, k])) p = i;
                    if (p != k)
                    {
                        for (int j = k; j < n; j++) { double t = m[k, j]; m[k, j] = m[p, j]; m[p, j] = t; }
                        (x[k], x[p]) = (x[p], x[k]);
                    }
                    for (int i = k + 1; i < n; i++)
                    {
                        double f = m[i, k] / m[k, k];
                        for (int j = k; j < n; j++) m[i, j] -= f * m[k, j];
                        x[i] -= f * x[k];
                    }
                }
                for (int i = n - 1; i >= 0; i--)
                {
                    double s = x[i];
                    for (int j = i + 1; j < n; j++) s -= m[i, j] * x[j];
                    x[i] = s / m[i, i];
                }
                return x[0] * x[1] + Math.Sin(x[2]);
            }
            """),
        new("a determinant by elimination that returns when singular", "a:3x3", """
            [Differentiable] public static double F(double[,] a)
            {
                int n = a.GetLength(0);
                double[,] m = new double[n, n];
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) m[i, j] = a[i, j];
                double det = 1;
                int k = 0;
                while (k < n)
                {
                    int p = k, i = k + 1;
                    while (i < n) { if (Math.Abs(m[i, k]) > Math.Abs(m[p, k])) p = i; ++i; }
                    if (Math.Abs(m[p, k]) < 1e-12) return 0;
                    if (p != k) { det = -det; for (int j = 0; j < n; j++) (m[k, j], m[p, j]) = (m[p, j], m[k, j]); }
                    det *= m[k, k];
                    for (i = k + 1; i < n; i++)
                        for (int j = n - 1; j >= k; j--)
                            m[i, j] -= m[i, k] / m[k, k] * m[k, j];
                    k++;
                }
                return det;
            }
            """),
        new("Cholesky with a solve and a log-determinant", "a:3x3 b:3", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> a, ReadOnlySpan<double> b)
            {
                int n = b.Length;
                double[,] l = new double[n, n];
                double logDet = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double s = i == j ? 1.0 : 0.0;
                        for (int k = 0; k < n; k++) s += a[i, k] * a[j, k];
                        for (int k = 0; k < j; k++) s -= l[i, k] * l[j, k];
                        if (i == j) { if (s <= 0) return double.PositiveInfinity; l[i, i] = Math.Sqrt(s); logDet += 2 * Math.Log(l[i, i]); }
                        else l[i, j] = s / l[j, j];
                    }
                }
                Span<double> y = stackalloc double[n];
                double q = 0;
                for (int i = 0; i < n; i++)
                {
                    y[i] = b[i];
                    for (int k = 0; k < i; k++) y[i] -= l[i, k] * y[k];
                    y[i] /= l[i, i];
                    q += y[i] * y[i];
                }
                return -0.5 * (q + logDet);
            }
            """),
        new("LU with a permutation", "a:3x3 b:3 x:3:out", """
            [Differentiable] public static void F(double[,] a, ReadOnlySpan<double> b, [Output] Span<double> x)
            {
                int n = b.Length;
                Span<int> p = stackalloc int[n];
                double[,] lu = new double[n, n];
                for (int i = 0; i < n; i++) { p[i] = i; for (int j = 0; j < n; j++) lu[i, j] = a[i, j]; }
                for (int k = 0; k < n; k++)
                {
                    int best = k;
                    for (int i = k + 1; i < n; i++) if (Math.Abs(lu[p[i], k]) > Math.Abs(lu[p[best], k])) best = i;
                    (p[k], p[best]) = (p[best], p[k]);
                    for (int i = k + 1; i < n; i++)
                    {
                        lu[p[i], k] /= lu[p[k], k];
                        for (int j = k + 1; j < n; j++) lu[p[i], j] -= lu[p[i], k] * lu[p[k], j];
                    }
                }
                for (int i = 0; i < n; i++) { double s = b[p[i]]; for (int j = 0; j < i; j++) s -= lu[p[i], j] * x[j]; x[i] = s; }
                for (int i = n; i-- > 0;) { double s = x[i]; for (int j = i + 1; j < n; j++) s -= lu[p[i], j] * x[j]; x[i] = s / lu[p[i], i]; }
            }
            """),
        new("QR by Givens rotations", "a:3x3 r:3x3:out", """
            [Differentiable] public static void F(double[,] a, [Output] double[,] r)
            {
                int n = a.GetLength(0), m = a.GetLength(1);
                for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) r[i, j] = a[i, j];
                for (int j = 0; j < m; j++)
                {
                    for (int i = n - 1; i > j; i--)
                    {
                        if (r[i, j] == 0) continue;
                        double h = Math.Sqrt(r[j, j] * r[j, j] + r[i, j] * r[i, j]), c = r[j, j] / h, s = r[i, j] / h;
                        for (int k = j; k < m; k++) (r[j, k], r[i, k]) = (c * r[j, k] + s * r[i, k], c * r[i, k] - s * r[j, k]);
                    }
                }
            }
            """),
        new("QR by Householder reflections in place", "a:4x3 b:4", """
            [Differentiable] public static double F(Span2D<double> a, Span<double> b)
            {
                int m = a.Height, n = a.Width;
                for (int k = 0; k < n; k++)
                {
                    double norm = 0;
                    for (int i = k; i < m; i++) norm += a[i, k] * a[i, k];
                    norm = Math.Sqrt(norm);
                    if (norm < 1e-14) break;
                    double alpha = a[k, k] > 0 ? -norm : norm;
                    Span<double> v = stackalloc double[m];
                    for (int i = k; i < m; i++) v[i] = a[i, k];
                    v[k] -= alpha;
                    double vv = 0;
                    for (int i = k; i < m; i++) vv += v[i] * v[i];
                    for (int j = k; j < n; j++)
                    {
                        double t = 0;
                        for (int i = k; i < m; i++) t += v[i] * a[i, j];
                        t *= 2 / vv;
                        for (int i = k; i < m; i++) a[i, j] -= t * v[i];
                    }
                    double u = 0;
                    for (int i = k; i < m; i++) u += v[i] * b[i];
                    for (int i = k; i < m; i++) b[i] -= 2 * u / vv * v[i];
                }
                double residual = 0;
                for (int i = n; i < m; i++) residual += b[i] * b[i];
                return residual;
            }
            """),
        new("Gauss–Seidel until converged", "a:3x3 b:3", """
            [Differentiable] public static double F(double[,] a, double[] b)
            {
                int n = b.Length;
                Span<double> x = stackalloc double[n];
                x.Clear();
                double change;
                do
                {
                    change = 0;
                    for (int i = 0; i < n; i++)
                    {
                        double s = b[i];
                        for (int j = 0; j < n; j++) if (j != i) s -= a[i, j] * x[j];
                        double next = s / (4 + a[i, i]);
                        change = Math.Max(change, Math.Abs(next - x[i]));
                        x[i] = next;
                    }
                } while (change > 1e-13);
                double sum = 0;
                foreach (double v in x) sum += v * v * v;
                return sum;
            }
            """),
        new("Jacobi sweeps between two buffers", "a:3x3 b:3 x:3:out", """
            [Differentiable] public static void F(double[,] a, double[] b, [Output] double[] x)
            {
                int n = b.Length, sweeps = 0;
                double[] next = new double[n];
                for (int i = 0; i < n; i++) x[i] = 0;
                while (true)
                {
                    double error = 0;
                    for (int i = 0; i < n; i++)
                    {
                        double s = b[i];
                        for (int j = 0; j < n; j++) { if (i == j) continue; s -= a[i, j] * x[j]; }
                        next[i] = s / (5 + a[i, i]);
                        error += Math.Abs(next[i] - x[i]);
                    }
                    Array.Copy(next, x, n);
                    if (error < 1e-13 || ++sweeps >= 60) break;
                }
            }
            """),
        new("successive over-relaxation on a grid", "g:5 w=1.3", """
            [Differentiable] public static double F(ReadOnlySpan<double> g, double w)
            {
                int n = g.Length;
                Span<double> u = stackalloc double[n + 2];
                u.Clear();
                for (int sweep = 0; ; sweep++)
                {
                    double worst = 0;
                    for (int i = 1; i <= n; i++)
                    {
                        double d = w * (0.5 * (u[i - 1] + u[i + 1] + 0.1 * g[i - 1]) - u[i]);
                        u[i] += d;
                        if (Math.Abs(d) > worst) worst = Math.Abs(d);
                    }
                    if (worst < 1e-14 || sweep == 12) break;
                }
                return u[n / 2] * u[1];
            }
            """),
        new("conjugate gradients", "a:3x3 b:3", """
            [Differentiable] public static double F(double[,] a, double[] b)
            {
                int n = b.Length;
                double[] x = new double[n], r = new double[n], p = new double[n], ap = new double[n];
                double rr = 0;
                for (int i = 0; i < n; i++) { r[i] = b[i]; p[i] = b[i]; rr += b[i] * b[i]; }
                for (int iteration = 0; iteration < n; iteration++)
                {
                    if (Math.Sqrt(rr) < 1e-9) break;
                    double pap = 0;
                    for (int i = 0; i < n; i++)
                    {
                        ap[i] = 2 * p[i];
                        for (int j = 0; j < n; j++) ap[i] += 0.5 * (a[i, j] + a[j, i]) * p[j] * 0.3;
                        pap += p[i] * ap[i];
                    }
                    double alpha = rr / pap, next = 0;
                    for (int i = 0; i < n; i++) { x[i] += alpha * p[i]; r[i] -= alpha * ap[i]; next += r[i] * r[i]; }
                    double beta = next / rr;
                    rr = next;
                    for (int i = 0; i < n; i++) p[i] = r[i] + beta * p[i];
                }
                return x[0] + 2 * x[1] * x[2];
            }
            """),
        new("power iteration with a Rayleigh quotient", "a:3x3", """
            [Differentiable] public static double F(double[,] a)
            {
                int n = a.GetLength(0);
                Span<double> v = stackalloc double[n], w = stackalloc double[n];
                v.Fill(1);
                double eigenvalue = 0, last;
                do
                {
                    last = eigenvalue;
                    double norm = 0;
                    for (int i = 0; i < n; i++)
                    {
                        w[i] = 3 * v[i];
                        for (int j = 0; j < n; j++) w[i] += 0.5 * (a[i, j] + a[j, i]) * v[j];
                        norm += w[i] * w[i];
                    }
                    norm = Math.Sqrt(norm);
                    eigenvalue = 0;
                    for (int i = 0; i < n; i++) { eigenvalue += v[i] * w[i]; }
                    double vv = 0;
                    for (int i = 0; i < n; i++) vv += v[i] * v[i];
                    eigenvalue /= vv;
                    for (int i = 0; i < n; i++) v[i] = w[i] / norm;
                } while (Math.Abs(eigenvalue - last) > 1e-14);
                return eigenvalue;
            }
            """),
        new("cyclic Jacobi rotations for eigenvalues", "a:3x3", """
            [Differentiable] public static double F(double[,] a)
            {
                const int n = 3;
                double[,] m = new double[n, n];
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) m[i, j] = 0.5 * (a[i, j] + a[j, i]) + (i == j ? i : 0);
                for (int sweep = 0; sweep < 6; sweep++)
                {
                    double off = m[0, 1] * m[0, 1] + m[0, 2] * m[0, 2] + m[1, 2] * m[1, 2];
                    if (off < 1e-22) break;
                    for (int p = 0; p < n - 1; p++)
                    {
                        for (int q = p + 1; q < n; q++)
                        {
                            if (Math.Abs(m[p, q]) < 1e-300) continue;
                            double theta = (m[q, q] - m[p, p]) / (2 * m[p, q]);
                            double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                            double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
                            for (int k = 0; k < n; k++) { double x = m[k, p], y = m[k, q]; m[k, p] = c * x - s * y; m[k, q] = s * x + c * y; }
                            for (int k = 0; k < n; k++) { double x = m[p, k], y = m[q, k]; m[p, k] = c * x - s * y; m[q, k] = s * x + c * y; }
                        }
                    }
                }
                return m[0, 0] * m[1, 1] + 2 * m[2, 2];
            }
            """),
        new("Levinson's recursion", "r:3+ y:4", """
            [Differentiable] public static double F(double[] r, double[] y)
            {
                int n = y.Length;
                double[] f = new double[n], x = new double[n], old = new double[n];
                double error = 2.5;
                x[0] = y[0] / error;
                for (int m = 1; m < n; m++)
                {
                    double k = r[m - 1];
                    for (int j = 1; j < m; j++) k -= f[j] * r[m - j - 1];
                    k /= error;
                    f.CopyTo(old, 0);
                    f[m] = k;
                    for (int j = 1; j < m; j++) f[j] = old[j] - k * old[m - j];
                    error *= 1 - k * k;
                    double q = y[m];
                    for (int j = 0; j < m; j++) q -= x[j] * r[m - j - 1];
                    q /= error;
                    x[m] = q;
                    for (int j = 0; j < m; j++) x[j] -= q * f[m - j];
                }
                return x[0] + x[1] * x[2] - x[3];
            }
            """),
        new("Thomas's tridiagonal solve of a spline", "t:5+ y:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> t, ReadOnlySpan<double> y, double at)
            {
                int n = y.Length;
                Span<double> x = stackalloc double[n], c = stackalloc double[n], m = stackalloc double[n];
                x[0] = 0;
                int i = 1;
                while (i < n) { x[i] = x[i - 1] + t[i]; i++; }
                c[0] = 0; m[0] = 0;
                for (i = 1; i < n - 1; i++)
                {
                    double h = x[i] - x[i - 1], k = x[i + 1] - x[i], p = 2 * (h + k) - h * c[i - 1];
                    c[i] = k / p;
                    m[i] = (6 * ((y[i + 1] - y[i]) / k - (y[i] - y[i - 1]) / h) - h * m[i - 1]) / p;
                }
                m[n - 1] = 0;
                for (i = n - 2; i > 0; i--) m[i] -= c[i] * m[i + 1];
                double s = 1.3 + 0.2 * at;
                int left = 0, right = n - 1;
                while (right - left > 1) { int mid = (left + right) >> 1; if (x[mid] > s) right = mid; else left = mid; }
                double width = x[right] - x[left], a = (x[right] - s) / width, b = 1 - a;
                return a * y[left] + b * y[right] + ((a * a * a - a) * m[left] + (b * b * b - b) * m[right]) * width * width / 6;
            }
            """),
        new("Gram–Schmidt that skips dependent rows", "a:3x4", """
            [Differentiable] public static double F(double[,] a)
            {
                int rows = a.GetLength(0), n = a.GetLength(1), rank = 0;
                double[,] q = new double[rows, n];
                double volume = 1;
                for (int i = 0; i < rows; i++)
                {
                    for (int k = 0; k < n; k++) q[rank, k] = a[i, k];
                    for (int j = 0; j < rank; j++)
                    {
                        double d = 0;
                        for (int k = 0; k < n; k++) d += q[j, k] * q[rank, k];
                        for (int k = 0; k < n; k++) q[rank, k] -= d * q[j, k];
                    }
                    double norm = 0;
                    for (int k = 0; k < n; k++) norm += q[rank, k] * q[rank, k];
                    norm = Math.Sqrt(norm);
                    if (norm < 1e-10) continue;
                    volume *= norm;
                    for (int k = 0; k < n; k++) q[rank, k] /= norm;
                    rank++;
                }
                return volume + q[2, 0];
            }
            """),
        new("a matrix exponential by its series", "a:2x2", """
            [Differentiable] public static double F(double[,] a)
            {
                double[,] sum = { { 1, 0 }, { 0, 1 } }, term = { { 1, 0 }, { 0, 1 } };
                double[,] next = new double[2, 2];
                for (int k = 1; ; k++)
                {
                    double size = 0;
                    for (int i = 0; i < 2; i++)
                        for (int j = 0; j < 2; j++)
                        {
                            next[i, j] = (term[i, 0] * a[0, j] + term[i, 1] * a[1, j]) / k;
                            size += Math.Abs(next[i, j]);
                        }
                    for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) { term[i, j] = next[i, j]; sum[i, j] += next[i, j]; }
                    if (size < 1e-17) return sum[0, 0] * sum[1, 1] - sum[0, 1];
                }
            }
            """),
        new("a sparse product in compressed rows", "v:6 x:4 rows={0,2,2,5,6} cols={0,3,1,2,3,0} y:4:out", """
            [Differentiable] public static void F(ReadOnlySpan<double> v, ReadOnlySpan<double> x, int[] rows, int[] cols, [Output] Span<double> y)
            {
                int k = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    double s = 0;
                    while (k < rows[i + 1]) { s += v[k] * x[cols[k]]; k++; }
                    y[i] = Math.Tanh(s) + s * s;
                }
            }
            """),
    ];
}
