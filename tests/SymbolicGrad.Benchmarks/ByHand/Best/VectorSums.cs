using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Sums over the elements of vectors.</summary>
internal static class VectorSums
{
    /// <summary>Adds the sums of eight vectors to eight numbers: three levels of pairwise additions do all of them at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddEight(
        Vector<float> v0, Vector<float> v1, Vector<float> v2, Vector<float> v3,
        Vector<float> v4, Vector<float> v5, Vector<float> v6, Vector<float> v7, ref float target)
    {
        if (Avx.IsSupported && Vector<float>.Count == Vector256<float>.Count)
        {
            Vector256<float> low = Avx.HorizontalAdd(
                Avx.HorizontalAdd(v0.AsVector256(), v1.AsVector256()), Avx.HorizontalAdd(v2.AsVector256(), v3.AsVector256()));
            Vector256<float> high = Avx.HorizontalAdd(
                Avx.HorizontalAdd(v4.AsVector256(), v5.AsVector256()), Avx.HorizontalAdd(v6.AsVector256(), v7.AsVector256()));
            Vector256<float> sums = Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
            (sums + Vector256.LoadUnsafe(ref target)).StoreUnsafe(ref target);
            return;
        }

        target += Vector.Sum(v0);
        Unsafe.Add(ref target, 1) += Vector.Sum(v1);
        Unsafe.Add(ref target, 2) += Vector.Sum(v2);
        Unsafe.Add(ref target, 3) += Vector.Sum(v3);
        Unsafe.Add(ref target, 4) += Vector.Sum(v4);
        Unsafe.Add(ref target, 5) += Vector.Sum(v5);
        Unsafe.Add(ref target, 6) += Vector.Sum(v6);
        Unsafe.Add(ref target, 7) += Vector.Sum(v7);
    }
}
