using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Benchmarks.Subjects;

internal static partial class Functions
{
    /// <summary>Two hidden ELU layers and softmax cross-entropy, mean over the batch, as the loops that define it.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="w1">Hidden 1 × inputs.</param>
    /// <param name="b1">Hidden 1.</param>
    /// <param name="w2">Hidden 2 × hidden 1.</param>
    /// <param name="b2">Hidden 2.</param>
    /// <param name="w3">Classes × hidden 2.</param>
    /// <param name="b3">Classes.</param>
    /// <param name="labels">N class numbers.</param>
    [Differentiable]
    public static float Classifier(
        [NoGradient] ReadOnlySpan2D<float> x, ReadOnlySpan2D<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan2D<float> w2, ReadOnlySpan<float> b2,
        ReadOnlySpan2D<float> w3, ReadOnlySpan<float> b3, ReadOnlySpan<int> labels)
    {
        float[,] h1 = new float[x.Height, w1.Height], h2 = new float[x.Height, w2.Height], logits = new float[x.Height, w3.Height];
        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < w1.Height; k++)
                h1[n, k] = Elu(TensorPrimitives.Dot(x.GetRowSpan(n), w1.GetRowSpan(k)) + b1[k]);
        }

        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < w2.Height; k++)
                h2[n, k] = Elu(TensorPrimitives.Dot<float>(h1.GetRowSpan(n), w2.GetRowSpan(k)) + b2[k]);
        }

        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < w3.Height; k++)
                logits[n, k] = TensorPrimitives.Dot<float>(h2.GetRowSpan(n), w3.GetRowSpan(k)) + b3[k];
        }

        float loss = 0;
        for (int n = 0; n < x.Height; n++)
        {
            float max = TensorPrimitives.Max<float>(logits.GetRowSpan(n)), sum = 0;
            for (int k = 0; k < w3.Height; k++)
                sum += MathF.Exp(logits[n, k] - max);
            loss += max + MathF.Log(sum) - logits[n, labels[n]];
        }

        return loss / x.Height;
    }
}
