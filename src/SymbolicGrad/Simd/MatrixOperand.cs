using System.Runtime.CompilerServices;

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
