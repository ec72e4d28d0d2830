using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>Normalisations, and softmax.</summary>
public static partial class Normalisation
{
    /// <summary>
    /// Batch normalisation in training (Ioffe and Szegedy 2015): per feature over the batch
    /// γ(x − mean)/√(variance + ε) + β with the biased variance. dx = (γ/√(v + ε))·(dy − mean(dy) − x̂·mean(dy·x̂)).
    /// </summary>
    /// <param name="x">N × features.</param>
    /// <param name="gamma">Features.</param>
    /// <param name="beta">Features.</param>
    /// <param name="eps">Keeps the root away from 0.</param>
    /// <param name="result">N × features.</param>
    [Differentiable]
    public static void Batch<T>(ReadOnlySpan2D<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, [NoGradient] T eps, Span2D<T> result)
        where T : IFloatingPointIeee754<T>
    {
        T share = T.One / T.CreateChecked(x.Height);
        T[] mean = new T[x.Width];
        T[] variance = new T[x.Width];

        // Row by row, as the matrix lies in memory.
        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < x.Width; k++)
            {
                mean[k] += x[n, k] * share;
            }
        }

        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < x.Width; k++)
            {
                T deviation = x[n, k] - mean[k];
                variance[k] += deviation * deviation * share;
            }
        }

        T[] scale = new T[x.Width];
        for (int k = 0; k < x.Width; k++)
        {
            scale[k] = gamma[k] / T.Sqrt(variance[k] + eps);
        }

        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < x.Width; k++)
            {
                result[n, k] = scale[k] * (x[n, k] - mean[k]) + beta[k];
            }
        }
    }

    /// <summary>
    /// Batch normalisation after training: γ(x − mean)/√(variance + ε) + β with the moving averages of training, which are
    /// constants. dx = γ/√(variance + ε)·dy.
    /// </summary>
    /// <param name="x">N × features.</param>
    /// <param name="mean">Features.</param>
    /// <param name="variance">Features.</param>
    /// <param name="gamma">Features.</param>
    /// <param name="beta">Features.</param>
    /// <param name="eps">Keeps the root away from 0.</param>
    /// <param name="result">N × features.</param>
    [Differentiable]
    public static void BatchInference<T>(
        ReadOnlySpan2D<T> x, [NoGradient] ReadOnlySpan<T> mean, [NoGradient] ReadOnlySpan<T> variance,
        ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, [NoGradient] T eps, Span2D<T> result)
        where T : IFloatingPointIeee754<T>
    {
        T[] scale = new T[x.Width];
        for (int k = 0; k < x.Width; k++)
        {
            scale[k] = T.One / T.Sqrt(variance[k] + eps);
        }

        for (int n = 0; n < x.Height; n++)
        {
            for (int k = 0; k < x.Width; k++)
            {
                result[n, k] = gamma[k] * ((x[n, k] - mean[k]) * scale[k]) + beta[k];
            }
        }
    }

    /// <summary>
    /// Layer normalisation (Ba, Kiros and Hinton 2016): γ(x − mean)/√(variance + ε) + β over the elements of one vector, with
    /// the biased variance. dx as in <see cref="Batch"/>, with the means of γ·dy over the elements.
    /// </summary>
    /// <param name="x">Features.</param>
    /// <param name="gamma">Features.</param>
    /// <param name="beta">Features.</param>
    /// <param name="eps">Keeps the root away from 0.</param>
    /// <param name="result">Features.</param>
    [Differentiable]
    public static void Layer<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, [NoGradient] T eps, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        T count = T.CreateChecked(x.Length);
        T mean = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            mean += x[i];
        }

        mean /= count;
        T variance = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T deviation = x[i] - mean;
            variance += deviation * deviation;
        }

        T scale = T.One / T.Sqrt(variance / count + eps);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = gamma[i] * ((x[i] - mean) * scale) + beta[i];
        }
    }

    /// <summary>
    /// Softmax p_i = e^(z_i)/Σ e^(z_j), shifted by the maximum so that nothing overflows. dz_i = p_i(dp_i − Σ_j p_j·dp_j).
    /// </summary>
    /// <param name="z">At least one logit.</param>
    /// <param name="result">As long as z; positive, with the sum 1.</param>
    [Differentiable]
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        T max = Grad.Stop(TensorPrimitives.Max(z));
        T sum = T.Zero;
        for (int i = 0; i < z.Length; i++)
        {
            sum += T.Exp(z[i] - max);
        }

        for (int i = 0; i < z.Length; i++)
        {
            result[i] = T.Exp(z[i] - max) / sum;
        }
    }
}
