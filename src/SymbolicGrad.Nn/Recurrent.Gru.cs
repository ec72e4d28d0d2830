using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Nn;

public static partial class Recurrent
{
    /// <summary>
    /// GRU cell (Cho et al. 2014) with the reset gate before U_h: z = σ(W₀x + U₀h + b₀), r = σ(W₁x + U₁h + b₁), n = tanh(W₂x + U₂(r·h) + b₂),
    /// h′ = (1 − z)·h + z·n. Gates stacked in the order z, r, n.
    /// </summary>
    /// <param name="x">Inputs.</param>
    /// <param name="hPrev">The state before, H.</param>
    /// <param name="w">3H × inputs.</param>
    /// <param name="u">3H × H.</param>
    /// <param name="b">3H.</param>
    /// <param name="h">The state after, H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void Gru<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span<T> h)
        where T : IFloatingPointIeee754<T>
    {
        int units = hPrev.Length;
        T[] reset = new T[units];
        for (int j = 0; j < units; j++)
        {
            reset[j] = Sigmoid(Preactivation(x, hPrev, w, u, b, units + j)) * hPrev[j];
        }

        for (int j = 0; j < units; j++)
        {
            T z = Sigmoid(Preactivation(x, hPrev, w, u, b, j));
            T n = T.Tanh(Preactivation(x, reset, w, u, b, 2 * units + j));
            h[j] = (T.One - z) * hPrev[j] + z * n;
        }
    }

    /// <summary><see cref="Gru"/> for a batch of independent states, a row each.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="hPrev">The states before, N × H.</param>
    /// <param name="w">3H × inputs.</param>
    /// <param name="u">3H × H.</param>
    /// <param name="b">3H.</param>
    /// <param name="h">The states after, N × H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void GruBatch<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span2D<T> h)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < x.Height; n++)
        {
            Gru(x.GetRowSpan(n), hPrev.GetRowSpan(n), w, u, b, h.GetRowSpan(n));
        }
    }

    /// <summary>GRU with z and r merged: r = σ(W₀x + U₀h + b₀), n = tanh(W₁x + U₁(r·h) + b₁), h′ = (1 − r)·h + r·n.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="hPrev">The state before, H.</param>
    /// <param name="w">2H × inputs.</param>
    /// <param name="u">2H × H.</param>
    /// <param name="b">2H.</param>
    /// <param name="h">The state after, H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void GruMinimal<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span<T> h)
        where T : IFloatingPointIeee754<T>
    {
        int units = hPrev.Length;
        T[] gate = new T[units];
        T[] reset = new T[units];
        for (int j = 0; j < units; j++)
        {
            gate[j] = Sigmoid(Preactivation(x, hPrev, w, u, b, j));
            reset[j] = gate[j] * hPrev[j];
        }

        for (int j = 0; j < units; j++)
        {
            T n = T.Tanh(Preactivation(x, reset, w, u, b, units + j));
            h[j] = (T.One - gate[j]) * hPrev[j] + gate[j] * n;
        }
    }

    /// <summary>
    /// GRU with the reset gate moved last: z, r as <see cref="Gru"/>, n = tanh(W₂x + U₂h + b₂), c = (1 − z)·c_prev + z·n,
    /// h = r·c.
    /// </summary>
    /// <param name="x">Inputs.</param>
    /// <param name="hPrev">The state before, H.</param>
    /// <param name="cPrev">The cell state before, H.</param>
    /// <param name="w">3H × inputs.</param>
    /// <param name="u">3H × H.</param>
    /// <param name="b">3H.</param>
    /// <param name="h">The state after, H.</param>
    /// <param name="c">The cell state after, H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void GruReordered<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan<T> cPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b,
        Span<T> h, Span<T> c)
        where T : IFloatingPointIeee754<T>
    {
        int units = hPrev.Length;
        for (int j = 0; j < units; j++)
        {
            T z = Sigmoid(Preactivation(x, hPrev, w, u, b, j));
            T r = Sigmoid(Preactivation(x, hPrev, w, u, b, units + j));
            T n = T.Tanh(Preactivation(x, hPrev, w, u, b, 2 * units + j));
            T cell = (T.One - z) * cPrev[j] + z * n;
            c[j] = cell;
            h[j] = r * cell;
        }
    }

    /// <summary>
    /// One scalar GRU step: ∂h/∂h_prev = 1 − z − z(1−z)h_prev U_z + z(1−z)ĥ U_z + (1−ĥ²)·r·(1 + (1−r)h_prev U_r)·z·U_h.
    /// </summary>
    [Differentiable]
    public static T GruState<T>(
        T hPrev, [NoGradient] T zz, [NoGradient] T zr, [NoGradient] T zh, T uz, T ur, T uh)
        where T : IFloatingPointIeee754<T>
    {
        T z = Sigmoid(zz + uz * hPrev);
        T r = Sigmoid(zr + ur * hPrev);
        T candidate = T.Tanh(zh + uh * (r * hPrev));
        return (T.One - z) * hPrev + z * candidate;
    }
}
