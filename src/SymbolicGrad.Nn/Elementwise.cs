using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>Activations applied to every element: <c>result[i] = f(x[i])</c>; result has the length of x.</summary>
public static partial class Elementwise
{
    /// <summary>σ(x) = 1/(1 + e^(−x)); σ′ = σ(1 − σ) ≤ ¼.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Sigmoid(x[i]);
        }
    }

    /// <summary>tanh x = 2σ(2x) − 1; tanh′ = 1 − tanh² ≤ 1.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.Tanh(x[i]);
        }
    }

    /// <summary>max(x, 0); the slope at 0 is 0.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Relu<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Relu(x[i]);
        }
    }

    /// <summary>x where positive, else slope·x with a fixed slope (0.01, 0.1, 0.2).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, [NoGradient] T slope, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.LeakyRelu(x[i], slope);
        }
    }

    /// <summary>PReLU (He et al. 2015): x where positive, else a·x with a learned; ∂/∂a sums x over the elements that are not positive.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void PRelu<T>(ReadOnlySpan<T> x, T a, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.PRelu(x[i], a);
        }
    }

    /// <summary>
    /// RReLU (Xu et al. 2015): PReLU with an own slope for each element, drawn from U(low, high) while training and their mean (low + high)/2
    /// in testing; the drawn slopes (<see cref="Initialisation.Uniform{T}(Span{T}, double, double, Random)"/>) are constants to the
    /// derivative.
    /// </summary>
    [Differentiable(Derivatives.Taped)]
    public static void RandomisedRelu<T>(ReadOnlySpan<T> x, [NoGradient] ReadOnlySpan<T> slopes, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.LeakyRelu(x[i], slopes[i]);
        }
    }

    /// <summary>ELU (Clevert, Unterthiner and Hochreiter 2016) with α = 1: x where positive, else eˣ − 1; slope 1, else eˣ.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Elu<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Elu(x[i]);
        }
    }

    /// <summary>ELU with its scale α: x where positive, else α(eˣ − 1); slope 1, else α·eˣ.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Elu<T>(ReadOnlySpan<T> x, [NoGradient] T alpha, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Elu(x[i], alpha);
        }
    }

    /// <summary>ELU of every element of a batch (rows: samples).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void EluBatch<T>(ReadOnlySpan2D<T> x, Span2D<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < result.Height; n++)
        {
            for (int k = 0; k < result.Width; k++)
            {
                result[n, k] = Activations.Elu(x[n, k]);
            }
        }
    }

    /// <summary>SELU with its published constants λ = 1.0507…, α = 1.6732… (Klambauer et al. 2017).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Selu<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Selu(x[i]);
        }
    }

    /// <summary>ln(1 + eˣ); slope σ(x).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Softplus(x[i]);
        }
    }

    /// <summary>x/(1 + |x|); slope 1/(1 + |x|)².</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Softsign<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Softsign(x[i]);
        }
    }

    /// <summary>SiLU (Hendrycks and Gimpel 2016): x·σ(x); slope σ(1 + x(1 − σ)).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Silu<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Silu(x[i]);
        }
    }

    /// <summary>GELU (Hendrycks and Gimpel 2016): x·Φ(x), Φ the normal distribution function (the erf form); slope Φ(x) + x·φ(x).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Gelu<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Gelu(x[i]);
        }
    }

    /// <summary>Mish (Misra 2019): x·tanh(softplus x).</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Mish<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.Mish(x[i]);
        }
    }

    /// <summary>clamp((x + 3)/6, 0, 1); slope 1/6 for −3 &lt; x &lt; 3, else 0.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void HardSigmoid<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Activations.HardSigmoid(x[i]);
        }
    }
}
