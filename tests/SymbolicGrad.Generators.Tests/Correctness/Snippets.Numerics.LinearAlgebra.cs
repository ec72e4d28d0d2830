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
    ];
}
