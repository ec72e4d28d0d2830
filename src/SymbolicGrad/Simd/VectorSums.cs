using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicGrad.Simd;

/// <summary>Sums over the lanes of several vectors.</summary>
internal static class VectorSums
{
    /// <summary>Adds the sums of four vectors to four numbers, or sets these.</summary>
    /// <remarks>
    /// Where vectors have 256 bits, pairwise additions do all four at once: a sum over the lanes of one vector alone leaves most of each
    /// instruction's lanes idle.
    /// </remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="v0">The vector whose sum is added to the first number, and so on.</param>
    /// <param name="v1">The second.</param>
    /// <param name="v2">The third.</param>
    /// <param name="v3">The fourth.</param>
    /// <param name="target">The first of four consecutive numbers.</param>
    /// <param name="isSet">Whether what they held before is forgotten.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeFour<T>(Vector<T> v0, Vector<T> v1, Vector<T> v2, Vector<T> v3, ref T target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (Avx.IsSupported && Vector<byte>.Count == Vector256<byte>.Count && typeof(T) == typeof(float))
        {
            Vector256<float> low = Avx.HorizontalAdd(v0.As<T, float>().AsVector256(), v1.As<T, float>().AsVector256());
            Vector256<float> high = Avx.HorizontalAdd(v2.As<T, float>().AsVector256(), v3.As<T, float>().AsVector256());
            Vector256<float> halves = Avx.HorizontalAdd(low, high);
            ref float four = ref Unsafe.As<T, float>(ref target);
            Vector128<float> sums = halves.GetLower() + halves.GetUpper();
            (isSet ? sums : sums + Vector128.LoadUnsafe(ref four)).StoreUnsafe(ref four);
            return;
        }

        if (Avx.IsSupported && Vector<byte>.Count == Vector256<byte>.Count && typeof(T) == typeof(double))
        {
            Vector256<double> low = Avx.HorizontalAdd(v0.As<T, double>().AsVector256(), v1.As<T, double>().AsVector256());
            Vector256<double> high = Avx.HorizontalAdd(v2.As<T, double>().AsVector256(), v3.As<T, double>().AsVector256());
            ref double four = ref Unsafe.As<T, double>(ref target);
            Vector256<double> sums = Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
            (isSet ? sums : sums + Vector256.LoadUnsafe(ref four)).StoreUnsafe(ref four);
            return;
        }

        Take(ref target, Vector.Sum(v0), isSet);
        Take(ref Unsafe.Add(ref target, 1), Vector.Sum(v1), isSet);
        Take(ref Unsafe.Add(ref target, 2), Vector.Sum(v2), isSet);
        Take(ref Unsafe.Add(ref target, 3), Vector.Sum(v3), isSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<T>(ref T target, T sum, bool isSet)
        where T : IFloatingPointIeee754<T> =>
        target = isSet ? sum : target + sum;
}
