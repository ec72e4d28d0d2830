using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// What the reverse of a matrix's product with a vector adds to both: dx (n) += Wᵀ·upstream and dW (m × n) += upstream·xᵀ, in one pass over both
/// matrices.
/// </summary>
internal static class RowAdjoints
{
    /// <summary>Up to so many vectors a row is short: its elements of dx stay in registers, two vectors at a time, while all rows are gone through.</summary>
    /// <remarks>Row after row, a short dx would wait for its own stores. Long matrices are read in the order of memory.</remarks>
    private const int VectorsOfShortRow = 4;

    public static void Add<T>(nint m, nint n, ref T upstream, ref T x, ref T dx, ref T w, nint stride, ref T dw, nint gradientStride)
        where T : IFloatingPointIeee754<T>
    {
        nint rows = m & -2, k = 0;
        if (Vector<T>.IsSupported && n <= VectorsOfShortRow * Vector<T>.Count)
        {
            for (; k <= n - 2 * Vector<T>.Count; k += 2 * Vector<T>.Count)
                AddColumns(rows, ref upstream, ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref dx, k), ref Unsafe.Add(ref w, k), stride, ref Unsafe.Add(ref dw, k), gradientStride);
            if (k > 0 && rows < m)
                AddRow(k, Unsafe.Add(ref upstream, rows), ref x, ref Unsafe.Add(ref w, rows * stride), ref dx, ref Unsafe.Add(ref dw, rows * gradientStride));
        }

        if (k < n)
            AddRows(m, n - k, ref upstream, ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref dx, k), ref Unsafe.Add(ref w, k), stride, ref Unsafe.Add(ref dw, k), gradientStride);
    }

    /// <summary>Two vectors of each row, for an even number of rows.</summary>
    private static void AddColumns<T>(nint m, ref T upstream, ref T x, ref T dx, ref T w, nint stride, ref T dw, nint gradientStride)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> low = Vector.LoadUnsafe(ref x), high = Vector.LoadUnsafe(ref Unsafe.Add(ref x, Vector<T>.Count));
        ref T dHigh = ref Unsafe.Add(ref dx, Vector<T>.Count);
        Vector<T> evenLow = Vector.LoadUnsafe(ref dx), evenHigh = Vector.LoadUnsafe(ref dHigh), oddLow = default, oddHigh = default;
        for (nint j = 0; j < m; j += 2)
        {
            Vector<T> even = new(Unsafe.Add(ref upstream, j)), odd = new(Unsafe.Add(ref upstream, j + 1));
            ref T row = ref Unsafe.Add(ref w, j * stride), gradient = ref Unsafe.Add(ref dw, j * gradientStride);
            evenLow = VectorArithmetic.MultiplyAdd(even, Vector.LoadUnsafe(ref row), evenLow);
            evenHigh = VectorArithmetic.MultiplyAdd(even, Vector.LoadUnsafe(ref Unsafe.Add(ref row, Vector<T>.Count)), evenHigh);
            AddTo(ref gradient, even, low);
            AddTo(ref Unsafe.Add(ref gradient, Vector<T>.Count), even, high);
            row = ref Unsafe.Add(ref row, stride);
            gradient = ref Unsafe.Add(ref gradient, gradientStride);
            oddLow = VectorArithmetic.MultiplyAdd(odd, Vector.LoadUnsafe(ref row), oddLow);
            oddHigh = VectorArithmetic.MultiplyAdd(odd, Vector.LoadUnsafe(ref Unsafe.Add(ref row, Vector<T>.Count)), oddHigh);
            AddTo(ref gradient, odd, low);
            AddTo(ref Unsafe.Add(ref gradient, Vector<T>.Count), odd, high);
        }

        (evenLow + oddLow).StoreUnsafe(ref dx);
        (evenHigh + oddHigh).StoreUnsafe(ref dHigh);
    }

    private static void AddRows<T>(nint m, nint n, ref T upstream, ref T x, ref T dx, ref T w, nint stride, ref T dw, nint gradientStride)
        where T : IFloatingPointIeee754<T>
    {
        nint j = 0;
        for (; j <= m - 4; j += 4)
            AddFourRows(n, ref Unsafe.Add(ref upstream, j), ref x, ref Unsafe.Add(ref w, j * stride), stride, ref dx, ref Unsafe.Add(ref dw, j * gradientStride), gradientStride);
        for (; j < m; j++)
            AddRow(n, Unsafe.Add(ref upstream, j), ref x, ref Unsafe.Add(ref w, j * stride), ref dx, ref Unsafe.Add(ref dw, j * gradientStride));
    }

    /// <summary>Each element of x and dx is used for four rows.</summary>
    private static void AddFourRows<T>(nint n, ref T upstream, ref T x, ref T w, nint stride, ref T dx, ref T dw, nint gradientStride)
        where T : IFloatingPointIeee754<T>
    {
        // Rows are found from the first by multiples of the stride: a register for each of eight rows would be too many.
        T s0 = upstream, s1 = Unsafe.Add(ref upstream, 1), s2 = Unsafe.Add(ref upstream, 2), s3 = Unsafe.Add(ref upstream, 3);
        nint k = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> d0 = new(s0), d1 = new(s1), d2 = new(s2), d3 = new(s3);
            for (; k <= n - Vector<T>.Count; k += Vector<T>.Count)
            {
                Vector<T> source = Vector.LoadUnsafe(ref Unsafe.Add(ref x, k));
                ref T target = ref Unsafe.Add(ref dx, k), row = ref Unsafe.Add(ref w, k), gradient = ref Unsafe.Add(ref dw, k);
                Vector<T> even = VectorArithmetic.MultiplyAdd(d0, Vector.LoadUnsafe(ref row), Vector.LoadUnsafe(ref target));
                Vector<T> odd = d1 * Vector.LoadUnsafe(ref Unsafe.Add(ref row, stride));
                even = VectorArithmetic.MultiplyAdd(d2, Vector.LoadUnsafe(ref Unsafe.Add(ref row, 2 * stride)), even);
                odd = VectorArithmetic.MultiplyAdd(d3, Vector.LoadUnsafe(ref Unsafe.Add(ref row, 3 * stride)), odd);
                (even + odd).StoreUnsafe(ref target);
                AddTo(ref gradient, d0, source);
                AddTo(ref Unsafe.Add(ref gradient, gradientStride), d1, source);
                AddTo(ref Unsafe.Add(ref gradient, 2 * gradientStride), d2, source);
                AddTo(ref Unsafe.Add(ref gradient, 3 * gradientStride), d3, source);
            }
        }

        for (; k < n; k++)
        {
            T source = Unsafe.Add(ref x, k);
            ref T row = ref Unsafe.Add(ref w, k), gradient = ref Unsafe.Add(ref dw, k);
            Unsafe.Add(ref dx, k) += s0 * row + s1 * Unsafe.Add(ref row, stride) + (s2 * Unsafe.Add(ref row, 2 * stride) + s3 * Unsafe.Add(ref row, 3 * stride));
            gradient += s0 * source;
            Unsafe.Add(ref gradient, gradientStride) += s1 * source;
            Unsafe.Add(ref gradient, 2 * gradientStride) += s2 * source;
            Unsafe.Add(ref gradient, 3 * gradientStride) += s3 * source;
        }
    }

    private static void AddRow<T>(nint n, T upstream, ref T x, ref T w, ref T dx, ref T dw)
        where T : IFloatingPointIeee754<T>
    {
        nint k = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> d = new(upstream);
            for (; k <= n - Vector<T>.Count; k += Vector<T>.Count)
            {
                AddTo(ref Unsafe.Add(ref dx, k), d, Vector.LoadUnsafe(ref Unsafe.Add(ref w, k)));
                AddTo(ref Unsafe.Add(ref dw, k), d, Vector.LoadUnsafe(ref Unsafe.Add(ref x, k)));
            }
        }

        for (; k < n; k++)
        {
            Unsafe.Add(ref dx, k) += upstream * Unsafe.Add(ref w, k);
            Unsafe.Add(ref dw, k) += upstream * Unsafe.Add(ref x, k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T>(ref T target, Vector<T> factor, Vector<T> source)
        where T : IFloatingPointIeee754<T> =>
        VectorArithmetic.MultiplyAdd(factor, source, Vector.LoadUnsafe(ref target)).StoreUnsafe(ref target);
}
