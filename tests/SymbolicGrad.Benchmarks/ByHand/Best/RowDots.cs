using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Matrix times vector by dot products of eight rows at once, so that each element of the vector is loaded once for eight.</summary>
internal static class RowDots
{
    /// <summary>y += W·x + U·h; without a second product, <paramref name="h"/> is empty.</summary>
    public static void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> h, ReadOnlySpan<float> u, Span<float> y)
    {
        ref float xs = ref MemoryMarshal.GetReference(x), ws = ref MemoryMarshal.GetReference(w);
        ref float hs = ref MemoryMarshal.GetReference(h), us = ref MemoryMarshal.GetReference(u);
        ref float ys = ref MemoryMarshal.GetReference(y);
        nint inputs = x.Length, states = h.Length, rows = y.Length, row = 0;
        for (; row <= rows - 8; row += 8)
        {
            Vector<float> v0 = default, v1 = default, v2 = default, v3 = default, v4 = default, v5 = default, v6 = default, v7 = default;
            AccumulateEight(inputs, ref xs, ref Unsafe.Add(ref ws, row * inputs), ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
            AccumulateEight(states, ref hs, ref Unsafe.Add(ref us, row * states), ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
            VectorSums.AddEight(v0, v1, v2, v3, v4, v5, v6, v7, ref Unsafe.Add(ref ys, row));
            AddTail(8, inputs, ref xs, ref Unsafe.Add(ref ws, row * inputs), ref Unsafe.Add(ref ys, row));
            AddTail(8, states, ref hs, ref Unsafe.Add(ref us, row * states), ref Unsafe.Add(ref ys, row));
        }

        for (; row < rows; row++)
            Unsafe.Add(ref ys, row) += Dot(inputs, ref xs, ref Unsafe.Add(ref ws, row * inputs)) + Dot(states, ref hs, ref Unsafe.Add(ref us, row * states));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AccumulateEight(
        nint length, ref float x, ref float w,
        ref Vector<float> v0, ref Vector<float> v1, ref Vector<float> v2, ref Vector<float> v3,
        ref Vector<float> v4, ref Vector<float> v5, ref Vector<float> v6, ref Vector<float> v7)
    {
        // Locals, since what has its address taken would live in memory.
        Vector<float> s0 = v0, s1 = v1, s2 = v2, s3 = v3, s4 = v4, s5 = v5, s6 = v6, s7 = v7;
        ref float w4 = ref Unsafe.Add(ref w, 4 * length);
        for (nint k = 0; k <= length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector<float> xv = Vector.LoadUnsafe(ref Unsafe.Add(ref x, k));
            ref float low = ref Unsafe.Add(ref w, k), high = ref Unsafe.Add(ref w4, k);
            s0 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref low), s0);
            s1 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref low, length)), s1);
            s2 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref low, 2 * length)), s2);
            s3 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref low, 3 * length)), s3);
            s4 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref high), s4);
            s5 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref high, length)), s5);
            s6 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref high, 2 * length)), s6);
            s7 = Vector.FusedMultiplyAdd(xv, Vector.LoadUnsafe(ref Unsafe.Add(ref high, 3 * length)), s7);
        }

        (v0, v1, v2, v3, v4, v5, v6, v7) = (s0, s1, s2, s3, s4, s5, s6, s7);
    }

    private static void AddTail(nint rows, nint length, ref float x, ref float w, ref float y)
    {
        nint tail = length - length % Vector<float>.Count;
        if (tail == length)
            return;
        for (nint row = 0; row < rows; row++)
        {
            float sum = 0;
            for (nint k = tail; k < length; k++)
                sum += Unsafe.Add(ref x, k) * Unsafe.Add(ref w, row * length + k);
            Unsafe.Add(ref y, row) += sum;
        }
    }

    private static float Dot(nint length, ref float x, ref float w)
    {
        Vector<float> even = default, odd = default;
        nint k = 0;
        for (; k <= length - 2 * Vector<float>.Count; k += 2 * Vector<float>.Count)
        {
            even = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, k)), Vector.LoadUnsafe(ref Unsafe.Add(ref w, k)), even);
            nint next = k + Vector<float>.Count;
            odd = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, next)), Vector.LoadUnsafe(ref Unsafe.Add(ref w, next)), odd);
        }

        float sum = Vector.Sum(even + odd);
        for (; k < length; k++)
            sum += Unsafe.Add(ref x, k) * Unsafe.Add(ref w, k);
        return sum;
    }
}
