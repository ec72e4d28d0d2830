using System.Numerics;
using SymbolicGrad.Benchmarks.Subjects.Suite;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The Gaussian mixture with as many points at once as a vector has elements; sums over points are vectors until the end. The number of points
/// is a multiple of that at every size that is compared.
/// </summary>
internal sealed class BestMixture
{
    private readonly MixtureProblem _problem;
    private readonly double _constant;
    private readonly int _k, _d, _below;
    private readonly double[] _points;
    private readonly Vector<double>[] _mu, _diagonal, _l, _offset, _centred, _transformed, _weight, _delta;
    private readonly Vector<double>[] _dWeight, _dMu, _dDiagonal, _dL;

    public BestMixture(MixtureProblem problem, double constant)
    {
        (_problem, _constant) = (problem, constant);
        (_k, _d, _below) = (problem.Components, problem.Dimension, problem.BelowDiagonal);
        _points = new double[problem.X.Length];
        Vector<double>[] Vectors(int length) => new Vector<double>[length];
        (_mu, _diagonal, _l, _offset) = (Vectors(_k * _d), Vectors(_k * _d), Vectors(_k * _below), Vectors(_k));
        (_centred, _transformed, _weight, _delta) = (Vectors(_k * _d), Vectors(_k * _d), Vectors(_k), Vectors(_d));
        (_dWeight, _dMu, _dDiagonal, _dL) = (Vectors(_k), Vectors(_k * _d), Vectors(_k * _d), Vectors(_k * _below));
    }

    public double SetGradient(ReadOnlySpan<double> p, Span<double> dp)
    {
        // One row a dimension, so that neighbours are points.
        for (int point = 0; point < _problem.Points; point++)
        {
            for (int i = 0; i < _d; i++)
                _points[(i * _problem.Points) + point] = _problem.X[(point * _d) + i];
        }

        Spread(p);
        foreach (Vector<double>[] sum in (ReadOnlySpan<Vector<double>[]>)[_dWeight, _dMu, _dDiagonal, _dL])
            Array.Clear(sum);
        Vector<double> likelihood = default;
        for (int point = 0; point < _problem.Points; point += Vector<double>.Count)
        {
            for (int c = 0; c < _k; c++)
                _weight[c] = Term(point, c);
            likelihood += Softmax(_weight);
            for (int c = 0; c < _k; c++)
                AddBackward(c);
        }

        return _constant + Vector.Sum(likelihood) + Finish(p, dp);
    }

    /// <summary>A vector of each parameter.</summary>
    private void Spread(ReadOnlySpan<double> p)
    {
        for (int c = 0; c < _k; c++)
        {
            double offset = p[c];
            for (int i = c * _d; i < (c + 1) * _d; i++)
            {
                _mu[i] = new(p[_problem.Mu + i]);
                _diagonal[i] = new(Math.Exp(p[_problem.Q + i]));
                offset += p[_problem.Q + i];
            }

            _offset[c] = new(offset);
        }

        for (int i = 0; i < _l.Length; i++)
            _l[i] = new(p[_problem.L + i]);
    }

    private Vector<double> Term(int point, int c)
    {
        ReadOnlySpan<Vector<double>> mu = _mu.AsSpan(c * _d, _d), diagonal = _diagonal.AsSpan(c * _d, _d), l = _l.AsSpan(c * _below, _below);
        Span<Vector<double>> centred = _centred.AsSpan(c * _d, _d), transformed = _transformed.AsSpan(c * _d, _d);
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = Vector.LoadUnsafe(ref _points[(i * _problem.Points) + point]) - mu[i];
            transformed[i] = diagonal[i] * centred[i];
        }

        int at = 0;
        for (int j = 0; j < centred.Length; j++)
        {
            Vector<double> factor = centred[j];
            for (int i = j + 1; i < transformed.Length; i++)
                transformed[i] = Vector.FusedMultiplyAdd(l[at++], factor, transformed[i]);
        }

        Vector<double> even = default, odd = default;
        int k = 0;
        for (; k + 1 < transformed.Length; k += 2)
        {
            even = Vector.FusedMultiplyAdd(transformed[k], transformed[k], even);
            odd = Vector.FusedMultiplyAdd(transformed[k + 1], transformed[k + 1], odd);
        }

        if (k < transformed.Length)
            even = Vector.FusedMultiplyAdd(transformed[k], transformed[k], even);
        return Vector.FusedMultiplyAdd(new Vector<double>(-0.5), even + odd, _offset[c]);
    }

    /// <summary>ln Σ eˣ over the components; x becomes its gradient.</summary>
    private static Vector<double> Softmax(Span<Vector<double>> x)
    {
        Vector<double> max = x[0], sum = default;
        for (int c = 1; c < x.Length; c++)
            max = Vector.MaxNative(max, x[c]);
        for (int c = 0; c < x.Length; c++)
        {
            x[c] = VectorMath.Exp(x[c] - max);
            sum += x[c];
        }

        Vector<double> scale = Vector<double>.One / sum;
        for (int c = 0; c < x.Length; c++)
            x[c] *= scale;
        return max + VectorMath.Log(sum);
    }

    private void AddBackward(int c)
    {
        ReadOnlySpan<Vector<double>> centred = _centred.AsSpan(c * _d, _d), transformed = _transformed.AsSpan(c * _d, _d);
        ReadOnlySpan<Vector<double>> diagonal = _diagonal.AsSpan(c * _d, _d), l = _l.AsSpan(c * _below, _below);
        Span<Vector<double>> dMu = _dMu.AsSpan(c * _d, _d), dDiagonal = _dDiagonal.AsSpan(c * _d, _d), dL = _dL.AsSpan(c * _below, _below);
        Span<Vector<double>> delta = _delta;
        Vector<double> weight = _weight[c];
        _dWeight[c] += weight;
        for (int i = 0; i < delta.Length; i++)
            delta[i] = weight * transformed[i];

        // δ is that of the transformed point with its sign turned, and so is everything made of it.
        int at = 0;
        for (int j = 0; j < centred.Length; j++)
        {
            Vector<double> factor = centred[j], toMean = delta[j] * diagonal[j];
            dDiagonal[j] = Vector.FusedMultiplyAdd(delta[j], factor, dDiagonal[j]);
            for (int i = j + 1; i < delta.Length; i++, at++)
            {
                dL[at] = Vector.FusedMultiplyAdd(delta[i], factor, dL[at]);
                toMean = Vector.FusedMultiplyAdd(delta[i], l[at], toMean);
            }

            dMu[j] += toMean;
        }
    }

    /// <summary>Sums over the vectors' elements, and what does not depend on the points.</summary>
    private double Finish(ReadOnlySpan<double> p, Span<double> dp)
    {
        const double gamma2 = MixtureProblem.Gamma * MixtureProblem.Gamma;
        double logSum = BestLogSumExp.SetGradient(p[.._k], dp[.._k]), squares = 0, value = -_problem.Points * logSum;
        for (int c = 0; c < _k; c++)
        {
            double weight = Vector.Sum(_dWeight[c]);
            dp[c] = weight - _problem.Points * dp[c];
            for (int i = c * _d; i < (c + 1) * _d; i++)
            {
                double diagonal = _diagonal[i][0];
                squares += diagonal * diagonal;
                value += MixtureProblem.ExtraDegrees * p[_problem.Q + i];
                dp[_problem.Q + i] = weight + MixtureProblem.ExtraDegrees - (Vector.Sum(_dDiagonal[i]) + gamma2 * diagonal) * diagonal;
                dp[_problem.Mu + i] = Vector.Sum(_dMu[i]);
            }
        }

        for (int i = 0; i < _l.Length; i++)
        {
            double l = p[_problem.L + i];
            squares += l * l;
            dp[_problem.L + i] = -Vector.Sum(_dL[i]) - gamma2 * l;
        }

        return value - 0.5 * gamma2 * squares;
    }
}
