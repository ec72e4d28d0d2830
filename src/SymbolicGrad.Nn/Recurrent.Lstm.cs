using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.Nn;

public static partial class Recurrent
{
    /// <summary>
    /// LSTM cell (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000): f, i, o = σ(W_k x + U_k h_prev + b_k), g = tanh(W_3 x + U_3 h_prev + b_3), c = f·c_prev + i·g,
    /// h = o·tanh c. The gates are stacked in the order f, i, o, g. ∂c/∂c_prev has f as its main term.
    /// </summary>
    /// <param name="x">Inputs.</param>
    /// <param name="hPrev">The state before, H.</param>
    /// <param name="cPrev">The cell state before, H.</param>
    /// <param name="w">4H × inputs.</param>
    /// <param name="u">4H × H.</param>
    /// <param name="b">4H.</param>
    /// <param name="h">The state after, H.</param>
    /// <param name="c">The cell state after, H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void Lstm<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan<T> cPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b,
        Span<T> h, Span<T> c)
        where T : IFloatingPointIeee754<T>
    {
        int units = hPrev.Length;
        for (int j = 0; j < units; j++)
        {
            T f = Sigmoid(Preactivation(x, hPrev, w, u, b, j));
            T i = Sigmoid(Preactivation(x, hPrev, w, u, b, units + j));
            T o = Sigmoid(Preactivation(x, hPrev, w, u, b, 2 * units + j));
            T g = T.Tanh(Preactivation(x, hPrev, w, u, b, 3 * units + j));
            T cell = f * cPrev[j] + i * g;
            c[j] = cell;
            h[j] = o * T.Tanh(cell);
        }
    }

    /// <summary><see cref="Lstm"/> for a batch of independent states, a row each.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="hPrev">The states before, N × H.</param>
    /// <param name="cPrev">The cell states before, N × H.</param>
    /// <param name="w">4H × inputs.</param>
    /// <param name="u">4H × H.</param>
    /// <param name="b">4H.</param>
    /// <param name="h">The states after, N × H.</param>
    /// <param name="c">The cell states after, N × H.</param>
    [Differentiable(Derivatives.Taped)]
    public static void LstmBatch<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> hPrev, ReadOnlySpan2D<T> cPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b,
        Span2D<T> h, Span2D<T> c)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < x.Height; n++)
        {
            Lstm(x.GetRowSpan(n), hPrev.GetRowSpan(n), cPrev.GetRowSpan(n), w, u, b, h.GetRowSpan(n), c.GetRowSpan(n));
        }
    }

    /// <summary>W_row·x + U_row·h + b_row</summary>
    private static T Preactivation<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> h, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, int row)
        where T : IFloatingPointIeee754<T> =>
        TensorPrimitives.Dot(w.GetRowSpan(row), x) + TensorPrimitives.Dot(u.GetRowSpan(row), h) + b[row];

    /// <summary>The loss of a sequence: the cell over t from a zero state, O_t = Wo h_t + bo, L = Σ_t ½‖Y_t − O_t‖².</summary>
    /// <param name="x">T × inputs.</param>
    /// <param name="w">4H × inputs.</param>
    /// <param name="u">4H × H.</param>
    /// <param name="b">4H.</param>
    /// <param name="wo">Outputs × H.</param>
    /// <param name="bo">Outputs.</param>
    /// <param name="y">T × outputs.</param>
    [Differentiable]
    public static T LstmSequenceLoss<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, ReadOnlySpan2D<T> wo, ReadOnlySpan<T> bo,
        [NoGradient] ReadOnlySpan2D<T> y)
        where T : IFloatingPointIeee754<T>
    {
        // Row 0 is the zero state.
        Span2D<T> h = new T[x.Height + 1, u.Width];
        Span2D<T> c = new T[x.Height + 1, u.Width];
        T loss = T.Zero;
        for (int t = 0; t < x.Height; t++)
        {
            Lstm(x.GetRowSpan(t), h.GetRowSpan(t), c.GetRowSpan(t), w, u, b, h.GetRowSpan(t + 1), c.GetRowSpan(t + 1));
            for (int k = 0; k < bo.Length; k++)
            {
                T error = TensorPrimitives.Dot(wo.GetRowSpan(k), h.GetRowSpan(t + 1)) + bo[k] - y[t, k];
                loss += T.CreateChecked(0.5) * error * error;
            }
        }

        return loss;
    }

    /// <summary>
    /// One scalar LSTM step as a function of the cell state before, h_prev = o_prev·tanh(c_prev): its derivative by c_prev is
    /// f + c_prev f(1−f)U_f o_prev(1−tanh²c_prev) + ĉ i(1−i)U_i o_prev(1−tanh²c_prev) + i(1−ĉ²)U_c o_prev(1−tanh²c_prev).
    /// </summary>
    [Differentiable]
    public static T LstmCellState<T>(
        T cPrev, [NoGradient] T oPrev, [NoGradient] T zf, [NoGradient] T zi, [NoGradient] T zc, T uf, T ui, T uc)
        where T : IFloatingPointIeee754<T>
    {
        T hPrev = oPrev * T.Tanh(cPrev);
        T f = Sigmoid(zf + uf * hPrev);
        T i = Sigmoid(zi + ui * hPrev);
        T candidate = T.Tanh(zc + uc * hPrev);
        return f * cPrev + i * candidate;
    }
}
