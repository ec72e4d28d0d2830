using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// Products with few rows or few terms, which are bound by reading B once: row by row of C, four rows of B at a time, so
/// that each element of C or A that is loaded is used four times.
/// </summary>
internal static class RowProducts
{
    /// <summary>Each row of C += the combination of B's rows with the coefficients in the same row of A.</summary>
    public static void AddCombinations<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            ref T target = ref c.At(i, 0);
            int p = 0;
            for (; p <= k - 4; p += 4)
                AddFourRows(n, a.At(i, p), a.At(i, p + 1), a.At(i, p + 2), a.At(i, p + 3), ref b.At(p, 0), b.RowStride, ref target);
            for (; p < k; p++)
                AddRow(n, a.At(i, p), ref b.At(p, 0), ref target);
        }
    }

    /// <summary>Each element of C += the dot product of a row of A and a column of B, both without gaps in memory.</summary>
    public static void AddDots<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            int j = 0;
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

        T s0 = Vector.Sum(v0), s1 = Vector.Sum(v1), s2 = Vector.Sum(v2), s3 = Vector.Sum(v3);
        for (; p < k; p++)
        {
            T xp = Unsafe.Add(ref x, p);
            s0 += xp * Unsafe.Add(ref r0, p);
            s1 += xp * Unsafe.Add(ref r1, p);
            s2 += xp * Unsafe.Add(ref r2, p);
            s3 += xp * Unsafe.Add(ref r3, p);
        }

        target += s0;
        Unsafe.Add(ref target, 1) += s1;
        Unsafe.Add(ref target, 2) += s2;
        Unsafe.Add(ref target, 3) += s3;
    }

    private static T Dot<T>(nint k, ref T x, ref T y)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> even = default, odd = default;
        nint p = 0;
        for (; p <= k - 2 * Vector<T>.Count; p += 2 * Vector<T>.Count)
        {
            even = VectorArithmetic.MultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, p)), Vector.LoadUnsafe(ref Unsafe.Add(ref y, p)), even);
            nint q = p + Vector<T>.Count;
            odd = VectorArithmetic.MultiplyAdd(Vector.LoadUnsafe(ref Unsafe.Add(ref x, q)), Vector.LoadUnsafe(ref Unsafe.Add(ref y, q)), odd);
        }

        T sum = Vector.Sum(even + odd);
        for (; p < k; p++)
            sum += Unsafe.Add(ref x, p) * Unsafe.Add(ref y, p);
        return sum;
    }
}
