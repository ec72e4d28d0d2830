namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class SoftmaxProgram(int[] labels) : IPeerProgram<float>
{
    public int ScratchLength => 0;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, float> => Loss<TNumber>(inputs[0], labels);

    /// <summary>The mean of ln Σ exp z − z[label] over the rows of z.</summary>
    public static TNumber Loss<TNumber>(ReadOnlySpan<TNumber> z, int[] labels)
        where TNumber : struct, IPeerNumber<TNumber, float>
    {
        int classes = z.Length / labels.Length;
        TNumber loss = TNumber.Constant(0);
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<TNumber> row = z.Slice(n * classes, classes);
            float max = row[0].Value;
            for (int k = 1; k < classes; k++)
                max = MathF.Max(max, row[k].Value);
            TNumber sum = TNumber.Constant(0);
            for (int k = 0; k < classes; k++)
                sum += TNumber.Exp(row[k] + -max);
            loss += TNumber.Log(sum) + max - row[labels[n]];
        }

        return loss * (1f / labels.Length);
    }
}
