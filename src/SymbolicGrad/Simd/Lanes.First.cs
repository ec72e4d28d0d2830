using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicGrad.Simd;

/// <summary>The last elements of a loop, which fill the first lanes of a vector only. Nothing behind them is read or written.</summary>
public static partial class Lanes
{
    /// <summary>How many of <paramref name="length"/> elements vectors take, the last of them in part: all, where the hardware has vectors of the type.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">A number of elements; a negative one counts as 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Covered<T>(int length) => Vector<T>.IsSupported ? Math.Max(length, 0) : 0;

    /// <summary>A mask of the first lanes.</summary>
    /// <typeparam name="T">The element type: of four or of eight bytes.</typeparam>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> First<T>(int count) => Unsafe.SizeOf<T>() == sizeof(float)
        ? Vector.LessThan(Vector<int>.Indices, new Vector<int>(count)).As<int, T>()
        : Vector.LessThan(Vector<long>.Indices, new Vector<long>(count)).As<long, T>();

    /// <summary>The elements from <paramref name="start"/> on in the first lanes; the others are 0.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0, 0 &lt; count &lt; lane count and start + count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The elements.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector<T> LoadFirst<T>(ReadOnlySpan<T> source, int start, int count)
    {
        Debug.Assert(start >= 0 && start <= source.Length - count, "the elements have to lie within their section");
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), start);
        if (Avx.IsSupported && Vector<byte>.Count == Vector256<byte>.Count)
        {
            if (typeof(T) == typeof(double))
            {
                fixed (double* address = &Unsafe.As<T, double>(ref first))
                    return Avx.MaskLoad(address, First<double>(count).AsVector256()).AsVector().As<double, T>();
            }

            if (typeof(T) == typeof(float))
            {
                fixed (float* address = &Unsafe.As<T, float>(ref first))
                    return Avx.MaskLoad(address, First<float>(count).AsVector256()).AsVector().As<float, T>();
            }
        }

        return LoadOneByOne(ref first, count);
    }

    /// <inheritdoc cref="LoadFirst{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadFirst<T>(Span<T> source, int start, int count) => LoadFirst((ReadOnlySpan<T>)source, start, count);

    /// <summary>target[start …] = the first lanes.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0, 0 &lt; count &lt; lane count and start + count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    /// <param name="target">Where they are written.</param>
    /// <param name="start">Where the first is written.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst<T>(Vector<T> value, Span<T> target, int start, int count)
    {
        Debug.Assert(start >= 0 && start <= target.Length - count, "the elements have to lie within their section");
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), start);
        if (Avx.IsSupported && Vector<byte>.Count == Vector256<byte>.Count)
        {
            if (typeof(T) == typeof(double))
            {
                fixed (double* address = &Unsafe.As<T, double>(ref first))
                    Avx.MaskStore(address, First<double>(count).AsVector256(), value.As<T, double>().AsVector256());
                return;
            }

            if (typeof(T) == typeof(float))
            {
                fixed (float* address = &Unsafe.As<T, float>(ref first))
                    Avx.MaskStore(address, First<float>(count).AsVector256(), value.As<T, float>().AsVector256());
                return;
            }
        }

        StoreOneByOne(value, ref first, count);
    }

    /// <summary>target[start …] += the first lanes.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0, 0 &lt; count &lt; lane count and start + count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">What is added.</param>
    /// <param name="target">What it is added to.</param>
    /// <param name="start">The first element added to.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFirst<T>(Vector<T> value, Span<T> target, int start, int count) =>
        StoreFirst(LoadFirst(target, start, count) + value, target, start, count);

    /// <summary>target[start …] += the first lanes of left·right, each rounded once.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0, 0 &lt; count &lt; lane count and start + count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <param name="target">What the product is added to.</param>
    /// <param name="start">The first element added to.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFirst<T>(Vector<T> left, Vector<T> right, Span<T> target, int start, int count) =>
        StoreFirst(VectorArithmetic.MultiplyAdd(left, right, LoadFirst(target, start, count)), target, start, count);

    private static Vector<T> LoadOneByOne<T>(ref T first, int count)
    {
        Vector<T> value = default;
        for (int lane = 0; lane < count; lane++)
        {
            value = value.WithElement(lane, Unsafe.Add(ref first, lane));
        }

        return value;
    }

    private static void StoreOneByOne<T>(Vector<T> value, ref T first, int count)
    {
        for (int lane = 0; lane < count; lane++)
        {
            Unsafe.Add(ref first, lane) = value[lane];
        }
    }
}
