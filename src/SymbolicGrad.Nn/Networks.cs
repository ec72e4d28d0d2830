using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Nn;

/// <summary>The small networks of the derivations.</summary>
public static partial class Networks
{
    /// <summary>
    /// Two inputs, two hidden and two output neurons, all sigmoid, ½ squared error. ∂L/∂w5 = (o1 − t1)·σ′(net_o1)·h1;
    /// ∂L/∂w1 = [(o1 − t1)·σ′(net_o1)·w5 + (o2 − t2)·σ′(net_o2)·w7]·σ′(net_h1)·i1.
    /// </summary>
    [Differentiable]
    public static T Mlp222<T>(
        T w1, T w2, T w3, T w4, T w5, T w6, T w7, T w8, T b1, T b2,
        [NoGradient] T i1, [NoGradient] T i2, [NoGradient] T t1, [NoGradient] T t2)
        where T : IFloatingPointIeee754<T>
    {
        T net_h1 = i1 * w1 + i2 * w2 + b1;
        T net_h2 = i1 * w3 + i2 * w4 + b1;
        T h1 = Sigmoid(net_h1);
        T h2 = Sigmoid(net_h2);
        T net_o1 = h1 * w5 + h2 * w6 + b2;
        T net_o2 = h1 * w7 + h2 * w8 + b2;
        T o1 = Sigmoid(net_o1);
        T o2 = Sigmoid(net_o2);
        T half = T.CreateChecked(0.5);
        return half * (t1 - o1) * (t1 - o1) + half * (t2 - o2) * (t2 - o2);
    }

    /// <summary>
    /// A chain of four sigmoid neurons, C = ½(y4 − t)²: ∂C/∂b1 = (y4 − t)·σ′(z4)·w4·σ′(z3)·w3·σ′(z2)·w2·σ′(z1), each factor
    /// σ′ at most ¼.
    /// </summary>
    [Differentiable]
    public static T SigmoidChain4<T>(T x, T w1, T w2, T w3, T w4, T b1, T b2, T b3, T b4, [NoGradient] T t)
        where T : IFloatingPointIeee754<T>
    {
        T z1 = w1 * x + b1;
        T y1 = Sigmoid(z1);
        T z2 = w2 * y1 + b2;
        T y2 = Sigmoid(z2);
        T z3 = w3 * y2 + b3;
        T y3 = Sigmoid(z3);
        T z4 = w4 * y3 + b4;
        T y4 = Sigmoid(z4);
        return T.CreateChecked(0.5) * (y4 - t) * (y4 - t);
    }

    /// <summary>Two hidden ELU layers and softmax cross-entropy: softmax_ce(W₃ elu(W₂ elu(W₁ x + b₁) + b₂) + b₃), mean over the batch.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="w1">Hidden 1 × inputs.</param>
    /// <param name="b1">Hidden 1.</param>
    /// <param name="w2">Hidden 2 × hidden 1.</param>
    /// <param name="b2">Hidden 2.</param>
    /// <param name="w3">Classes × hidden 2.</param>
    /// <param name="b3">Classes.</param>
    /// <param name="labels">N class numbers.</param>
    [Differentiable]
    public static T MlpEluCrossEntropy<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w1, ReadOnlySpan<T> b1, ReadOnlySpan2D<T> w2, ReadOnlySpan<T> b2, ReadOnlySpan2D<T> w3, ReadOnlySpan<T> b3,
        ReadOnlySpan<int> labels)
        where T : IFloatingPointIeee754<T>
    {
        Span2D<T> h1 = new T[x.Height, b1.Length];
        Span2D<T> h2 = new T[x.Height, b2.Length];
        Span2D<T> logits = new T[x.Height, b3.Length];
        Dense.Batch(x, w1, b1, h1);
        Elementwise.EluBatch(h1, h1);
        Dense.Batch(h1, w2, b2, h2);
        Elementwise.EluBatch(h2, h2);
        Dense.Batch(h2, w3, b3, logits);
        return Losses.SoftmaxCrossEntropy<T>(logits, labels);
    }
}
