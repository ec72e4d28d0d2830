using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>
/// Batch normalisation as two plain forward functions on a batch, one example a row. The …Backward members of this class
/// are generated from them; nothing here mentions a derivative.
/// </summary>
/// <remarks>
/// <para>In two parts, unlike the library's <see cref="Nn.Normalisation"/>: the moving averages need the moments, and testing
/// the normalisation without them.</para>
/// <para>Generic over the floating type: the training runs in <see cref="float"/>, the gradient check of the tests in
/// <see cref="double"/>, where a numeric derivative has digits to compare.</para>
/// </remarks>
public static partial class BatchNormalisation
{
    /// <summary>The mean and the variance (divided by the count, not the count less one) of each column over the batch.</summary>
    [Differentiable]
    public static void Moments<T>(ReadOnlySpan2D<T> x, Span<T> mean, Span<T> variance)
        where T : IFloatingPointIeee754<T>
    {
        T count = T.CreateChecked(x.Height);
        for (int k = 0; k < mean.Length; k++)
        {
            T sum = T.Zero;
            for (int n = 0; n < x.Height; n++)
                sum += x[n, k];
            T center = sum / count;

            T squares = T.Zero;
            for (int n = 0; n < x.Height; n++)
                squares += (x[n, k] - center) * (x[n, k] - center);

            mean[k] = center;
            variance[k] = squares / count;
        }
    }

    /// <summary>Each column of x, less its mean and divided by its standard deviation, then scaled by γ and shifted by β.</summary>
    /// <remarks>
    /// In training the chain rule joins the two parts: this function's gradients by mean and variance are the upstreams of
    /// <see cref="Moments"/>.
    /// </remarks>
    [Differentiable]
    public static void Normalise<T>(
        ReadOnlySpan2D<T> x,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> variance,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> beta,
        [NoGradient] T epsilon,
        Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Width; k++)
        {
            T scale = gamma[k] / T.Sqrt(variance[k] + epsilon);
            for (int n = 0; n < y.Height; n++)
                y[n, k] = scale * (x[n, k] - mean[k]) + beta[k];
        }
    }
}
