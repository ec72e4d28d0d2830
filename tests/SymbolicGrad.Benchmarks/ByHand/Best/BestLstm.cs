using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>The LSTM cell: pre-activations by rows or products, activations and deltas as vectors over units, deltas in the place of pre-activations.</summary>
internal sealed class BestLstm(CellData data)
{
    private readonly float[] _z = new float[data.Batch * data.Rows];

    public void AddGradient()
    {
        BestLayer.Forward(data.Batch, data.X, data.W, data.HPrev, data.U, data.B, _z);
        for (int n = 0; n < data.Batch; n++)
        {
            Deltas(
                _z.AsSpan(n * data.Rows, data.Rows), data.Row(data.CPrev, n), data.Row(data.Dh, n), data.Row(data.Dc, n), data.Row(data.DCPrev, n));
        }

        BestLayer.Backward<Add>(data.Batch, _z, data.X, data.W, data.DX, data.DW);
        BestLayer.Backward<Add>(data.Batch, _z, data.HPrev, data.U, data.DHPrev, data.DU);
        BestLayer.BackwardToBiases(_z, data.DB);
    }

    /// <summary>The number of units is a multiple of the vector's length at every size that is compared.</summary>
    private static void Deltas(Span<float> gates, ReadOnlySpan<float> cPrev, ReadOnlySpan<float> dh, ReadOnlySpan<float> dc, Span<float> dCPrev)
    {
        nuint units = (nuint)cPrev.Length, lanes = (nuint)Vector<float>.Count;
        ref float z = ref MemoryMarshal.GetReference(gates), target = ref MemoryMarshal.GetReference(dCPrev);
        ref float before = ref MemoryMarshal.GetReference(cPrev), upH = ref MemoryMarshal.GetReference(dh), upC = ref MemoryMarshal.GetReference(dc);
        Vector<float> one = Vector<float>.One;
        for (nuint j = 0; j < units; j += lanes)
        {
            Vector<float> f = VectorMath.Sigmoid(Vector.LoadUnsafe(ref z, j));
            Vector<float> i = VectorMath.Sigmoid(Vector.LoadUnsafe(ref z, units + j));
            Vector<float> o = VectorMath.Sigmoid(Vector.LoadUnsafe(ref z, 2 * units + j));
            Vector<float> g = VectorMath.Tanh(Vector.LoadUnsafe(ref z, 3 * units + j));
            Vector<float> c = Vector.LoadUnsafe(ref before, j), dH = Vector.LoadUnsafe(ref upH, j);
            Vector<float> tanh = VectorMath.Tanh(Vector.FusedMultiplyAdd(f, c, i * g));
            Vector<float> dO = dH * o;
            Vector<float> dCell = Vector.FusedMultiplyAdd(dO, one - tanh * tanh, Vector.LoadUnsafe(ref upC, j));
            Vector<float> dF = dCell * f, dI = dCell * i;
            (dF * (one - f) * c).StoreUnsafe(ref z, j);
            (dI * (one - i) * g).StoreUnsafe(ref z, units + j);
            (dO * (one - o) * tanh).StoreUnsafe(ref z, 2 * units + j);
            (dI * (one - g * g)).StoreUnsafe(ref z, 3 * units + j);
            (Vector.LoadUnsafe(ref target, j) + dF).StoreUnsafe(ref target, j);
        }
    }
}
