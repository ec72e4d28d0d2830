using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>The simple recurrent cell, see <see cref="BestLstm"/>.</summary>
internal sealed class BestRnn(CellData data)
{
    private readonly float[] _z = new float[data.Batch * data.Units];

    public void AddGradient()
    {
        BestLayer.Forward(data.Batch, data.X, data.W, data.HPrev, data.U, data.B, _z);
        Deltas(_z, data.Dh);
        BestLayer.Backward<Add>(data.Batch, _z, data.X, data.W, data.DX, data.DW);
        BestLayer.Backward<Add>(data.Batch, _z, data.HPrev, data.U, data.DHPrev, data.DU);
        BestLayer.BackwardToBiases(_z, data.DB);
    }

    private static void Deltas(Span<float> states, ReadOnlySpan<float> dh)
    {
        ref float z = ref MemoryMarshal.GetReference(states), upstream = ref MemoryMarshal.GetReference(dh);
        for (nuint j = 0; j < (nuint)states.Length; j += (nuint)Vector<float>.Count)
        {
            Vector<float> h = VectorMath.Tanh(Vector.LoadUnsafe(ref z, j));
            (Vector.LoadUnsafe(ref upstream, j) * (Vector<float>.One - h * h)).StoreUnsafe(ref z, j);
        }
    }
}
