using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>Chooses the way to compute C += A·B, or C = A·B, from the sizes, the layout and the hardware.</summary>
internal static class MatrixProductStrategy
{
    /// <summary>Below this many rows the blocked product's rearrangement of B is not paid back.</summary>
    private const int BlockedRows = BlockedProduct.LeastRows;

    /// <summary>Below this many terms a sum is over before registers can be reused.</summary>
    private const int BlockedTerms = 4;

    /// <summary>C (m × n) += A (m × k)·B (k × n), or = where it <paramref name="isSet"/>, with none of the sizes 0.</summary>
    public static void Run<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (!Vector<T>.IsSupported)
            RunPlainly(m, n, k, a, b, c, isSet);
        else if (b.ColumnStride == 1 && (m < BlockedRows || k < BlockedTerms))
            RowProducts.Combine(m, n, k, a, b, c, isSet);
        else if (b.ColumnStride != 1 && a.ColumnStride == 1 && m < BlockedRows)
            RowProducts.Dots(m, n, k, a, b, c, isSet);
        else if (Vector512.IsHardwareAccelerated)
            RunBlocked<T, WideTiling<T>>(m, n, k, a, b, c, isSet);
        else
            RunBlocked<T, PreferredTiling<T>>(m, n, k, a, b, c, isSet);
    }

    /// <summary>By register blocks of the given vectors, for at least <see cref="BlockedProduct.LeastRows"/> rows.</summary>
    /// <remarks>
    /// Where B has to be transposed into panels, Cᵀ = Bᵀ·Aᵀ may be cheaper: that transposes A, and each element of C once, instead of B.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunBlocked<T, TTiling>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
        where TTiling : ITiling<T>
    {
        if (b.ColumnStride != 1 && a.ColumnStride == 1 && (long)m * k + (long)m * n < (long)k * n)
            BlockedProduct.Run<T, TTiling>(n, m, k, b.Transposed, a.Transposed, c.Transposed, isSet);
        else
            BlockedProduct.Run<T, TTiling>(m, n, k, a, b, c, isSet);
    }

    /// <summary>For number types that have no vectors, such as <see cref="Half"/>.</summary>
    private static void RunPlainly<T>(int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, MatrixOperand<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = isSet ? T.Zero : c.At(i, j);
                for (int p = 0; p < k; p++)
                    sum += a.At(i, p) * b.At(p, j);
                c.At(i, j) = sum;
            }
        }
    }
}
