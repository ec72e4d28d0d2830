using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>Tiles of 6 × 2, 3 × 2, 12 × 1 and 4 × 1 vectors as wide as <see cref="Vector{T}"/>.</summary>
/// <remarks>
/// Six rows take twelve accumulators, two vectors of B and one broadcast element of A: fifteen of the sixteen registers of AVX2, and enough
/// independent sums to hide the latency of the multiply-adds.
/// </remarks>
internal readonly struct PreferredTiling<T> : ITiling<T>
{
    public static int Width => 2 * PreferredVector<T>.Count;

    public static int StripRows => 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet) =>
        MatrixTiles.Run<
            Twice<Thrice<Row<PreferredVector<T>, T>, PreferredVector<T>, T>, PreferredVector<T>, T>,
            Thrice<Row<PreferredVector<T>, T>, PreferredVector<T>, T>,
            PreferredVector<T>,
            T>(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyNarrow(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet) =>
        MatrixTiles.Run<
            Twice<Twice<Thrice<NarrowRow<PreferredVector<T>, T>, PreferredVector<T>, T>, PreferredVector<T>, T>, PreferredVector<T>, T>,
            Twice<Twice<NarrowRow<PreferredVector<T>, T>, PreferredVector<T>, T>, PreferredVector<T>, T>,
            PreferredVector<T>,
            T>(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);
}
