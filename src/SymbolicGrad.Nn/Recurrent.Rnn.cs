using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>Recurrent cells, and sequences of them from a zero state.</summary>
public static partial class Recurrent
{
    /// <summary>
    /// Three steps of a linear scalar RNN with shared weights, S_t = Wx·X_t + Ws·S_{t−1} + b1, O_t = Wo·S_t + b2,
    /// L = Σ ½(Y_t − O_t)². ∂L/∂Ws is a sum of products of ∂S_j/∂S_{j−1} = Ws; ∂L/∂Wo has no long product.
    /// </summary>
    [Differentiable]
    public static T Rnn3Linear<T>(ReadOnlySpan<T> x, T s0, T wx, T ws, T wo, T b1, T b2, [NoGradient] ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        T s = s0;
        T loss = T.Zero;
        for (int t = 0; t < x.Length; t++)
        {
            s = wx * x[t] + ws * s + b1;
            T error = wo * s + b2 - y[t];
            loss += T.CreateChecked(0.5) * error * error;
        }

        return loss;
    }

    /// <summary>As <see cref="Rnn3Linear"/> with S_t = tanh(…): ∂S_j/∂S_{j−1} = (1 − S_j²)·Ws.</summary>
    [Differentiable(Derivatives.Taped)]
    public static T Rnn3Tanh<T>(ReadOnlySpan<T> x, T s0, T wx, T ws, T wo, T b1, T b2, [NoGradient] ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        T s = s0;
        T loss = T.Zero;
        for (int t = 0; t < x.Length; t++)
        {
            s = T.Tanh(wx * x[t] + ws * s + b1);
            T error = wo * s + b2 - y[t];
            loss += T.CreateChecked(0.5) * error * error;
        }

        return loss;
    }

    /// <summary>The simple recurrent cell (Elman 1990): h = tanh(W x + U h_prev + b).</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="hPrev">The state before, H.</param>
    /// <param name="w">H × inputs.</param>
    /// <param name="u">H × H.</param>
    /// <param name="b">H.</param>
    /// <param name="h">The state after, H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void Rnn<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span<T> h)
        where T : IFloatingPointIeee754<T>
    {
        for (int j = 0; j < h.Length; j++)
        {
            h[j] = T.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), x) + TensorPrimitives.Dot(u.GetRowSpan(j), hPrev) + b[j]);
        }
    }

    /// <summary><see cref="Rnn"/> for a batch of independent states, a row each.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="hPrev">The states before, N × H.</param>
    /// <param name="w">H × inputs.</param>
    /// <param name="u">H × H.</param>
    /// <param name="b">H.</param>
    /// <param name="h">The states after, N × H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void RnnBatch<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span2D<T> h)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < x.Height; n++)
        {
            Rnn(x.GetRowSpan(n), hPrev.GetRowSpan(n), w, u, b, h.GetRowSpan(n));
        }
    }

    /// <summary>The loss of a sequence: the cell over t, O_t = Wo h_t + bo, L = Σ_t ½‖Y_t − O_t‖².</summary>
    /// <param name="x">T × inputs.</param>
    /// <param name="w">H × inputs.</param>
    /// <param name="u">H × H.</param>
    /// <param name="b">H.</param>
    /// <param name="wo">Outputs × H.</param>
    /// <param name="bo">Outputs.</param>
    /// <param name="y">T × outputs.</param>
    [Differentiable]
    public static T RnnSequenceLoss<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, ReadOnlySpan2D<T> wo, ReadOnlySpan<T> bo,
        [NoGradient] ReadOnlySpan2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        // Row 0 is the zero state.
        Span2D<T> h = new T[x.Height + 1, b.Length];
        T loss = T.Zero;
        for (int t = 0; t < x.Height; t++)
        {
            Rnn(x.GetRowSpan(t), h.GetRowSpan(t), w, u, b, h.GetRowSpan(t + 1));
            for (int k = 0; k < bo.Length; k++)
            {
                T error = TensorPrimitives.Dot(wo.GetRowSpan(k), h.GetRowSpan(t + 1)) + bo[k] - y[t, k];
                loss += T.CreateChecked(0.5) * error * error;
            }
        }

        return loss;
    }

    /// <summary>
    /// One scalar step h = tanh(z_x + U·h_prev), z_x = W·x + b: ∂h/∂h_prev = (1 − h²)·U. For a fixed h_prev ≠ 0 it is bounded as a
    /// function of U: a large U saturates the neuron, and the gradient does not explode with it.
    /// </summary>
    [Differentiable]
    public static T RnnState<T>(T hPrev, [NoGradient] T zx, T u)
        where T : IFloatingPointIeee754<T> =>
        T.Tanh(zx + u * hPrev);

    /// <summary>As <see cref="RnnState"/> with ReLU: ∂h/∂h_prev is U or 0, which no bound holds.</summary>
    [Differentiable]
    public static T RnnReluState<T>(T hPrev, [NoGradient] T zx, T u)
        where T : IFloatingPointIeee754<T> =>
        Activations.Relu(zx + u * hPrev);
}
