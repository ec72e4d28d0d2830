using SymbolicGrad.Benchmarks.Subjects;

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

    public static double TwoTwoTwo(ReadOnlySpan<double> w, Span<double> dw)
    {
        const double i1 = TwoTwoTwoNetwork.I1, i2 = TwoTwoTwoNetwork.I2, t1 = TwoTwoTwoNetwork.T1, t2 = TwoTwoTwoNetwork.T2;
        double h1 = Sigmoid(w[0] * i1 + w[1] * i2 + w[8]), h2 = Sigmoid(w[2] * i1 + w[3] * i2 + w[8]);
        double o1 = Sigmoid(w[4] * h1 + w[5] * h2 + w[9]), o2 = Sigmoid(w[6] * h1 + w[7] * h2 + w[9]);
        double delta1 = (o1 - t1) * o1 * (1 - o1), delta2 = (o2 - t2) * o2 * (1 - o2);
        double hidden1 = (delta1 * w[4] + delta2 * w[6]) * h1 * (1 - h1), hidden2 = (delta1 * w[5] + delta2 * w[7]) * h2 * (1 - h2);
        dw[0] = hidden1 * i1;
        dw[1] = hidden1 * i2;
        dw[2] = hidden2 * i1;
        dw[3] = hidden2 * i2;
        dw[4] = delta1 * h1;
        dw[5] = delta1 * h2;
        dw[6] = delta2 * h1;
        dw[7] = delta2 * h2;
        dw[8] = hidden1 + hidden2;
        dw[9] = delta1 + delta2;
        return 0.5 * (t1 - o1) * (t1 - o1) + 0.5 * (t2 - o2) * (t2 - o2);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
