using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>
/// A matrix as the kernels see it: the first element and the distances, in elements, from one row and one column to the next.
/// Exchanging the distances transposes it, so that one algorithm serves all layouts.
/// </summary>
internal readonly ref struct MatrixOperand<T>(ref T first, nint rowStride, nint columnStride)
{
    public readonly ref T First = ref first;

    public readonly nint RowStride = rowStride;

    public readonly nint ColumnStride = columnStride;

    public MatrixOperand<T> Transposed => new(ref First, ColumnStride, RowStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(nint row, nint column) => ref Unsafe.Add(ref First, row * RowStride + column * ColumnStride);
}

/// <summary>Matrices of the user as the kernels see them.</summary>
internal static class MatrixOperand
{
    /// <summary>The matrix; what is a target is written through it.</summary>
    public static MatrixOperand<T> Of<T>(ReadOnlySpan2D<T> matrix)
    {
        // A matrix of one row has no second row to measure the distance to.
        ref T first = ref matrix.DangerousGetReference();
        nint rowStride = matrix.Height < 2
            ? matrix.Width
            : (nint)(Unsafe.ByteOffset(ref first, ref matrix.DangerousGetReferenceAt(1, 0)) / Unsafe.SizeOf<T>());
        return new MatrixOperand<T>(ref first, rowStride, 1);
    }
}
