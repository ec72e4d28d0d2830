using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Benchmarks.Parallelism;

/// <summary>The 784-300-100-10 classifier with ELU and softmax cross-entropy as one function of a batch: once for one thread, once for workers.</summary>
internal static partial class SharedNetwork
{
    [Differentiable]
    public static float Loss(
        [NoGradient] ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan2D<float> w2, ReadOnlySpan<float> b2,
        ReadOnlySpan2D<float> w3, ReadOnlySpan<float> b3, ReadOnlySpan<int> labels) =>
        MeanCrossEntropy(x, w1, b1, w2, b2, w3, b3, labels);

    [Differentiable(Parallel = true)]
    public static float SharedLoss(
        [NoGradient] ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan2D<float> w2, ReadOnlySpan<float> b2,
        ReadOnlySpan2D<float> w3, ReadOnlySpan<float> b3, ReadOnlySpan<int> labels) =>
        MeanCrossEntropy(x, w1, b1, w2, b2, w3, b3, labels);

    private static float MeanCrossEntropy(
        ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan2D<float> w2, ReadOnlySpan<float> b2,
        ReadOnlySpan2D<float> w3, ReadOnlySpan<float> b3, ReadOnlySpan<int> labels)
    {
        Span2D<float> h1 = new float[x.Height, b1.Length];
        Span2D<float> h2 = new float[x.Height, b2.Length];
        Span2D<float> logits = new float[x.Height, b3.Length];
        EluLayer(x, w1, b1, h1);
        EluLayer(h1, w2, b2, h2);
        for (int n = 0; n < logits.Height; n++)
            for (int k = 0; k < logits.Width; k++)
                logits[n, k] = TensorPrimitives.Dot(h2.GetRowSpan(n), w3.GetRowSpan(k)) + b3[k];

        float loss = 0;
        for (int n = 0; n < logits.Height; n++)
        {
            float max = logits[n, 0];
            for (int k = 1; k < logits.Width; k++)
                max = MathF.Max(max, logits[n, k]);
            float sum = 0;
            for (int k = 0; k < logits.Width; k++)
                sum += MathF.Exp(logits[n, k] - max);
            loss += max + MathF.Log(sum) - logits[n, labels[n]];
        }

        return loss / x.Height;
    }

    private static void EluLayer(ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w, ReadOnlySpan<float> b, Span2D<float> y)
    {
        for (int n = 0; n < y.Height; n++)
            for (int k = 0; k < y.Width; k++)
                y[n, k] = Elu(TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k]);
    }
}
