using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>Tiles of 8 × 2, 4 × 2, 16 × 1 and 4 × 1 vectors of 512 bits.</summary>
/// <remarks>
/// Sixteen accumulators come within 2 % of the hardware's peak; 12 × 2, which thirty-two registers would hold, is no faster, and fits fewer
/// sizes without a rest.
/// </remarks>
internal readonly struct WideTiling<T> : ITiling<T>
{
    public static int Width => 2 * WideVector<T>.Count;

    public static int StripRows => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet) =>
        MatrixTiles.Run<
            Twice<Twice<Twice<Row<WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>,
            Twice<Twice<Row<WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>,
            WideVector<T>,
            T>(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyNarrow(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet) =>
        MatrixTiles.Run<
            Twice<Twice<Twice<Twice<NarrowRow<WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>,
            Twice<Twice<NarrowRow<WideVector<T>, T>, WideVector<T>, T>, WideVector<T>, T>,
            WideVector<T>,
            T>(a, from, to, depth, ref panel, panelStride, ref c, stride, isSet);
}
