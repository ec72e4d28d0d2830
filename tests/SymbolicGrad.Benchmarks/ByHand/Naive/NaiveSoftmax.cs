namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>Softmax with cross-entropy, row by row.</summary>
internal static class NaiveSoftmax
{
    /// <summary>The mean loss; <paramref name="dz"/> is set to (p − onehot)/N.</summary>
    public static float SetGradient(ReadOnlySpan<float> z, ReadOnlySpan<int> labels, Span<float> dz)
    {
        int classes = z.Length / labels.Length;
        float loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            int row = n * classes;
            float max = z[row];
            for (int k = 1; k < classes; k++)
                max = MathF.Max(max, z[row + k]);
            float sum = 0;
            for (int k = 0; k < classes; k++)
            {
                dz[row + k] = MathF.Exp(z[row + k] - max);
                sum += dz[row + k];
            }

            loss += max + MathF.Log(sum) - z[row + labels[n]];
            for (int k = 0; k < classes; k++)
                dz[row + k] /= sum * labels.Length;
            dz[row + labels[n]] -= 1f / labels.Length;
        }

        return loss / labels.Length;
    }
}
