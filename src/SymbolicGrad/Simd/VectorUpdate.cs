using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Simd;

/// <summary>Updates of one vector by another.</summary>
public static class VectorUpdate
{
    /// <summary>target += scale·source, the operation known as axpy.</summary>
    /// <remarks>Each element is computed by one fused multiply-add, so the result does not depend on the vector width.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="source">The vector to add.</param>
    /// <param name="scale">Its factor. A factor of 0 is no exception: 0·∞ and 0·NaN give NaN.</param>
    /// <param name="target">The vector to add to, of the same length. It may be <paramref name="source"/> itself, but must not
    /// overlap it with an offset.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled<T>(ReadOnlySpan<T> source, T scale, Span<T> target)
        where T : IFloatingPointIeee754<T>
    {
        if (source.Length != target.Length)
            throw new ArgumentException($"The length of target, {target.Length}, differs from the length of source, {source.Length}.", nameof(target));

        ref T x = ref MemoryMarshal.GetReference(source);
        ref T y = ref MemoryMarshal.GetReference(target);
        nint length = source.Length;
        nint i = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> factor = new(scale);
            for (; i <= length - 4 * Vector<T>.Count; i += 4 * Vector<T>.Count)
            {
                Step(factor, ref x, ref y, i);
                Step(factor, ref x, ref y, i + Vector<T>.Count);
                Step(factor, ref x, ref y, i + 2 * Vector<T>.Count);
                Step(factor, ref x, ref y, i + 3 * Vector<T>.Count);
            }

            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
                Step(factor, ref x, ref y, i);
        }

        for (; i < length; i++)
            Unsafe.Add(ref y, i) = T.FusedMultiplyAdd(scale, Unsafe.Add(ref x, i), Unsafe.Add(ref y, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T>(Vector<T> factor, ref T x, ref T y, nint i)
    {
        ref T target = ref Unsafe.Add(ref y, i);
        VectorArithmetic.MultiplyAdd(factor, Vector.LoadUnsafe(ref Unsafe.Add(ref x, i)), Vector.LoadUnsafe(ref target)).StoreUnsafe(ref target);
    }
}
