using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>Losses: one number to be made small.</summary>
public static partial class Losses
{
    /// <summary>½ Σ (y − t)²; gradient y − t.</summary>
    [Differentiable]
    public static T HalfSquaredError<T>(ReadOnlySpan<T> y, [NoGradient] ReadOnlySpan<T> target)
        where T : IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            T error = y[i] - target[i];
            loss += error * error;
        }

        return T.CreateChecked(0.5) * loss;
    }

    /// <summary>Mean over the elements of (y − t)².</summary>
    [Differentiable]
    public static T MeanSquaredError<T>(ReadOnlySpan<T> y, [NoGradient] ReadOnlySpan<T> target)
        where T : IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            T error = y[i] - target[i];
            loss += error * error;
        }

        return loss / T.CreateChecked(y.Length);
    }

    /// <summary>
    /// Softmax with cross-entropy, mean over the batch: mean_n (ln Σ_k e^(z_nk) − z_n,label). The gradient is
    /// (p − onehot)/N. The maximum is subtracted first, so that no exponential overflows; it does not change the value, and
    /// is a constant to the derivative.
    /// </summary>
    /// <param name="logits">N × classes.</param>
    /// <param name="labels">N class numbers.</param>
    [Differentiable]
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan2D<T> logits, ReadOnlySpan<int> labels)
        where T : IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int n = 0; n < logits.Height; n++)
        {
            T max = Grad.Stop(TensorPrimitives.Max(logits.GetRowSpan(n)));
            T sum = T.Zero;
            for (int k = 0; k < logits.Width; k++)
            {
                sum += T.Exp(logits[n, k] - max);
            }

            loss += max + T.Log(sum) - logits[n, labels[n]];
        }

        return loss / T.CreateChecked(logits.Height);
    }

    /// <summary>Binary cross-entropy on logits, mean: mean (max(z, 0) − z·t + ln(1 + e^(−|z|))), which is softplus(z) − z·t.</summary>
    [Differentiable]
    public static T BinaryCrossEntropyWithLogits<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t)
        where T : IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int i = 0; i < z.Length; i++)
        {
            loss += Activations.Softplus(z[i]) - z[i] * t[i];
        }

        return loss / T.CreateChecked(z.Length);
    }

    /// <summary>
    /// Huber (1964), mean: e²/2 where |e| ≤ δ, else δ(|e| − δ/2), with e = y − t; its slope is e cut to ±δ.
    /// </summary>
    [Differentiable]
    public static T Huber<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, [NoGradient] T delta)
        where T : IFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5);
        T loss = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            T error = y[i] - t[i];
            T size = T.Abs(error);
            loss += size <= delta ? half * error * error : delta * (size - half * delta);
        }

        return loss / T.CreateChecked(y.Length);
    }

    /// <summary>Σ_n (y_n − W·x_n)² + α‖W‖²; the second term adds 2αW to the gradient.</summary>
    /// <param name="x">N × features.</param>
    /// <param name="w">Features.</param>
    /// <param name="y">N targets.</param>
    /// <param name="alpha">The strength of the regularisation.</param>
    [Differentiable]
    public static T L2RegularisedLoss<T>([NoGradient] ReadOnlySpan2D<T> x, ReadOnlySpan<T> w, [NoGradient] ReadOnlySpan<T> y, T alpha)
        where T : IFloatingPointIeee754<T>
    {
        T loss = alpha * TensorPrimitives.SumOfSquares(w);
        for (int n = 0; n < x.Height; n++)
        {
            T residual = y[n] - TensorPrimitives.Dot(w, x.GetRowSpan(n));
            loss += residual * residual;
        }

        return loss;
    }
}
