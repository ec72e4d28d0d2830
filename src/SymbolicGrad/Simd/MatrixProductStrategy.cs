using System.Numerics;

namespace SymbolicGrad.Simd;

/// <summary>Chooses the way to compute C += A·B, or C = A·B, from the sizes and the layout.</summary>
internal static class MatrixProductStrategy
{
    /// <summary>Below this many rows the blocked product's rearrangement of B is not paid back.</summary>
    private const int BlockedRows = 4;

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
        else
            BlockedProduct.Run(m, n, k, a, b, c, isSet);
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
