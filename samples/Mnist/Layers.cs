using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>
/// The network's layers as plain forward functions on a batch, one example a row. Every …Backward member of this class is
/// generated from them; nothing here mentions a derivative.
/// </summary>
/// <remarks>
/// Generic over the floating type: the training runs in <see cref="float"/>, the gradient check of the tests in
/// <see cref="double"/>, where a numeric derivative has digits to compare.
/// </remarks>
public static partial class Layers
{
    /// <summary>y = x·wᵀ + b.</summary>
    /// <remarks>Taped, since the generated forward function turns the loops into one blocked matrix product.</remarks>
    [Differentiable(Derivatives.Taped)]
    public static void Dense<T>(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < y.Height; n++)
            for (int k = 0; k < y.Width; k++)
                y[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k];
    }

    /// <summary>y = x·wᵀ + b for the first layer: nobody needs the derivative by the images, so it is not computed.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void InputDense<T>([NoGradient] ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < y.Height; n++)
            for (int k = 0; k < y.Width; k++)
                y[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k];
    }

    /// <summary>Each column of x normalised by its mean and variance over the batch, then scaled by γ and shifted by β.</summary>
    [Differentiable]
    public static void BatchNorm<T>(ReadOnlySpan2D<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, [NoGradient] T epsilon, Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        T count = T.CreateChecked(x.Height);
        for (int k = 0; k < y.Width; k++)
        {
            T mean = T.Zero;
            for (int n = 0; n < y.Height; n++)
                mean += x[n, k];
            mean /= count;

            T variance = T.Zero;
            for (int n = 0; n < y.Height; n++)
                variance += (x[n, k] - mean) * (x[n, k] - mean);
            variance /= count;

            T scale = gamma[k] / T.Sqrt(variance + epsilon);
            for (int n = 0; n < y.Height; n++)
                y[n, k] = scale * (x[n, k] - mean) + beta[k];
        }
    }

    /// <summary>The mean over the batch of −log softmax(logits)[label].</summary>
    [Differentiable]
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan2D<T> logits, ReadOnlySpan<int> labels)
        where T : IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int n = 0; n < logits.Height; n++)
        {
            // The loss does not depend on what is subtracted; the maximum keeps every exponential at most 1.
            T max = Grad.Stop(TensorPrimitives.Max(logits.GetRowSpan(n)));
            T sum = T.Zero;
            for (int k = 0; k < logits.Width; k++)
                sum += T.Exp(logits[n, k] - max);
            loss += max + T.Log(sum) - logits[n, labels[n]];
        }

        return loss / T.CreateChecked(logits.Height);
    }
}
