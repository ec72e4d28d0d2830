using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>
/// Products of a matrix and a vector, and what their reverse adds: row by row, four rows at a time, so that each element of a
/// vector that is loaded is used four times, and each element of a matrix once.
/// </summary>
/// <remarks>
/// The sums are formed in an order that suits the registers and with fused multiply-adds, so results differ from a plain loop
/// by rounding. Targets must not overlap the factors.
/// </remarks>
public static class MatrixVector
{
    /// <summary>target = matrix·x, that is target[j] = Σₖ matrix[j, k]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="target">The product, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Product<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        Product(matrix, x, target, isSet: true);

    /// <summary>target += matrix·x, that is target[j] += Σₖ matrix[j, k]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="target">The sum, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddProduct<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        Product(matrix, x, target, isSet: false);

    /// <summary>target = first·x + second·h, in one pass over the target.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="first">A matrix, m × n.</param>
    /// <param name="x">Its vector, n.</param>
    /// <param name="second">A matrix, m × l.</param>
    /// <param name="h">Its vector, l.</param>
    /// <param name="target">The sum of the two products, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SumOfProducts<T>(ReadOnlySpan2D<T> first, ReadOnlySpan<T> x, ReadOnlySpan2D<T> second, ReadOnlySpan<T> h, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        SumOfProducts(first, x, second, h, target, isSet: true);

    /// <summary>target += first·x + second·h, in one pass over the target.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="first">A matrix, m × n.</param>
    /// <param name="x">Its vector, n.</param>
    /// <param name="second">A matrix, m × l.</param>
    /// <param name="h">Its vector, l.</param>
    /// <param name="target">What the two products are added to, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddSumOfProducts<T>(ReadOnlySpan2D<T> first, ReadOnlySpan<T> x, ReadOnlySpan2D<T> second, ReadOnlySpan<T> h, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        SumOfProducts(first, x, second, h, target, isSet: false);

    /// <summary>target = matrixᵀ·upstream, that is target[k] = Σⱼ upstream[j]·matrix[j, k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="upstream">The vector, m.</param>
    /// <param name="target">The product, n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void TransposedProduct<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> upstream, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        TransposedProduct(matrix, upstream, target, isSet: true);

    /// <summary>target += matrixᵀ·upstream, that is target[k] += Σⱼ upstream[j]·matrix[j, k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="upstream">The vector, m.</param>
    /// <param name="target">The sum, n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddTransposedProduct<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> upstream, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        TransposedProduct(matrix, upstream, target, isSet: false);

    /// <summary>target = upstream·xᵀ, that is target[j, k] = upstream[j]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="upstream">A vector, m.</param>
    /// <param name="x">A vector, n.</param>
    /// <param name="target">The product, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void OuterProduct<T>(ReadOnlySpan<T> upstream, ReadOnlySpan<T> x, Span2D<T> target)
        where T : IFloatingPointIeee754<T> =>
        OuterProduct(upstream, x, target, isSet: true);

    /// <summary>target += upstream·xᵀ, that is target[j, k] += upstream[j]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="upstream">A vector, m.</param>
    /// <param name="x">A vector, n.</param>
    /// <param name="target">The matrix added to, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddOuterProduct<T>(ReadOnlySpan<T> upstream, ReadOnlySpan<T> x, Span2D<T> target)
        where T : IFloatingPointIeee754<T> =>
        OuterProduct(upstream, x, target, isSet: false);

    /// <summary>
    /// What the reverse of y = matrix·x adds for the upstream ∂L/∂y: dx += matrixᵀ·upstream and dMatrix += upstream·xᵀ, in one pass
    /// over the two matrices.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="upstream">∂L/∂y, m.</param>
    /// <param name="dx">Increased by ∂L/∂x, n.</param>
    /// <param name="dMatrix">Increased by ∂L/∂matrix, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddAdjoints<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> dx, Span2D<T> dMatrix)
        where T : IFloatingPointIeee754<T>
    {
        Require(dx.Length == x.Length, nameof(dx), dx.Length, x.Length);
        if (HasNoTerms(matrix, x.Length, nameof(x), upstream.Length, nameof(upstream)))
            return;
        Require(dMatrix.Height == upstream.Length, nameof(dMatrix), dMatrix.Height, upstream.Length);
        Require(dMatrix.Width == x.Length, nameof(dMatrix), dMatrix.Width, x.Length);
        if (!Vector<T>.IsSupported)
        {
            AddTransposedProduct(matrix, upstream, dx);
            AddOuterProduct(upstream, x, dMatrix);
            return;
        }

        MatrixOperand<T> w = MatrixOperand.Of(matrix), dw = MatrixOperand.Of((ReadOnlySpan2D<T>)dMatrix);
        ref T source = ref MemoryMarshal.GetReference(x), deltas = ref MemoryMarshal.GetReference(upstream);
        ref T sum = ref MemoryMarshal.GetReference(dx);
        int j = 0;
        for (; j <= upstream.Length - 4; j += 4)
            AddFourRows(x.Length, ref Unsafe.Add(ref deltas, j), ref source, ref w.At(j, 0), w.RowStride, ref sum, ref dw.At(j, 0), dw.RowStride);
        for (; j < upstream.Length; j++)
        {
            RowProducts.AddRow(x.Length, upstream[j], ref w.At(j, 0), ref sum);
            RowProducts.AddRow(x.Length, upstream[j], ref source, ref dw.At(j, 0));
        }
    }

    private static void AddFourRows<T>(nint n, ref T upstream, ref T x, ref T w, nint stride, ref T dx, ref T dw, nint gradientStride)
        where T : IFloatingPointIeee754<T>
    {
        // Rows are found from the first by multiples of the stride: a register for each of eight rows would be too many.
        T s0 = upstream, s1 = Unsafe.Add(ref upstream, 1), s2 = Unsafe.Add(ref upstream, 2), s3 = Unsafe.Add(ref upstream, 3);
        Vector<T> d0 = new(s0), d1 = new(s1), d2 = new(s2), d3 = new(s3);
        nint k = 0;
        for (; k <= n - Vector<T>.Count; k += Vector<T>.Count)
        {
            Vector<T> source = Vector.LoadUnsafe(ref Unsafe.Add(ref x, k));
            ref T target = ref Unsafe.Add(ref dx, k), row = ref Unsafe.Add(ref w, k), gradient = ref Unsafe.Add(ref dw, k);
            Vector<T> even = VectorArithmetic.MultiplyAdd(d0, Vector.LoadUnsafe(ref row), Vector.LoadUnsafe(ref target));
            Vector<T> odd = d1 * Vector.LoadUnsafe(ref Unsafe.Add(ref row, stride));
            even = VectorArithmetic.MultiplyAdd(d2, Vector.LoadUnsafe(ref Unsafe.Add(ref row, 2 * stride)), even);
            odd = VectorArithmetic.MultiplyAdd(d3, Vector.LoadUnsafe(ref Unsafe.Add(ref row, 3 * stride)), odd);
            (even + odd).StoreUnsafe(ref target);
            AddTo(ref gradient, d0, source);
            AddTo(ref Unsafe.Add(ref gradient, gradientStride), d1, source);
            AddTo(ref Unsafe.Add(ref gradient, 2 * gradientStride), d2, source);
            AddTo(ref Unsafe.Add(ref gradient, 3 * gradientStride), d3, source);
        }

        for (; k < n; k++)
        {
            T source = Unsafe.Add(ref x, k);
            ref T row = ref Unsafe.Add(ref w, k), gradient = ref Unsafe.Add(ref dw, k);
            Unsafe.Add(ref dx, k) += s0 * row + s1 * Unsafe.Add(ref row, stride) + (s2 * Unsafe.Add(ref row, 2 * stride) + s3 * Unsafe.Add(ref row, 3 * stride));
            gradient += s0 * source;
            Unsafe.Add(ref gradient, gradientStride) += s1 * source;
            Unsafe.Add(ref gradient, 2 * gradientStride) += s2 * source;
            Unsafe.Add(ref gradient, 3 * gradientStride) += s3 * source;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T>(ref T target, Vector<T> factor, Vector<T> source)
        where T : IFloatingPointIeee754<T> =>
        VectorArithmetic.MultiplyAdd(factor, source, Vector.LoadUnsafe(ref target)).StoreUnsafe(ref target);

    private static void Product<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(matrix, x.Length, nameof(x), target.Length, nameof(target)))
        {
            if (isSet)
                target.Clear();
            return;
        }

        MatrixOperand<T> vector = new(ref MemoryMarshal.GetReference(x), x.Length, 1);
        MatrixOperand<T> sum = new(ref MemoryMarshal.GetReference(target), target.Length, 1);
        MatrixProductStrategy.Run(1, target.Length, x.Length, vector, MatrixOperand.Of(matrix).Transposed, sum, isSet);
    }

    private static void SumOfProducts<T>(ReadOnlySpan2D<T> first, ReadOnlySpan<T> x, ReadOnlySpan2D<T> second, ReadOnlySpan<T> h, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        bool hasFirst = !HasNoTerms(first, x.Length, nameof(x), target.Length, nameof(target));
        bool hasSecond = !HasNoTerms(second, h.Length, nameof(h), target.Length, nameof(target));
        if (hasFirst && hasSecond && Vector<T>.IsSupported)
        {
            RowProducts.SumOfDots(target, x, MatrixOperand.Of(first), h, MatrixOperand.Of(second), isSet);
            return;
        }

        Product(first, x, target, isSet);
        Product(second, h, target, isSet: false);
    }

    private static void TransposedProduct<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> upstream, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(matrix, target.Length, nameof(target), upstream.Length, nameof(upstream)))
        {
            if (isSet)
                target.Clear();
            return;
        }

        MatrixOperand<T> coefficients = new(ref MemoryMarshal.GetReference(upstream), upstream.Length, 1);
        MatrixOperand<T> sum = new(ref MemoryMarshal.GetReference(target), target.Length, 1);
        MatrixProductStrategy.Run(1, target.Length, upstream.Length, coefficients, MatrixOperand.Of(matrix), sum, isSet);
    }

    private static void OuterProduct<T>(ReadOnlySpan<T> upstream, ReadOnlySpan<T> x, Span2D<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms((ReadOnlySpan2D<T>)target, x.Length, nameof(x), upstream.Length, nameof(upstream)))
            return;
        MatrixOperand<T> column = new(ref MemoryMarshal.GetReference(upstream), 1, 1);
        MatrixOperand<T> row = new(ref MemoryMarshal.GetReference(x), x.Length, 1);
        MatrixProductStrategy.Run(upstream.Length, x.Length, 1, column, row, MatrixOperand.Of((ReadOnlySpan2D<T>)target), isSet);
    }

    /// <summary>Whether there is nothing to sum: one side of the matrix is empty, which a matrix without elements may not remember.</summary>
    private static bool HasNoTerms<T>(ReadOnlySpan2D<T> matrix, int columns, string columnsName, int rows, string rowsName)
    {
        if (matrix.Length == 0 && (columns == 0 || rows == 0))
            return true;
        Require(matrix.Width == columns, columnsName, columns, matrix.Width);
        Require(matrix.Height == rows, rowsName, rows, matrix.Height);
        return false;
    }

    private static void Require(bool condition, string parameter, int length, int expected)
    {
        if (!condition)
            throw new ArgumentException($"The length of {parameter}, {length}, differs from the side of the matrix, {expected}.", parameter);
    }
}
