using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SymbolicGrad.Simd;

/// <summary>Small square blocks transposed in registers of 128 bits: four rows of float, two of double.</summary>
internal static class MatrixBlock
{
    /// <summary>The side of a block, in elements; 1 where the hardware has no such registers or T is another type.</summary>
    public static int Side<T>() =>
        (Sse2.IsSupported || AdvSimd.Arm64.IsSupported) && (typeof(T) == typeof(float) || typeof(T) == typeof(double)) ? Vector128<T>.Count : 1;

    /// <summary>Writes or adds the transposed block to the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(ref T source, nint sourceStride, ref T target, nint targetStride, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (Side<T>() == 1)
        {
            target = isSet ? source : target + source;
            return;
        }

        if (typeof(T) == typeof(double))
        {
            Vector128<double> x = Load<T, double>(ref source), y = Load<T, double>(ref Unsafe.Add(ref source, sourceStride));
            Put<T, double>(Low(x, y), ref target, isSet);
            Put<T, double>(High(x, y), ref Unsafe.Add(ref target, targetStride), isSet);
            return;
        }

        Vector128<float> r0 = Load<T, float>(ref source), r1 = Load<T, float>(ref Unsafe.Add(ref source, sourceStride));
        Vector128<float> r2 = Load<T, float>(ref Unsafe.Add(ref source, 2 * sourceStride)), r3 = Load<T, float>(ref Unsafe.Add(ref source, 3 * sourceStride));
        Vector128<double> upperLow = Low(r0, r1).AsDouble(), lowerLow = Low(r2, r3).AsDouble();
        Vector128<double> upperHigh = High(r0, r1).AsDouble(), lowerHigh = High(r2, r3).AsDouble();
        Put<T, float>(Low(upperLow, lowerLow).AsSingle(), ref target, isSet);
        Put<T, float>(High(upperLow, lowerLow).AsSingle(), ref Unsafe.Add(ref target, targetStride), isSet);
        Put<T, float>(Low(upperHigh, lowerHigh).AsSingle(), ref Unsafe.Add(ref target, 2 * targetStride), isSet);
        Put<T, float>(High(upperHigh, lowerHigh).AsSingle(), ref Unsafe.Add(ref target, 3 * targetStride), isSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<TNumber> Load<T, TNumber>(ref T source) => Vector128.LoadUnsafe(ref Unsafe.As<T, TNumber>(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T, TNumber>(Vector128<TNumber> row, ref T target, bool isSet)
    {
        ref TNumber first = ref Unsafe.As<T, TNumber>(ref target);
        (isSet ? row : Vector128.LoadUnsafe(ref first) + row).StoreUnsafe(ref first);
    }

    /// <summary>The lower halves of both, element by element in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) => Sse.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y) => Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) => Sse.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y) => Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
