using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class MixtureProgram(MixtureProblem problem, double constant) : IPeerProgram<double>
{
    /// <summary>Diagonals and their sums of logarithms, then a point centred and transformed, and the terms of the components.</summary>
    public int ScratchLength => (problem.Components * problem.Dimension) + (2 * problem.Components) + (2 * problem.Dimension);

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] p = inputs[0];
        (int k, int d) = (problem.Components, problem.Dimension);
        Span<TNumber> diagonal = scratch[..(k * d)], sums = scratch.Slice(k * d, k), terms = scratch.Slice((k * d) + k, k), point = scratch[^(2 * d)..];
        TNumber prior = TNumber.Constant(constant);
        for (int c = 0; c < k; c++)
        {
            sums[c] = p[problem.Q + (c * d)];
            for (int i = 1; i < d; i++)
                sums[c] += p[problem.Q + (c * d) + i];
            for (int i = c * d; i < (c + 1) * d; i++)
                diagonal[i] = TNumber.Exp(p[problem.Q + i]);
            ReadOnlySpan<TNumber> below = p.AsSpan(problem.L + (c * problem.BelowDiagonal), problem.BelowDiagonal), own = diagonal.Slice(c * d, d);
            prior += (sums[c] * MixtureProblem.ExtraDegrees) + ((TNumber.Dot(own, own) + TNumber.Dot(below, below)) * (-0.5 * MixtureProblem.Gamma * MixtureProblem.Gamma));
        }

        for (int n = 0; n < problem.Points; n++)
        {
            for (int c = 0; c < k; c++)
                terms[c] = Term(p, n, c, diagonal.Slice(c * d, d), point[..d], point[d..]) + p[c] + sums[c];
            prior += LogSumExp<TNumber>(terms);
        }

        return prior - (LogSumExp<TNumber>(p.AsSpan(0, k)) * problem.Points);
    }

    private TNumber Term<TNumber>(TNumber[] p, int n, int c, ReadOnlySpan<TNumber> diagonal, Span<TNumber> centred, Span<TNumber> transformed)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        int d = problem.Dimension, at = problem.L + (c * problem.BelowDiagonal);
        for (int i = 0; i < d; i++)
        {
            centred[i] = (p[problem.Mu + (c * d) + i] * -1) + problem.X[(n * d) + i];
            transformed[i] = diagonal[i] * centred[i];
        }

        for (int j = 0; j < d; j++)
        {
            for (int i = j + 1; i < d; i++)
                transformed[i] += p[at++] * centred[j];
        }

        return TNumber.Dot(transformed, transformed) * -0.5;
    }

    private static TNumber LogSumExp<TNumber>(ReadOnlySpan<TNumber> x)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        double max = x[0].Value;
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i].Value);
        TNumber sum = TNumber.Constant(0);
        for (int i = 0; i < x.Length; i++)
            sum += TNumber.Exp(x[i] + -max);
        return TNumber.Log(sum) + max;
    }
}
