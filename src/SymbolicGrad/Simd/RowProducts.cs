using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// Products with few rows or few terms, which are bound by reading B once: row by row of C, four or eight rows of B at a time, so
/// that each element of C or A that is loaded is used as often.
/// </summary>
/// <remarks>
/// In vectors of the preferred width: those of 512 bits were measured to be no faster, since what counts is how fast memory comes, and slower in the
/// cache where rows do not begin on cache lines, as each load touches two then.
/// </remarks>
internal static class RowProducts
{
    /// <summary>Each row of C += the combination of B's rows with the coefficients in the same row of A, or = where it <paramref name="isSet"/>.</summary>
    public static void Combine<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            ref T target = ref c.At(i, 0);
            int p = 0;
            if (isSet)
                SetRow(n, a.At(i, p), ref b.At(p++, 0), ref target);
            for (; p <= k - 4; p += 4)
                AddFourRows(n, a.At(i, p), a.At(i, p + 1), a.At(i, p + 2), a.At(i, p + 3), ref b.At(p, 0), b.RowStride, ref target);
            for (; p < k; p++)
                AddRow(n, a.At(i, p), ref b.At(p, 0), ref target);
        }
    }

    /// <summary>
    /// Each element of C += the dot product of a row of A and a column of B, both without gaps in memory, or = where it <paramref name="isSet"/>.
    /// </summary>
    public static void Dots<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            if (isSet)
                MemoryMarshal.CreateSpan(ref c.At(i, 0), n).Clear();
            int j = 0;
            for (; j <= n - 8; j += 8)
                AddEightDots(k, ref a.At(i, 0), ref b.At(0, j), b.ColumnStride, ref c.At(i, j));
            for (; j <= n - 4; j += 4)
                AddFourDots(k, ref a.At(i, 0), ref b.At(0, j), b.ColumnStride, ref c.At(i, j));
            for (; j < n; j++)
                c.At(i, j) += Dot(k, ref a.At(i, 0), ref b.At(0, j));
        }
    }

    private static void AddFourRows<T>(nint n, T s0, T s1, T s2, T s3, ref T r0, nint stride, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        ref T r1 = ref Unsafe.Add(ref r0, stride);
        ref T r2 = ref Unsafe.Add(ref r1, stride);
        ref T r3 = ref Unsafe.Add(ref r2, stride);
        Vector<T> v0 = new(s0), v1 = new(s1), v2 = new(s2), v3 = new(s3);
        nint j = 0;
        for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
        {
            ref T y = ref Unsafe.Add(ref target, j);
            Vector<T> even = VectorArithmetic.MultiplyAdd(v0, Vector.LoadUnsafe(ref Unsafe.Add(ref r0, j)), Vector.LoadUnsafe(ref y));
            Vector<T> odd = v1 * Vector.LoadUnsafe(ref Unsafe.Add(ref r1, j));
            even = VectorArithmetic.MultiplyAdd(v2, Vector.LoadUnsafe(ref Unsafe.Add(ref r2, j)), even);
            odd = VectorArithmetic.MultiplyAdd(v3, Vector.LoadUnsafe(ref Unsafe.Add(ref r3, j)), odd);
            (even + odd).StoreUnsafe(ref y);
        }

        for (; j < n; j++)
        {
            T even = s0 * Unsafe.Add(ref r0, j) + s2 * Unsafe.Add(ref r2, j);
            T odd = s1 * Unsafe.Add(ref r1, j) + s3 * Unsafe.Add(ref r3, j);
            Unsafe.Add(ref target, j) += even + odd;
        }
    }

    public static void SetRow<T>(nint n, T scale, ref T row, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale);
        nint j = 0;
        for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
            (factor * Vector.LoadUnsafe(ref Unsafe.Add(ref row, j))).StoreUnsafe(ref Unsafe.Add(ref target, j));
        for (; j < n; j++)
            Unsafe.Add(ref target, j) = scale * Unsafe.Add(ref row, j);
    }

    public static void AddRow<T>(nint n, T scale, ref T row, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale);
        nint j = 0;
        for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
        {
            ref T y = ref Unsafe.Add(ref target, j);
            VectorArithmetic.MultiplyAdd(factor, Vector.LoadUnsafe(ref Unsafe.Add(ref row, j)), Vector.LoadUnsafe(ref y)).StoreUnsafe(ref y);
        }

        for (; j < n; j++)
            Unsafe.Add(ref target, j) += scale * Unsafe.Add(ref row, j);
    }

    /// <summary>
    /// Each of m sums += the dot products of a row of A with the k elements of x and of a row of B with the l elements of h, or = where it
    /// <paramref name="isSet"/>. Factors without columns are not read.
    /// </summary>
    public static void SumOfDots<T>(nint m, ref T target, nint k, ref T x, ref T a, nint aStride, nint l, ref T h, ref T b, nint bStride, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        nint j = 0;
        if (Vector<T>.IsSupported)
        {
            nint whole = k - k % Vector<T>.Count, wholeOfSecond = l - l % Vector<T>.Count;
            for (; j <= m - 8; j += 8)
            {
                ref T rowsOfFirst = ref Unsafe.Add(ref a, j * aStride), rowsOfSecond = ref Unsafe.Add(ref b, j * bStride), sums = ref Unsafe.Add(ref target, j);
                Vector<T> v0 = default, v1 = default, v2 = default, v3 = default, v4 = default, v5 = default, v6 = default, v7 = default;
                AccumulateEight(k, ref x, ref rowsOfFirst, aStride, ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
                AccumulateEight(l, ref h, ref rowsOfSecond, bStride, ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
                VectorSums.TakeFour(v0, v1, v2, v3, ref sums, isSet);
                VectorSums.TakeFour(v4, v5, v6, v7, ref Unsafe.Add(ref sums, 4), isSet);
                if (whole < k)
                    AddRest(whole, k, 8, ref x, ref rowsOfFirst, aStride, ref sums);
                if (wholeOfSecond < l)
                    AddRest(wholeOfSecond, l, 8, ref h, ref rowsOfSecond, bStride, ref sums);
            }
        }

        for (; j < m; j++)
        {
            T sum = Dot(k, ref x, ref Unsafe.Add(ref a, j * aStride)) + Dot(l, ref h, ref Unsafe.Add(ref b, j * bStride));
            Unsafe.Add(ref target, j) = isSet ? sum : Unsafe.Add(ref target, j) + sum;
        }
    }

    private static void AddFourDots<T>(nint k, ref T x, ref T r0, nint stride, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        ref T r1 = ref Unsafe.Add(ref r0, stride);
        ref T r2 = ref Unsafe.Add(ref r1, stride);
        ref T r3 = ref Unsafe.Add(ref r2, stride);
        Vector<T> v0 = default, v1 = default, v2 = default, v3 = default;
        nint p = 0;
        for (; p <= k - Vector<T>.Count; p += Vector<T>.Count)
        {
            Vector<T> xs = Vector.LoadUnsafe(ref Unsafe.Add(ref x, p));
            v0 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref r0, p)), v0);
            v1 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref r1, p)), v1);
            v2 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref r2, p)), v2);
            v3 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref r3, p)), v3);
        }

        VectorSums.TakeFour(v0, v1, v2, v3, ref target, isSet: false);
        AddRest(p, k, 4, ref x, ref r0, stride, ref target);
    }

    private static void AddEightDots<T>(nint k, ref T x, ref T r0, nint stride, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> v0 = default, v1 = default, v2 = default, v3 = default, v4 = default, v5 = default, v6 = default, v7 = default;
        AccumulateEight(k, ref x, ref r0, stride, ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        VectorSums.TakeFour(v0, v1, v2, v3, ref target, isSet: false);
        VectorSums.TakeFour(v4, v5, v6, v7, ref Unsafe.Add(ref target, 4), isSet: false);
        AddRest(k - k % Vector<T>.Count, k, 8, ref x, ref r0, stride, ref target);
    }

    /// <summary>Adds to each of eight vectors the products of x and a row, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AccumulateEight<T>(
        nint k, ref T x, ref T r0, nint stride,
        ref Vector<T> v0, ref Vector<T> v1, ref Vector<T> v2, ref Vector<T> v3, ref Vector<T> v4, ref Vector<T> v5, ref Vector<T> v6, ref Vector<T> v7)
        where T : IFloatingPointIeee754<T>
    {
        // Locals, since what has its address taken would live in memory.
        Vector<T> s0 = v0, s1 = v1, s2 = v2, s3 = v3, s4 = v4, s5 = v5, s6 = v6, s7 = v7;
        ref T r4 = ref Unsafe.Add(ref r0, 4 * stride);
        for (nint p = 0; p <= k - Vector<T>.Count; p += Vector<T>.Count)
        {
            Vector<T> xs = Vector.LoadUnsafe(ref Unsafe.Add(ref x, p));
            ref T low = ref Unsafe.Add(ref r0, p), high = ref Unsafe.Add(ref r4, p);
            s0 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref low), s0);
            s1 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref low, stride)), s1);
            s2 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref low, 2 * stride)), s2);
            s3 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref low, 3 * stride)), s3);
            s4 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref high), s4);
            s5 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref high, stride)), s5);
            s6 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref high, 2 * stride)), s6);
            s7 = VectorArithmetic.MultiplyAdd(xs, Vector.LoadUnsafe(ref Unsafe.Add(ref high, 3 * stride)), s7);
        }

        (v0, v1, v2, v3, v4, v5, v6, v7) = (s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /// <summary>The terms that fill no vector, of several rows.</summary>
    private static void AddRest<T>(nint from, nint k, int rows, ref T x, ref T r0, nint stride, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        if (from == k)
            return;
        for (int row = 0; row < rows; row++)
        {
            T sum = T.Zero;
            for (nint p = from; p < k; p++)
                sum += Unsafe.Add(ref x, p) * Unsafe.Add(ref r0, row * stride + p);
            Unsafe.Add(ref target, row) += sum;
        }
    }

    private static T Dot<T>(nint k, ref T x, ref T y)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        nint p = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> even = default, odd = default;
            for (; p <= k - 2 * Vector<T>.Count; p += 2 * Vector<T>.Count)
            {
                even = VectorArithmetic.MultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, p)), Vector.LoadUnsafe(ref Unsafe.Add(ref y, p)), even);
                nint q = p + Vector<T>.Count;
                odd = VectorArithmetic.MultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, q)), Vector.LoadUnsafe(ref Unsafe.Add(ref y, q)), odd);
            }

            sum = Vector.Sum(even + odd);
        }

        for (; p < k; p++)
            sum += Unsafe.Add(ref x, p) * Unsafe.Add(ref y, p);
        return sum;
    }
}
