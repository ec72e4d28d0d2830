using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>
/// Copies a few columns of a matrix into consecutive memory, one or two vectors for each row; missing columns become zeros, so that
/// the kernels need not know about them.
/// </summary>
internal static class MatrixPanel
{
    /// <summary>Copies <paramref name="columns"/> columns of <paramref name="depth"/> elements to a panel of rows of <paramref name="width"/> elements.</summary>
    public static void Copy<T>(int depth, int columns, int width, ref T source, nint rowStride, nint columnStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        if (columns < width)
            MemoryMarshal.CreateSpan(ref panel, depth * width).Clear();
        if (columnStride == 1)
            CopyRows(depth, columns, width, ref source, rowStride, ref panel);
        else
            MatrixTransposition.Write(depth, columns, ref source, columnStride, rowStride, ref panel, width, 1, isSet: true);
    }

    private static void CopyRows<T>(nint depth, int columns, int width, ref T source, nint rowStride, ref T panel)
        where T : IFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            nint j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
                Vector.LoadUnsafe(ref Unsafe.Add(ref source, j)).StoreUnsafe(ref Unsafe.Add(ref panel, j));
            for (; j <= columns - Vector128<T>.Count; j += Vector128<T>.Count)
                Vector128.LoadUnsafe(ref Unsafe.Add(ref source, j)).StoreUnsafe(ref Unsafe.Add(ref panel, j));
            for (; j < columns; j++)
                Unsafe.Add(ref panel, j) = Unsafe.Add(ref source, j);
            source = ref Unsafe.Add(ref source, rowStride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }
}
