using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>Rows that were computed aside, since a part of C that is narrower than a vector, or transposed, cannot be written tile by tile.</summary>
internal static class MatrixStrip
{
    /// <summary>Adds the rows to C, or writes them there.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Their length.</param>
    /// <param name="strip">The first element.</param>
    /// <param name="stripStride">From one row to the next.</param>
    /// <param name="c">Where the first element goes.</param>
    /// <param name="rowStride">From one row of C to the next.</param>
    /// <param name="columnStride">From one column of C to the next.</param>
    /// <param name="isSet">Whether C is set; else it is added to.</param>
    public static void Write<T>(int rows, int columns, ref T strip, nint stripStride, ref T c, nint rowStride, nint columnStride, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (columnStride != 1)
        {
            MatrixTransposition.Write(columns, rows, ref strip, stripStride, 1, ref c, columnStride, rowStride, isSet);
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            if (isSet)
                CopyRow(columns, ref strip, ref c);
            else
                AddRow(columns, ref strip, ref c);
            strip = ref Unsafe.Add(ref strip, stripStride);
            c = ref Unsafe.Add(ref c, rowStride);
        }
    }

    // In vectors of 128 bits, since there are less elements than a tile's vectors have.
    private static void CopyRow<T>(nint columns, ref T source, ref T target)
    {
        nint j = 0;
        for (; j <= columns - Vector128<T>.Count; j += Vector128<T>.Count)
            Vector128.LoadUnsafe(ref Unsafe.Add(ref source, j)).StoreUnsafe(ref Unsafe.Add(ref target, j));
        for (; j < columns; j++)
            Unsafe.Add(ref target, j) = Unsafe.Add(ref source, j);
    }

    private static void AddRow<T>(nint columns, ref T source, ref T target)
        where T : IFloatingPointIeee754<T>
    {
        nint j = 0;
        for (; j <= columns - Vector128<T>.Count; j += Vector128<T>.Count)
        {
            ref T part = ref Unsafe.Add(ref target, j);
            (Vector128.LoadUnsafe(ref part) + Vector128.LoadUnsafe(ref Unsafe.Add(ref source, j))).StoreUnsafe(ref part);
        }

        for (; j < columns; j++)
            Unsafe.Add(ref target, j) += Unsafe.Add(ref source, j);
    }
}
