namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>Functions that are nobody else's.</summary>
internal static partial class Functions
{
    /// <summary>Σ 100·(x[i+1] − x[i]²)² + (1 − x[i])²</summary>
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }
}
