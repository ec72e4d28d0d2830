using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// The logarithm of the posterior probability of a mixture of K Gaussians over N points in D dimensions, with a Wishart
/// prior on the precision matrices QₖᵀQₖ, where Qₖ is lower triangular with the diagonal exp(qₖ) and lₖ below it, column by column:
/// −N·(D/2·ln 2π + lse(α)) + Σᵢ lseₖ(αₖ + Σqₖ − ½‖Qₖ(xᵢ − μₖ)‖²)
/// + K·(n·D·ln(γ/√2) − ln Γ_D(n/2)) − Σₖ (γ²/2·‖Qₖ‖² − m·Σqₖ), with n = D + m + 1 and lse(v) = ln Σ exp v.
/// </summary>
public static partial class GaussianMixture
{
    [Differentiable]
    public static double Objective(
        ReadOnlySpan<double> alpha,
        ReadOnlySpan2D<double> mu,
        ReadOnlySpan2D<double> q,
        ReadOnlySpan2D<double> l,
        [NoGradient] ReadOnlySpan2D<double> x,
        int m,
        [NoGradient] double gamma)
    {
        int k = alpha.Length;
        int d = mu.Width;
        int n = x.Height;

        double[,] diagonal = new double[k, d];
        double[] sumOfLogs = new double[k];
        for (int c = 0; c < k; c++)
        {
            for (int i = 0; i < d; i++)
            {
                diagonal[c, i] = Math.Exp(q[c, i]);
                sumOfLogs[c] += q[c, i];
            }
        }

        double likelihood = 0;
        double[] centred = new double[d];
        double[] transformed = new double[d];
        double[] terms = new double[k];
        for (int p = 0; p < n; p++)
        {
            for (int c = 0; c < k; c++)
            {
                for (int i = 0; i < d; i++)
                {
                    centred[i] = x[p, i] - mu[c, i];
                    transformed[i] = diagonal[c, i] * centred[i];
                }

                for (int j = 0; j < d; j++)
                {
                    // Before column j of Q are j columns of lengths d − 1, d − 2, …; in it, row j + 1 is the first.
                    int column = j * (2 * d - j - 1) / 2 - (j + 1);
                    for (int i = j + 1; i < d; i++)
                        transformed[i] += l[c, column + i] * centred[j];
                }

                double squares = 0;
                for (int i = 0; i < d; i++)
                    squares += transformed[i] * transformed[i];
                terms[c] = alpha[c] + sumOfLogs[c] - 0.5 * squares;
            }

            likelihood += LogSumExp.Primal(terms);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double squares = 0;
            for (int i = 0; i < d; i++)
                squares += diagonal[c, i] * diagonal[c, i];
            for (int i = 0; i < l.Width; i++)
                squares += l[c, i] * l[c, i];
            prior += m * sumOfLogs[c] - 0.5 * gamma * gamma * squares;
        }

        return likelihood - n * (0.5 * d * Math.Log(2 * Math.PI) + LogSumExp.Primal(alpha)) + prior + k * LogWishartConstant(d, m, gamma);
    }

    private static double LogWishartConstant(int d, int m, double gamma)
    {
        int n = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 0; j < d; j++)
            logGamma += LogGammaOfHalf(n - j);
        return n * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
    }

    /// <summary>ln Γ(n/2), downwards from n/2 in steps of one to Γ(1) = 1 or to Γ(½) = √π.</summary>
    private static double LogGammaOfHalf(int n)
    {
        double sum = n % 2 == 0 ? 0 : 0.5 * Math.Log(Math.PI);
        for (int i = n - 2; i > 0; i -= 2)
            sum += Math.Log(0.5 * i);
        return sum;
    }

    public static SuiteModule Module { get; } = new(
        "gmm",
        SuiteFunction.Of<GaussianMixtureInput, double>("objective", input => () =>
            Objective(input.Alpha, input.Mu.View, input.Q.View, input.L.View, input.X.View, input.M, input.Gamma)),
        SuiteFunction.Of<GaussianMixtureInput, GaussianMixtureGradient>("jacobian", input =>
        {
            GaussianMixtureGradient gradient = new(
                new double[input.K], new Matrix(input.K, input.D), new Matrix(input.K, input.D), new Matrix(input.L.Rows, input.L.Columns));
            return () =>
            {
                ObjectiveGradient(
                    input.Alpha, input.Mu.View, input.Q.View, input.L.View, input.X.View, input.M, input.Gamma,
                    gradient.Alpha, gradient.Mu.View, gradient.Q.View, gradient.L.View);
                return gradient;
            };
        }));
}

/// <param name="D">The dimension.</param>
/// <param name="K">The number of components.</param>
/// <param name="N">The number of points.</param>
/// <param name="X">The points.</param>
/// <param name="M">Additional degrees of freedom in the Wishart prior.</param>
/// <param name="Gamma">The precision in the Wishart prior.</param>
/// <param name="Alpha">The logarithms of the components' weights, up to normalisation.</param>
/// <param name="Mu">The means.</param>
/// <param name="Q">The logarithms of the diagonals of Q.</param>
/// <param name="L">What is below the diagonals of Q, column by column.</param>
public sealed record GaussianMixtureInput(
    int D, int K, int N, Matrix X, int M, double Gamma, double[] Alpha, Matrix Mu, Matrix Q, Matrix L);

public sealed record GaussianMixtureGradient(double[] Alpha, Matrix Mu, Matrix Q, Matrix L);
