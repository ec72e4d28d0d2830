using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>LSE(x) = a + ln Σᵢ exp(xᵢ − a), where a = maxᵢ xᵢ keeps the exponentials from overflowing.</summary>
public static partial class LogSumExp
{
    [Differentiable]
    public static double Primal(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - max);
        return Math.Log(sum) + max;
    }

    public static SuiteModule Module { get; } = new(
        "lse",
        SuiteFunction.Of<LogSumExpInput, double>("primal", input => () => Primal(input.X)),
        SuiteFunction.Of<LogSumExpInput, double[]>("gradient", input =>
        {
            double[] dx = new double[input.X.Length];
            return () =>
            {
                PrimalGradient(input.X, dx);
                return dx;
            };
        }));
}

public sealed record LogSumExpInput(double[] X);
