using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// C += A·B, or C = A·B, by register blocks: a panel of B, two vectors wide and some hundred terms deep, stays in the first-level cache while it is
/// multiplied with all rows of A, a tile at a time.
/// </summary>
/// <remarks>
/// The scheme of K. Goto and R. van de Geijn, <i>Anatomy of high-performance matrix multiplication</i>, ACM TOMS 34 (2008),
/// without the copy of A: its elements are used one by one, so that their layout matters little. The panel is copied into consecutive memory
/// only where its rows are no vectors, or where it is used often enough to pay.
/// </remarks>
internal static class BlockedProduct
{
    /// <summary>A has at least so many rows, as many as the shortest tile.</summary>
    public const int LeastRows = 4;

    /// <summary>The panel takes a part of the first-level cache that leaves room for the rows of A.</summary>
    private const int PanelBytes = 32 * 1024;

    private const int StripBytes = 4 * 1024;

    private const int CacheLineBytes = 64;

    /// <summary>Columns of A so far apart, or a multiple of it, share one set of the first-level cache.</summary>
    private const int PageBytes = 4096;

    /// <summary>So many rows of A are copied together where its columns would drive each other out of the cache; each at most as long as this.</summary>
    private const int RowsCopied = 48, TermsCopied = 64;

    /// <summary>With more rows of A it is worth to copy even a panel whose rows could be used where they are.</summary>
    private const int RowsWorthCopying = 64;

    /// <summary>
    /// C (m × n) += A (m × k)·B (k × n), or = where it <paramref name="isSet"/>, with none of the sizes 0. C may be transposed, that is, its columns
    /// may be consecutive in memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TTiling>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
        where TTiling : ITiling<T>
    {
        Debug.Assert(m >= LeastRows && TTiling.StripRows * TTiling.Width * Unsafe.SizeOf<T>() <= StripBytes);
        bool isCopied = b.ColumnStride != 1 || m > RowsWorthCopying;
        if (a.RowStride == 1 && k <= TermsCopied && a.ColumnStride * Unsafe.SizeOf<T>() % PageBytes == 0)
            RunWithCopiedRows<T, TTiling>(m, n, k, a, b, c, isSet);
        else if (isCopied || c.ColumnStride != 1 || (n & (TTiling.Width / 2 - 1)) != 0)
            RunWithMemory<T, TTiling>(m, n, k, a, b, c, isSet, isCopied);
        else
            RunInPlace<T, TTiling>(m, n, k, a, b, c, isSet);
    }

    /// <summary>
    /// For a transposed A: a tile reads a few elements of each column, and the next tile those beside them, which should still be in the cache then.
    /// </summary>
    [SkipLocalsInit]
    private static void RunWithCopiedRows<T, TTiling>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
        where TTiling : ITiling<T>
    {
        Span<byte> memory = stackalloc byte[TermsCopied * (RowsCopied + LeastRows) * Unsafe.SizeOf<T>() + CacheLineBytes];
        ref T rows = ref Unsafe.As<byte, T>(ref AlignedStart(memory));
        for (int i = 0; i < m;)
        {
            // Rows too few for a tile go with the ones before them.
            int height = m - i < RowsCopied + LeastRows ? m - i : RowsCopied;
            MatrixPanel.Copy(k, height, height, ref a.At(i, 0), a.ColumnStride, 1, ref rows);
            Run<T, TTiling>(height, n, k, new MatrixOperand<T>(ref rows, 1, height), b, new MatrixOperand<T>(ref c.At(i, 0), c.RowStride, c.ColumnStride), isSet);
            i += height;
        }
    }

    /// <summary>Rows of B are used where they are, and tiles of C written where they belong: small products need no more than this.</summary>
    private static void RunInPlace<T, TTiling>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
        where TTiling : ITiling<T>
    {
        // Rows that stay where they are share their cache sets with rows of A.
        int panelDepth = PanelBytes / (TTiling.Width * Unsafe.SizeOf<T>()) / 2;
        for (int p = 0; p < k; p += panelDepth)
        {
            int depth = Math.Min(panelDepth, k - p);
            bool sets = isSet && p == 0;
            MatrixOperand<T> terms = new(ref a.At(0, p), a.RowStride, a.ColumnStride);
            int j = 0;
            for (; j <= n - TTiling.Width; j += TTiling.Width)
                TTiling.Multiply(terms, 0, m, depth, ref b.At(p, j), b.RowStride, ref c.At(0, j), c.RowStride, sets);
            if (j < n)
                TTiling.MultiplyNarrow(terms, 0, m, depth, ref b.At(p, j), b.RowStride, ref c.At(0, j), c.RowStride, sets);
        }
    }

    [SkipLocalsInit] // clearing the panel would cost more than a small product
    private static void RunWithMemory<T, TTiling>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet, bool isCopied)
        where T : IFloatingPointIeee754<T>
        where TTiling : ITiling<T>
    {
        Span<byte> memory = stackalloc byte[PanelBytes + StripBytes + CacheLineBytes];
        ref T panel = ref Unsafe.As<byte, T>(ref AlignedStart(memory));
        ref T strip = ref Unsafe.AddByteOffset(ref panel, PanelBytes);
        int panelDepth = PanelBytes / (TTiling.Width * Unsafe.SizeOf<T>());
        if (!isCopied)
            panelDepth /= 2;
        for (int p = 0; p < k; p += panelDepth)
        {
            int depth = Math.Min(panelDepth, k - p);
            bool sets = isSet && p == 0;
            MatrixOperand<T> terms = new(ref a.At(0, p), a.RowStride, a.ColumnStride);
            for (int j = 0; j < n; j += TTiling.Width)
            {
                int columns = Math.Min(TTiling.Width, n - j);
                int width = columns > TTiling.Width / 2 ? TTiling.Width : TTiling.Width / 2;
                scoped ref T rows = ref b.At(p, j);
                nint rowStride = b.RowStride;
                if (isCopied || columns < width)
                {
                    MatrixPanel.Copy(depth, columns, width, ref rows, b.RowStride, b.ColumnStride, ref panel);
                    rows = ref panel;
                    rowStride = width;
                }

                if (columns == width && c.ColumnStride == 1)
                {
                    Multiply<T, TTiling>(terms, 0, m, depth, width, ref rows, rowStride, ref c.At(0, j), c.RowStride, sets);
                    continue;
                }

                for (int i = 0; i < m; i += TTiling.StripRows)
                {
                    int height = Math.Min(TTiling.StripRows, m - i);
                    Multiply<T, TTiling>(terms, i, i + height, depth, width, ref rows, rowStride, ref strip, width, isSet: true);
                    MatrixStrip.Write(height, columns, ref strip, width, ref c.At(i, j), c.RowStride, c.ColumnStride, sets);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<T, TTiling>(
        MatrixOperand<T> a, int from, int to, int depth, int width, ref T panel, nint panelStride, ref T c, nint stride, bool isSet)
        where TTiling : ITiling<T>
    {
        if (width == TTiling.Width)
            TTiling.Multiply(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);
        else
            TTiling.MultiplyNarrow(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);
    }

    /// <summary>The first byte on a cache line; memory on the stack does not move afterwards.</summary>
    private static unsafe ref byte AlignedStart(Span<byte> memory)
    {
        ref byte start = ref MemoryMarshal.GetReference(memory);
        nint misalignment = (nint)Unsafe.AsPointer(ref start) & (CacheLineBytes - 1);
        return ref Unsafe.Add(ref start, misalignment == 0 ? 0 : CacheLineBytes - misalignment);
    }
}
