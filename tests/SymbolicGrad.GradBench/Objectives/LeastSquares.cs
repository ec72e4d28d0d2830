using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// How far a polynomial with the coefficients x is from the sign function, at n points of [−1, 1]:
/// y(x) = ½ Σᵢ (sᵢ − Σⱼ xⱼ·tᵢʲ)², with tᵢ = −1 + 2·i/(n − 1) and sᵢ = sign(tᵢ).
/// </summary>
public static partial class LeastSquares
{
    [Differentiable]
    public static double Primal(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + i * 2.0 / (n - 1);
            double residual = Math.Sign(t);
            double power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }

    public static SuiteModule Module { get; } = new(
        "llsq",
        SuiteFunction.Of<LeastSquaresInput, double>("primal", input => () => Primal(input.X, input.N)),
        SuiteFunction.Of<LeastSquaresInput, double[]>("gradient", input =>
        {
            double[] dx = new double[input.X.Length];
            return () =>
            {
                PrimalGradient(input.X, input.N, dx);
                return dx;
            };
        }));
}

public sealed record LeastSquaresInput(double[] X, int N);
