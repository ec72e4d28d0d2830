using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The backward pass of a layer on one example, four rows of the weights at a time. What <typeparamref name="TWeights"/> is decides whether
/// the weights' gradient is added to or set, which saves loading it.
/// </summary>
internal static class RowUpdates<TWeights>
    where TWeights : struct, IUpdate
{
    /// <summary>dx += Wᵀ·δ, and dW takes δ·xᵀ, in one pass, so that δ and x are loaded once for both.</summary>
    public static void Backward(ReadOnlySpan<float> delta, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> dx, Span<float> dw)
    {
        ref float ds = ref MemoryMarshal.GetReference(delta), xs = ref MemoryMarshal.GetReference(x), ps = ref MemoryMarshal.GetReference(dx);
        ref float ws = ref MemoryMarshal.GetReference(w), gs = ref MemoryMarshal.GetReference(dw);
        nint length = x.Length, rows = delta.Length, row = 0;
        for (; row <= rows - 4; row += 4)
            AddFourRows(length, ref Unsafe.Add(ref ds, row), ref xs, ref Unsafe.Add(ref ws, row * length), ref ps, ref Unsafe.Add(ref gs, row * length));
        for (; row < rows; row++)
            AddRow(length, Unsafe.Add(ref ds, row), ref xs, ref Unsafe.Add(ref ws, row * length), ref ps, ref Unsafe.Add(ref gs, row * length));
    }

    /// <summary>dW takes δ·xᵀ, for an x that needs no gradient.</summary>
    public static void BackwardToWeights(ReadOnlySpan<float> delta, ReadOnlySpan<float> x, Span<float> dw)
    {
        ref float ds = ref MemoryMarshal.GetReference(delta), xs = ref MemoryMarshal.GetReference(x), gs = ref MemoryMarshal.GetReference(dw);
        nint length = x.Length;
        for (nint row = 0; row < delta.Length; row++)
        {
            float scale = Unsafe.Add(ref ds, row);
            Vector<float> d = new(scale);
            ref float g = ref Unsafe.Add(ref gs, row * length);
            nint k = 0;
            for (; k <= length - 2 * Vector<float>.Count; k += 2 * Vector<float>.Count)
            {
                TWeights.Take(d, Vector.LoadUnsafe(ref Unsafe.Add(ref xs, k)), ref Unsafe.Add(ref g, k));
                TWeights.Take(d, Vector.LoadUnsafe(ref Unsafe.Add(ref xs, k + Vector<float>.Count)), ref Unsafe.Add(ref g, k + Vector<float>.Count));
            }

            for (; k < length; k++)
                TWeights.Take(scale, Unsafe.Add(ref xs, k), ref Unsafe.Add(ref g, k));
        }
    }

    private static void AddFourRows(nint length, ref float delta, ref float x, ref float w, ref float dx, ref float dw)
    {
        float d0 = delta, d1 = Unsafe.Add(ref delta, 1), d2 = Unsafe.Add(ref delta, 2), d3 = Unsafe.Add(ref delta, 3);
        Vector<float> v0 = new(d0), v1 = new(d1), v2 = new(d2), v3 = new(d3);
        nint k = 0;
        for (; k <= length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector<float> xv = Vector.LoadUnsafe(ref Unsafe.Add(ref x, k));
            ref float p = ref Unsafe.Add(ref dx, k), r = ref Unsafe.Add(ref w, k), g = ref Unsafe.Add(ref dw, k);
            Vector<float> even = Vector.FusedMultiplyAdd(v0, Vector.LoadUnsafe(ref r), Vector.LoadUnsafe(ref p));
            Vector<float> odd = v1 * Vector.LoadUnsafe(ref Unsafe.Add(ref r, length));
            even = Vector.FusedMultiplyAdd(v2, Vector.LoadUnsafe(ref Unsafe.Add(ref r, 2 * length)), even);
            odd = Vector.FusedMultiplyAdd(v3, Vector.LoadUnsafe(ref Unsafe.Add(ref r, 3 * length)), odd);
            (even + odd).StoreUnsafe(ref p);
            TWeights.Take(v0, xv, ref g);
            TWeights.Take(v1, xv, ref Unsafe.Add(ref g, length));
            TWeights.Take(v2, xv, ref Unsafe.Add(ref g, 2 * length));
            TWeights.Take(v3, xv, ref Unsafe.Add(ref g, 3 * length));
        }

        for (; k < length; k++)
        {
            float xk = Unsafe.Add(ref x, k);
            ref float r = ref Unsafe.Add(ref w, k), g = ref Unsafe.Add(ref dw, k);
            Unsafe.Add(ref dx, k) += (d0 * r + d1 * Unsafe.Add(ref r, length)) + (d2 * Unsafe.Add(ref r, 2 * length) + d3 * Unsafe.Add(ref r, 3 * length));
            TWeights.Take(d0, xk, ref g);
            TWeights.Take(d1, xk, ref Unsafe.Add(ref g, length));
            TWeights.Take(d2, xk, ref Unsafe.Add(ref g, 2 * length));
            TWeights.Take(d3, xk, ref Unsafe.Add(ref g, 3 * length));
        }
    }

    private static void AddRow(nint length, float delta, ref float x, ref float w, ref float dx, ref float dw)
    {
        Vector<float> d = new(delta);
        nint k = 0;
        for (; k <= length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Add.Take(d, Vector.LoadUnsafe(ref Unsafe.Add(ref w, k)), ref Unsafe.Add(ref dx, k));
            TWeights.Take(d, Vector.LoadUnsafe(ref Unsafe.Add(ref x, k)), ref Unsafe.Add(ref dw, k));
        }

        for (; k < length; k++)
        {
            Unsafe.Add(ref dx, k) += delta * Unsafe.Add(ref w, k);
            TWeights.Take(delta, Unsafe.Add(ref x, k), ref Unsafe.Add(ref dw, k));
        }
    }
}
