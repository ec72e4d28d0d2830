using System.Numerics;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>
/// The activation functions on the elements of a batch, which one span holds: to an activation rows and columns are the same.
/// </summary>
public static partial class ActivationLayers
{
    [Differentiable]
    public static void EluLayer<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Elu(x[i]);
    }

    [Differentiable]
    public static void ReluLayer<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Relu(x[i]);
    }

    [Differentiable]
    public static void LeakyReluLayer<T>(ReadOnlySpan<T> x, [NoGradient] T slope, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = LeakyRelu(x[i], slope);
    }

    [Differentiable]
    public static void TanhLayer<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = T.Tanh(x[i]);
    }

    [Differentiable]
    public static void SigmoidLayer<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Sigmoid(x[i]);
    }

    [Differentiable]
    public static void SiluLayer<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Silu(x[i]);
    }
}
