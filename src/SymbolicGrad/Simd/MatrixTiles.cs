using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>Rows of A times a panel of B, tile by tile.</summary>
internal static class MatrixTiles
{
    /// <summary>The parameters are <see cref="ITiling{T}.Multiply"/>'s. A has at least as many rows as a short tile.</summary>
    /// <typeparam name="TTall">The tile for most rows.</typeparam>
    /// <typeparam name="TShort">The tile for what is left.</typeparam>
    /// <typeparam name="TVector">Their vectors.</typeparam>
    /// <typeparam name="T">The floating-point type.</typeparam>
    public static void Run<TTall, TShort, TVector, T>(MatrixOperand<T> a, int from, int to, nint depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet)
        where TTall : struct, ITile<TVector, T>
        where TShort : struct, ITile<TVector, T>
        where TVector : struct, IVector<TVector, T>
    {
        int i = from;
        for (; i <= to - TTall.Rows; i += TTall.Rows)
            Multiply<TTall, TVector, T>(depth, ref a.At(i, 0), a.RowStride, a.ColumnStride, ref panel, panelStride, ref Unsafe.Add(ref c, (i - from) * stride), stride, 0, isSet);

        // The last tile begins so far up that it ends with the last row. Rows that are there already are computed again and dropped: cheaper than a
        // kernel for each height.
        if (to - i > TShort.Rows && to >= TTall.Rows)
        {
            int start = to - TTall.Rows;
            Multiply<TTall, TVector, T>(depth, ref a.At(start, 0), a.RowStride, a.ColumnStride, ref panel, panelStride, ref Unsafe.Add(ref c, (start - from) * stride), stride, i - start, isSet);
            return;
        }

        while (i < to)
        {
            int start = Math.Min(i, to - TShort.Rows);
            Multiply<TShort, TVector, T>(depth, ref a.At(start, 0), a.RowStride, a.ColumnStride, ref panel, panelStride, ref Unsafe.Add(ref c, (start - from) * stride), stride, i - start, isSet);
            i = start + TShort.Rows;
        }
    }

    // Optimised from the first call on: unoptimised, tiles are copied from structure to structure, a hundred times as slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TTile, TVector, T>(
        nint depth, ref T a, nint rowStride, nint columnStride, ref T panel, nint panelStride, ref T c, nint stride, int done, bool isSet)
        where TTile : struct, ITile<TVector, T>
        where TVector : struct, IVector<TVector, T>
    {
        TTile tile = default;
        for (nint p = 0; p < depth; p++)
        {
            TVector left = TVector.Load(ref panel);
            tile.AddTerm(ref a, rowStride, left, TTile.Vectors == 2 ? TVector.Load(ref Unsafe.Add(ref panel, TVector.Count)) : left);
            a = ref Unsafe.Add(ref a, columnStride);
            panel = ref Unsafe.Add(ref panel, panelStride);
        }

        if (isSet)
            tile.CopyTo(ref c, stride, done);
        else
            tile.AddTo(ref c, stride, done);
    }
}
