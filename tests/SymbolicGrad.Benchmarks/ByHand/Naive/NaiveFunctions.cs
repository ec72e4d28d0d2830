namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>Functions of a vector with their gradients, as one would write them down.</summary>
internal static class NaiveFunctions
{
    public static double Rosenbrock(ReadOnlySpan<double> x, Span<double> dx)
    {
        dx.Clear();
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            sum += 100 * a * a + b * b;
            dx[i] += -400 * a * x[i] - 2 * b;
            dx[i + 1] += 200 * a;
        }

        return sum;
    }

    public static double LogSumExp(ReadOnlySpan<double> x, Span<double> dx)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - max);
        for (int i = 0; i < x.Length; i++)
            dx[i] = Math.Exp(x[i] - max) / sum;
        return Math.Log(sum) + max;
    }

    public static double LeastSquares(ReadOnlySpan<double> x, int points, Span<double> dx)
    {
        dx.Clear();
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double t = -1 + i * 2.0 / (points - 1), residual = Math.Sign(t), power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
            power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                dx[j] -= residual * power;
                power *= t;
            }
        }

        return sum / 2;
    }
}
