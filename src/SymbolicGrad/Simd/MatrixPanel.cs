using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// Copies a few columns of a matrix into consecutive memory, two vectors for each row; missing columns become zeros, so that
/// the kernels need not know about them.
/// </summary>
internal static class MatrixPanel
{
    public static void Copy<T>(int depth, int columns, ref T source, nint rowStride, nint columnStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        nint width = 2 * Vector<T>.Count;
        if (columns < width)
            CopyPadded(depth, columns, ref source, rowStride, columnStride, ref panel);
        else if (columnStride == 1)
            CopyRows(depth, ref source, rowStride, ref panel);
        else
            CopyColumns(depth, ref source, rowStride, columnStride, ref panel);
    }

    private static void CopyRows<T>(nint depth, ref T source, nint rowStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            Vector.LoadUnsafe(ref source).StoreUnsafe(ref panel);
            Vector.LoadUnsafe(ref Unsafe.Add(ref source, Vector<T>.Count)).StoreUnsafe(ref Unsafe.Add(ref panel, Vector<T>.Count));
            source = ref Unsafe.Add(ref source, rowStride);
            panel = ref Unsafe.Add(ref panel, 2 * Vector<T>.Count);
        }
    }

    // Four columns at a time: each is read in order, and four neighbours are written together.
    private static void CopyColumns<T>(nint depth, ref T source, nint rowStride, nint columnStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        nint width = 2 * Vector<T>.Count;
        for (nint j = 0; j < width; j += 4)
        {
            ref T c0 = ref Unsafe.Add(ref source, j * columnStride);
            ref T c1 = ref Unsafe.Add(ref c0, columnStride);
            ref T c2 = ref Unsafe.Add(ref c1, columnStride);
            ref T c3 = ref Unsafe.Add(ref c2, columnStride);
            ref T target = ref Unsafe.Add(ref panel, j);
            nint offset = 0;
            for (nint p = 0; p < depth; p++)
            {
                target = Unsafe.Add(ref c0, offset);
                Unsafe.Add(ref target, 1) = Unsafe.Add(ref c1, offset);
                Unsafe.Add(ref target, 2) = Unsafe.Add(ref c2, offset);
                Unsafe.Add(ref target, 3) = Unsafe.Add(ref c3, offset);
                target = ref Unsafe.Add(ref target, width);
                offset += rowStride;
            }
        }
    }

    private static void CopyPadded<T>(nint depth, nint columns, ref T source, nint rowStride, nint columnStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        nint width = 2 * Vector<T>.Count;
        for (nint p = 0; p < depth; p++)
        {
            Vector<T>.Zero.StoreUnsafe(ref panel);
            Vector<T>.Zero.StoreUnsafe(ref Unsafe.Add(ref panel, Vector<T>.Count));
            for (nint j = 0; j < columns; j++)
                Unsafe.Add(ref panel, j) = Unsafe.Add(ref source, j * columnStride);
            source = ref Unsafe.Add(ref source, rowStride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }
}
