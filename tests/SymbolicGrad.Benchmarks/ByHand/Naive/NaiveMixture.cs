using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The Gaussian mixture, point by point and component by component.</summary>
internal sealed class NaiveMixture(MixtureProblem problem, double constant)
{
    private readonly double[] _diagonal = new double[problem.Components * problem.Dimension], _dDiagonal = new double[problem.Components * problem.Dimension];
    private readonly double[] _transformed = new double[problem.Components * problem.Dimension], _dTransformed = new double[problem.Dimension];
    private readonly double[] _terms = new double[problem.Components], _sums = new double[problem.Components], _dSums = new double[problem.Components];

    /// <summary>The objective without what does not depend on the parameters.</summary>
    public static double Varying(MixtureProblem problem, double[] p) => new NaiveMixture(problem, 0).SetGradient(p, new double[p.Length]);

    public double SetGradient(ReadOnlySpan<double> p, Span<double> dp)
    {
        dp.Clear();
        Array.Clear(_dDiagonal);
        Array.Clear(_dSums);
        int d = problem.Dimension;
        for (int c = 0; c < problem.Components; c++)
        {
            _sums[c] = 0;
            for (int i = 0; i < d; i++)
            {
                _diagonal[(c * d) + i] = Math.Exp(p[problem.Q + (c * d) + i]);
                _sums[c] += p[problem.Q + (c * d) + i];
            }
        }

        double value = constant;
        for (int point = 0; point < problem.Points; point++)
        {
            for (int c = 0; c < problem.Components; c++)
                _terms[c] = Term(p, point, c);
            value += Softmax(_terms);
            for (int c = 0; c < problem.Components; c++)
                AddBackward(p, point, c, _terms[c], dp);
        }

        p[..problem.Components].CopyTo(_terms);
        value -= problem.Points * Softmax(_terms);
        for (int c = 0; c < problem.Components; c++)
        {
            dp[c] -= problem.Points * _terms[c];
            value += Prior(p, c, dp);
            for (int i = 0; i < d; i++)
                dp[problem.Q + (c * d) + i] = _dDiagonal[(c * d) + i] * _diagonal[(c * d) + i] + _dSums[c];
        }

        return value;
    }

    private double Term(ReadOnlySpan<double> p, int point, int c)
    {
        int d = problem.Dimension;
        double squares = 0;
        for (int i = 0; i < d; i++)
        {
            double sum = _diagonal[(c * d) + i] * Centred(p, point, c, i);
            for (int j = 0; j < i; j++)
                sum += p[Below(c, i, j)] * Centred(p, point, c, j);
            _transformed[(c * d) + i] = sum;
            squares += sum * sum;
        }

        return p[c] + _sums[c] - 0.5 * squares;
    }

    /// <summary>ln Σ eˣ; x becomes its gradient.</summary>
    private static double Softmax(Span<double> x)
    {
        double max = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Exp(x[i] - max);
            sum += x[i];
        }

        for (int i = 0; i < x.Length; i++)
            x[i] /= sum;
        return max + Math.Log(sum);
    }

    private void AddBackward(ReadOnlySpan<double> p, int point, int c, double weight, Span<double> dp)
    {
        int d = problem.Dimension;
        dp[c] += weight;
        _dSums[c] += weight;
        for (int i = 0; i < d; i++)
            _dTransformed[i] = -weight * _transformed[(c * d) + i];
        for (int j = 0; j < d; j++)
        {
            double centred = Centred(p, point, c, j);
            _dDiagonal[(c * d) + j] += _dTransformed[j] * centred;
            double dCentred = _dTransformed[j] * _diagonal[(c * d) + j];
            for (int i = j + 1; i < d; i++)
            {
                dp[Below(c, i, j)] += _dTransformed[i] * centred;
                dCentred += _dTransformed[i] * p[Below(c, i, j)];
            }

            dp[problem.Mu + (c * d) + j] -= dCentred;
        }
    }

    private double Prior(ReadOnlySpan<double> p, int c, Span<double> dp)
    {
        const double gamma2 = MixtureProblem.Gamma * MixtureProblem.Gamma;
        double squares = 0;
        for (int i = c * problem.Dimension; i < (c + 1) * problem.Dimension; i++)
        {
            squares += _diagonal[i] * _diagonal[i];
            _dDiagonal[i] -= gamma2 * _diagonal[i];
        }

        for (int i = c * problem.BelowDiagonal; i < (c + 1) * problem.BelowDiagonal; i++)
        {
            double l = p[problem.L + i];
            squares += l * l;
            dp[problem.L + i] -= gamma2 * l;
        }

        _dSums[c] += MixtureProblem.ExtraDegrees;
        return MixtureProblem.ExtraDegrees * _sums[c] - 0.5 * gamma2 * squares;
    }

    private double Centred(ReadOnlySpan<double> p, int point, int c, int i) =>
        problem.X[(point * problem.Dimension) + i] - p[problem.Mu + (c * problem.Dimension) + i];

    private int Below(int c, int i, int j) => problem.L + (c * problem.BelowDiagonal) + problem.Below(i, j);
}
