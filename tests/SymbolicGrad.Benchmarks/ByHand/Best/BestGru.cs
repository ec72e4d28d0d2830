using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The GRU cell, see <see cref="BestLstm"/>. The gates z and r are one block of rows, the candidate another, since the reset states between
/// them are an operand of the second.
/// </summary>
internal sealed class BestGru(CellData data)
{
    private readonly float[] _gates = new float[2 * data.Batch * data.Units], _candidate = new float[data.Batch * data.Units];
    private readonly float[] _reset = new float[data.Batch * data.Units], _dReset = new float[data.Batch * data.Units];

    public void AddGradient()
    {
        int batch = data.Batch, units = data.Units, gateRows = 2 * units, split = gateRows * units;
        Span<float> wGates = data.W.AsSpan(0, split), wCandidate = data.W.AsSpan(split), uGates = data.U.AsSpan(0, split), uCandidate = data.U.AsSpan(split);
        BestLayer.Forward(batch, data.X, wGates, data.HPrev, uGates, data.B.AsSpan(0, gateRows), _gates);
        for (int n = 0; n < batch; n++)
            Gates(_gates.AsSpan(n * gateRows, gateRows), data.Row(data.HPrev, n), data.Row(_reset, n));
        BestLayer.Forward(batch, data.X, wCandidate, _reset, uCandidate, data.B.AsSpan(gateRows), _candidate);
        for (int n = 0; n < batch; n++)
            CandidateDeltas(_gates.AsSpan(n * gateRows, units), data.Row(_candidate, n), data.Row(data.HPrev, n), data.Row(data.Dh, n), data.Row(data.DHPrev, n));

        Array.Clear(_dReset);
        BestLayer.Backward<Add>(batch, _candidate, _reset, uCandidate, _dReset, data.DU.AsSpan(split));
        for (int n = 0; n < batch; n++)
            ResetDeltas(_gates.AsSpan((n * gateRows) + units, units), data.Row(_dReset, n), data.Row(data.HPrev, n), data.Row(data.DHPrev, n));
        BestLayer.Backward<Add>(batch, _candidate, data.X, wCandidate, data.DX, data.DW.AsSpan(split));
        BestLayer.Backward<Add>(batch, _gates, data.X, wGates, data.DX, data.DW.AsSpan(0, split));
        BestLayer.Backward<Add>(batch, _gates, data.HPrev, uGates, data.DHPrev, data.DU.AsSpan(0, split));
        BestLayer.BackwardToBiases(_gates, data.DB.AsSpan(0, gateRows));
        BestLayer.BackwardToBiases(_candidate, data.DB.AsSpan(gateRows));
    }

    /// <summary>z and r in the place of their pre-activations, and r·h.</summary>
    private static void Gates(Span<float> gates, ReadOnlySpan<float> hPrev, Span<float> reset)
    {
        nuint units = (nuint)hPrev.Length;
        ref float z = ref MemoryMarshal.GetReference(gates), target = ref MemoryMarshal.GetReference(reset), before = ref MemoryMarshal.GetReference(hPrev);
        for (nuint j = 0; j < units; j += (nuint)Vector<float>.Count)
        {
            VectorMath.Sigmoid(Vector.LoadUnsafe(ref z, j)).StoreUnsafe(ref z, j);
            Vector<float> r = VectorMath.Sigmoid(Vector.LoadUnsafe(ref z, units + j));
            r.StoreUnsafe(ref z, units + j);
            (r * Vector.LoadUnsafe(ref before, j)).StoreUnsafe(ref target, j);
        }
    }

    /// <summary>The deltas of z and of the candidate in their places, and what goes past both to the state before.</summary>
    private static void CandidateDeltas(Span<float> gate, Span<float> candidate, ReadOnlySpan<float> hPrev, ReadOnlySpan<float> dh, Span<float> dHPrev)
    {
        ref float zs = ref MemoryMarshal.GetReference(gate), ns = ref MemoryMarshal.GetReference(candidate), before = ref MemoryMarshal.GetReference(hPrev);
        ref float upstream = ref MemoryMarshal.GetReference(dh), target = ref MemoryMarshal.GetReference(dHPrev);
        Vector<float> one = Vector<float>.One;
        for (nuint j = 0; j < (nuint)hPrev.Length; j += (nuint)Vector<float>.Count)
        {
            Vector<float> z = Vector.LoadUnsafe(ref zs, j), n = VectorMath.Tanh(Vector.LoadUnsafe(ref ns, j)), d = Vector.LoadUnsafe(ref upstream, j);
            Vector<float> dN = d * z, direct = d - dN;
            (dN * (one - n * n)).StoreUnsafe(ref ns, j);
            (direct * z * (n - Vector.LoadUnsafe(ref before, j))).StoreUnsafe(ref zs, j);
            (Vector.LoadUnsafe(ref target, j) + direct).StoreUnsafe(ref target, j);
        }
    }

    /// <summary>The deltas of r in its place.</summary>
    private static void ResetDeltas(Span<float> gate, ReadOnlySpan<float> dReset, ReadOnlySpan<float> hPrev, Span<float> dHPrev)
    {
        ref float rs = ref MemoryMarshal.GetReference(gate), upstream = ref MemoryMarshal.GetReference(dReset), before = ref MemoryMarshal.GetReference(hPrev);
        ref float target = ref MemoryMarshal.GetReference(dHPrev);
        for (nuint j = 0; j < (nuint)hPrev.Length; j += (nuint)Vector<float>.Count)
        {
            Vector<float> r = Vector.LoadUnsafe(ref rs, j), dH = Vector.LoadUnsafe(ref upstream, j) * r;
            (dH * (Vector<float>.One - r) * Vector.LoadUnsafe(ref before, j)).StoreUnsafe(ref rs, j);
            (Vector.LoadUnsafe(ref target, j) + dH).StoreUnsafe(ref target, j);
        }
    }
}
