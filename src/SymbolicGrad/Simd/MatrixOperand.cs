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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MatrixOperand<T> Of<T>(ReadOnlySpan2D<T> matrix) => new(ref matrix.DangerousGetReference(), RowStride(matrix), 1);

    /// <inheritdoc cref="Of{T}(ReadOnlySpan2D{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MatrixOperand<T> Of<T>(Span2D<T> matrix) => new(ref matrix.DangerousGetReference(), RowStride(matrix), 1);

    /// <summary>The distance from one row to the next; of a single row, which has no next one, its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint RowStride<T>(ReadOnlySpan2D<T> matrix) => matrix.Height < 2
        ? matrix.Width
        : (nint)(Unsafe.ByteOffset(ref matrix.DangerousGetReference(), ref matrix.DangerousGetReferenceAt(1, 0)) / Unsafe.SizeOf<T>());

    /// <inheritdoc cref="RowStride{T}(ReadOnlySpan2D{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint RowStride<T>(Span2D<T> matrix) => matrix.Height < 2
        ? matrix.Width
        : (nint)(Unsafe.ByteOffset(ref matrix.DangerousGetReference(), ref matrix.DangerousGetReferenceAt(1, 0)) / Unsafe.SizeOf<T>());
}
