using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// C += A·B, or C = A·B, by register blocks: a panel of B, two vectors wide and some hundred terms deep, is copied into consecutive memory
/// once and then used for all rows of A, six at a time.
/// </summary>
/// <remarks>
/// The scheme of K. Goto and R. van de Geijn, <i>Anatomy of high-performance matrix multiplication</i>, ACM TOMS 34 (2008),
/// without the copy of A: its elements are used one by one, so that their layout matters little.
/// </remarks>
internal static class BlockedProduct
{
    /// <summary>The panel takes a part of the first-level cache that leaves room for the rows of A.</summary>
    private const int PanelBytes = 16 * 1024;

    private const int CacheLineBytes = 64;

    /// <summary>C (m × n) += A (m × k)·B (k × n), or = where it <paramref name="isSet"/>, with none of the sizes 0.</summary>
    [SkipLocalsInit] // clearing the panel would cost more than a small product
    public static void Run<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        int width = 2 * Vector<T>.Count;
        int panelDepth = PanelBytes / (2 * Vector<byte>.Count);
        int tileBytes = MatrixTile.Rows * 2 * Vector<byte>.Count;
        Span<byte> memory = stackalloc byte[PanelBytes + tileBytes + CacheLineBytes];
        ref T panel = ref Unsafe.As<byte, T>(ref AlignedStart(memory));
        ref T tile = ref Unsafe.AddByteOffset(ref panel, PanelBytes);

        for (int p = 0; p < k; p += panelDepth)
        {
            int depth = Math.Min(panelDepth, k - p);
            for (int j = 0; j < n; j += width)
            {
                int columns = Math.Min(width, n - j);
                MatrixPanel.Copy(depth, columns, ref b.At(p, j), b.RowStride, b.ColumnStride, ref panel);
                for (int i = 0; i < m; i += MatrixTile.Rows)
                {
                    int rows = Math.Min(MatrixTile.Rows, m - i);
                    if (isSet && p == 0)
                        Clear(rows, columns, c, i, j);
                    MatrixTile.Add(depth, rows, columns, ref a.At(i, p), a.RowStride, a.ColumnStride, ref panel, ref c.At(i, j), c.RowStride, ref tile);
                }
            }
        }
    }

    /// <summary>Clears the tile just before it is added to, when that brings it into the cache for both.</summary>
    private static void Clear<T>(int rows, int columns, MatrixOperand<T> c, int i, int j)
    {
        for (int row = 0; row < rows; row++)
            MemoryMarshal.CreateSpan(ref c.At(i + row, j), columns).Clear();
    }

    /// <summary>The first byte on a cache line; memory on the stack does not move afterwards.</summary>
    private static unsafe ref byte AlignedStart(Span<byte> memory)
    {
        ref byte start = ref MemoryMarshal.GetReference(memory);
        nint misalignment = (nint)Unsafe.AsPointer(ref start) & (CacheLineBytes - 1);
        return ref Unsafe.Add(ref start, misalignment == 0 ? 0 : CacheLineBytes - misalignment);
    }
}
