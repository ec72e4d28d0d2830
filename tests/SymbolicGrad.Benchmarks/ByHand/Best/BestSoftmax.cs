namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Softmax with cross-entropy: all exponentials in one go, so that rows of ten classes fill vectors too.</summary>
internal static class BestSoftmax
{
    /// <summary>The mean loss; <paramref name="dz"/> is set to (p − onehot)/N.</summary>
    public static float SetGradient(ReadOnlySpan<float> z, ReadOnlySpan<int> labels, Span<float> dz)
    {
        int classes = z.Length / labels.Length;
        float loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> row = z.Slice(n * classes, classes);
            float max = VectorReductions.Max(row);
            VectorReductions.Subtract(row, max, dz.Slice(n * classes, classes));
            loss += max - row[labels[n]];
        }

        VectorReductions.Exponentiate(dz);
        float scale = 1f / labels.Length;
        for (int n = 0; n < labels.Length; n++)
        {
            Span<float> row = dz.Slice(n * classes, classes);
            float sum = VectorReductions.Sum(row);
            loss += MathF.Log(sum);
            VectorReductions.Scale(row, scale / sum);
            row[labels[n]] -= scale;
        }

        return loss * scale;
    }
}
