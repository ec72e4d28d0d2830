namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Linear algebra that converges: relaxations, Krylov spaces, eigenvalues, series.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> MatrixIterations =>
    [
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
