namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Elements that a loop reads but does not change: recorded once a loop, or read again.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Records =>
    [
        new("an element that does not change in the inner loop", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] a = new double[x.Length], b = new double[x.Length];
                double s = 0;
                for (int p = 0; p < y.Length; p++)
                {
                    for (int i = 0; i < x.Length; i++) { a[i] = Math.Sin(x[i] * y[p]); b[i] = a[i] * y[p]; }
                    for (int j = 0; j < x.Length; j++)
                        for (int i = j + 1; i < x.Length; i++)
                            b[i] += x[i] * a[j] * a[j];
                    for (int i = 0; i < x.Length; i++) s += b[i] * b[i];
                }
                return s;
            }
            """),
        new("an element that does not change, read in some iterations", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] a = new double[2];
                double s = 0;
                for (int p = 0; p < y.Length; p++)
                {
                    a[0] = Math.Sin(y[p] + s);
                    a[1] = Math.Exp(y[p] * 0.1);
                    for (int i = 0; i < x.Length; i++)
                        if (i % 3 == p) s += x[i] * a[0] * a[1] * a[0];
                }
                return s;
            }
            """),
        new("an element that changes in the inner loop, at another place than the one read", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] a = new double[5];
                a[0] = x[0];
                double s = 0;
                for (int p = 0; p < y.Length; p++)
                    for (int i = 0; i < x.Length; i++)
                    {
                        s += a[0] * a[0] * x[i];
                        a[i % 2] = Math.Sin(a[0] * x[i] + y[p]);
                    }
                return s;
            }
            """),
        new("an element that does not change in a loop that never runs, outside its array", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] a = new double[y.Length];
                double s = 0;
                for (int p = 0; p <= y.Length; p++)
                {
                    if (p < y.Length) a[p] = Math.Sin(y[p]);
                    for (int i = p; i < y.Length; i++)
                    { s += a[p] * a[p] * x[i]; }
                    for (int i = 0; i < a.Length; i++) a[i] *= 0.9;
                }
                return s;
            }
            """),
        new("the strictly lower triangle of a matrix, column by column", "x:4 l:6 y:2", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> l, ReadOnlySpan<double> y)
            {
                int d = x.Length;
                double[] a = new double[d], b = new double[d];
                double s = 0;
                for (int p = 0; p < y.Length; p++)
                {
                    for (int i = 0; i < d; i++) { a[i] = x[i] - y[p]; b[i] = a[i]; }
                    for (int j = 0; j < d; j++)
                    {
                        int column = j * (2 * d - j - 1) / 2 - (j + 1);
                        for (int i = j + 1; i < d; i++) b[i] += l[column + i] * a[j];
                    }
                    for (int i = 0; i < d; i++) s += b[i] * b[i];
                }
                return s;
            }
            """),
        new("the nearest of several points", "x:4x2 y:3x2", """
            [Differentiable(Derivatives.Taped | Derivatives.Hvp)] public static double F([NoGradient] ReadOnlySpan2D<double> x, ReadOnlySpan2D<double> y)
            {
                double cost = 0;
                for (int i = 0; i < x.Height; i++)
                {
                    double closest = double.PositiveInfinity;
                    for (int j = 0; j < y.Height; j++)
                    {
                        double sum = 0;
                        for (int k = 0; k < x.Width; k++) sum += (x[i, k] - y[j, k]) * (x[i, k] - y[j, k]);
                        closest = Math.Min(closest, sum);
                    }
                    cost += closest;
                }
                return cost;
            }
            """),
        new("a sum that a branch drops", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double s = 0;
                for (int p = 0; p < y.Length; p++)
                {
                    double t = 0;
                    for (int i = 0; i < x.Length; i++) t += x[i] * Math.Sin(x[i] * y[p]);
                    s += t > 0.1 ? t * t : y[p];
                }
                return s;
            }
            """),
    ];
}
