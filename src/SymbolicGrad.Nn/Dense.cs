using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>Dense layers: x has the inputs, W is outputs × inputs, b and y have the outputs.</summary>
/// <remarks>
/// With δ what comes back to the pre-activation, dW = δxᵀ, db = δ and dx = Wᵀδ: each weight's gradient is its layer's input
/// times a product over all later layers of slope and weight.
/// </remarks>
public static partial class Dense
{
    /// <summary>y = W x + b</summary>
    [Differentiable]
    public static void Linear<T>(ReadOnlySpan<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k];
        }
    }

    /// <summary>y = tanh(W x + b)</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Tanh<T>(ReadOnlySpan<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = T.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
        }
    }

    /// <summary>y = relu(W x + b)</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Relu<T>(ReadOnlySpan<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = Activations.Relu(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
        }
    }

    /// <summary>y = elu(W x + b)</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Elu<T>(ReadOnlySpan<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = Activations.Elu(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
        }
    }

    /// <summary>Y = X Wᵀ + b for a batch: X is N × inputs, Y is N × outputs, b is added to every row.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void Batch<T>(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < y.Height; n++)
        {
            for (int k = 0; k < y.Width; k++)
            {
                y[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k];
            }
        }
    }

    /// <summary>As <see cref="Batch"/> for data that need no gradient, a network's first layer.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void FirstBatch<T>([NoGradient] ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < y.Height; n++)
        {
            for (int k = 0; k < y.Width; k++)
            {
                y[n, k] = TensorPrimitives.Dot(x.GetRowSpan(n), w.GetRowSpan(k)) + b[k];
            }
        }
    }

    /// <summary>
    /// A residual block (He et al. 2016) y = x + W₂ relu(W₁ x + b₁) + b₂: ∂L/∂x = ∂L/∂y·(1 + ∂F/∂x), so that the gradient always has the
    /// direct path.
    /// </summary>
    /// <param name="x">The input, as long as y.</param>
    /// <param name="w1">Hidden × inputs.</param>
    /// <param name="b1">Hidden.</param>
    /// <param name="w2">Inputs × hidden.</param>
    /// <param name="b2">As long as y.</param>
    /// <param name="y">The output.</param>
    [Differentiable]
    public static void Residual<T>(
        ReadOnlySpan<T> x, ReadOnlySpan2D<T> w1, ReadOnlySpan<T> b1, ReadOnlySpan2D<T> w2, ReadOnlySpan<T> b2, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        T[] hidden = new T[b1.Length];
        for (int j = 0; j < hidden.Length; j++)
        {
            hidden[j] = Activations.Relu(TensorPrimitives.Dot(w1.GetRowSpan(j), x) + b1[j]);
        }

        for (int k = 0; k < y.Length; k++)
        {
            y[k] = x[k] + TensorPrimitives.Dot(w2.GetRowSpan(k), hidden) + b2[k];
        }
    }
}
