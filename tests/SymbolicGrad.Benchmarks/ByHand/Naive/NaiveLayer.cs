namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>A layer W·x in plain loops over rows and columns.</summary>
internal static class NaiveLayer
{
    public static float Dot(ReadOnlySpan<float> w, ReadOnlySpan<float> x)
    {
        float sum = 0;
        for (int k = 0; k < x.Length; k++)
            sum += w[k] * x[k];
        return sum;
    }

    /// <summary>y = W·x + b</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> y)
    {
        for (int j = 0; j < y.Length; j++)
            y[j] = Dot(w.Slice(j * x.Length, x.Length), x) + b[j];
    }

    /// <summary>dx += Wᵀ·δ, dW += δ·xᵀ</summary>
    public static void AddGradient(ReadOnlySpan<float> delta, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> dx, Span<float> dw)
    {
        for (int j = 0; j < delta.Length; j++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                dx[k] += delta[j] * w[j * x.Length + k];
                dw[j * x.Length + k] += delta[j] * x[k];
            }
        }
    }

    /// <summary>dW += δ·xᵀ, for an x that needs no gradient.</summary>
    public static void AddGradient(ReadOnlySpan<float> delta, ReadOnlySpan<float> x, Span<float> dw)
    {
        for (int j = 0; j < delta.Length; j++)
        {
            for (int k = 0; k < x.Length; k++)
                dw[j * x.Length + k] += delta[j] * x[k];
        }
    }

    public static void Add(ReadOnlySpan<float> source, Span<float> target)
    {
        for (int j = 0; j < target.Length; j++)
            target[j] += source[j];
    }

    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
