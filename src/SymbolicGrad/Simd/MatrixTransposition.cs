using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>Copies or adds a matrix to another one transposed.</summary>
internal static class MatrixTransposition
{
    /// <summary>target[j, i] = source[i, j], or += : blocks in registers, what is left element by element.</summary>
    /// <param name="rows">Rows of the target.</param>
    /// <param name="columns">Columns of the target.</param>
    /// <param name="source">The first element of the source.</param>
    /// <param name="sourceStride">From one row of the source to the next.</param>
    /// <param name="sourceElement">From one element of a row of the source to the next.</param>
    /// <param name="target">The first element of the target.</param>
    /// <param name="targetStride">From one row of the target to the next.</param>
    /// <param name="targetElement">From one element of a row of the target to the next.</param>
    /// <param name="isSet">Whether the target is set; else it is added to.</param>
    public static void Write<T>(int rows, int columns, ref T source, nint sourceStride, nint sourceElement, ref T target, nint targetStride, nint targetElement, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        int side = MatrixBlock.Side<T>();
        int wholeRows = sourceElement == 1 && targetElement == 1 ? rows - rows % side : 0, wholeColumns = columns - columns % side;
        if (sourceStride > targetStride)
        {
            for (nint i = 0; i < wholeColumns; i += side)
                WriteBlocks(wholeRows, side, ref Unsafe.Add(ref source, i * sourceStride), sourceStride, side, ref Unsafe.Add(ref target, i), targetStride, side * targetStride, isSet);
        }
        else
        {
            for (nint j = 0; j < wholeRows; j += side)
                WriteBlocks(wholeColumns, side, ref Unsafe.Add(ref source, j), sourceStride, side * sourceStride, ref Unsafe.Add(ref target, j * targetStride), targetStride, side, isSet);
        }

        for (nint j = 0; j < rows; j++)
        {
            for (nint i = j < wholeRows ? wholeColumns : 0; i < columns; i++)
            {
                ref T element = ref Unsafe.Add(ref target, j * targetStride + i * targetElement);
                T value = Unsafe.Add(ref source, i * sourceStride + j * sourceElement);
                element = isSet ? value : element + value;
            }
        }
    }

    private static void WriteBlocks<T>(nint length, nint side, ref T source, nint sourceStride, nint sourceStep, ref T target, nint targetStride, nint targetStep, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (isSet)
        {
            for (nint j = 0; j < length; j += side)
            {
                MatrixBlock.Transpose(ref source, sourceStride, ref target, targetStride, isSet: true);
                source = ref Unsafe.Add(ref source, sourceStep);
                target = ref Unsafe.Add(ref target, targetStep);
            }
        }
        else
        {
            for (nint j = 0; j < length; j += side)
            {
                MatrixBlock.Transpose(ref source, sourceStride, ref target, targetStride, isSet: false);
                source = ref Unsafe.Add(ref source, sourceStep);
                target = ref Unsafe.Add(ref target, targetStep);
            }
        }
    }
}
