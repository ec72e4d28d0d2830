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
/// <para>What generated code calls most is inlined up to the loops, since a view that is handed on costs as much as a small product.</para>
/// </remarks>
public static class MatrixVector
{
    /// <summary>target = matrix·x, that is target[j] = Σₖ matrix[j, k]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="target">The product, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, Span<T> target)
        where T : IFloatingPointIeee754<T> =>
        Product(matrix, x, target, isSet: true);

    /// <summary>target += matrix·x, that is target[j] += Σₖ matrix[j, k]·x[k].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="matrix">The matrix, m × n.</param>
    /// <param name="x">The vector, n.</param>
    /// <param name="target">The sum, m.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAdjoints<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> dx, Span2D<T> dMatrix)
        where T : IFloatingPointIeee754<T>
    {
        int rows = upstream.Length, columns = x.Length;
        bool fits = Fits(matrix.Height, matrix.Width, rows, columns) && Fits(dMatrix.Height, dMatrix.Width, rows, columns) && dx.Length == columns;
        if (!fits && !HasAdjoints(matrix.Height, matrix.Width, columns, rows, dx.Length, dMatrix.Height, dMatrix.Width))
            return;
        RowAdjoints.Add(
            rows, columns, ref MemoryMarshal.GetReference(upstream), ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dx),
            ref matrix.DangerousGetReference(), MatrixOperand.RowStride(matrix), ref dMatrix.DangerousGetReference(), MatrixOperand.RowStride(dMatrix));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> x, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        int columns = Columns(matrix, x.Length, nameof(x), target.Length);
        RowProducts.SumOfDots(
            target.Length, ref MemoryMarshal.GetReference(target), columns, ref MemoryMarshal.GetReference(x), ref matrix.DangerousGetReference(),
            MatrixOperand.RowStride(matrix), 0, ref MemoryMarshal.GetReference(x), ref matrix.DangerousGetReference(), 0, isSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumOfProducts<T>(ReadOnlySpan2D<T> first, ReadOnlySpan<T> x, ReadOnlySpan2D<T> second, ReadOnlySpan<T> h, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        int columns = Columns(first, x.Length, nameof(x), target.Length), columnsOfSecond = Columns(second, h.Length, nameof(h), target.Length);
        RowProducts.SumOfDots(
            target.Length, ref MemoryMarshal.GetReference(target), columns, ref MemoryMarshal.GetReference(x), ref first.DangerousGetReference(),
            MatrixOperand.RowStride(first), columnsOfSecond, ref MemoryMarshal.GetReference(h), ref second.DangerousGetReference(), MatrixOperand.RowStride(second), isSet);
    }

    private static void TransposedProduct<T>(ReadOnlySpan2D<T> matrix, ReadOnlySpan<T> upstream, Span<T> target, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(matrix.Height, matrix.Width, target.Length, nameof(target), upstream.Length, nameof(upstream)))
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
        if (HasNoTerms(target.Height, target.Width, x.Length, nameof(x), upstream.Length, nameof(upstream)))
            return;
        MatrixOperand<T> column = new(ref MemoryMarshal.GetReference(upstream), 1, 1);
        MatrixOperand<T> row = new(ref MemoryMarshal.GetReference(x), x.Length, 1);
        MatrixProductStrategy.Run(upstream.Length, x.Length, 1, column, row, MatrixOperand.Of(target), isSet);
    }

    /// <summary>The number of terms of each of the sums that a product consists of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Columns<T>(ReadOnlySpan2D<T> matrix, int columns, string columnsName, int rows) =>
        Fits(matrix.Height, matrix.Width, rows, columns) || !HasNoTerms(matrix.Height, matrix.Width, columns, columnsName, rows, "target") ? columns : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Fits(int height, int width, int rows, int columns) => height == rows && width == columns;

    /// <summary>Whether there is nothing to sum: one side of the matrix is empty, which a matrix without elements may not remember.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasNoTerms(int height, int width, int columns, string columnsName, int rows, string rowsName)
    {
        if ((height == 0 || width == 0) && (columns == 0 || rows == 0))
            return true;
        Require(width == columns, columnsName, columns, width);
        Require(height == rows, rowsName, rows, height);
        return false;
    }

    /// <summary>Whether there is anything to add, for shapes that do not all fit: only memory that is empty may have another one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasAdjoints(int height, int width, int columns, int rows, int gradient, int gradientHeight, int gradientWidth)
    {
        Require(gradient == columns, "dx", gradient, columns);
        if (HasNoTerms(height, width, columns, "x", rows, "upstream"))
            return false;
        Require(gradientHeight == rows, "dMatrix", gradientHeight, rows);
        Require(gradientWidth == columns, "dMatrix", gradientWidth, columns);
        return true;
    }

    private static void Require(bool condition, string parameter, int length, int expected)
    {
        if (!condition)
            throw new ArgumentException($"The length of {parameter}, {length}, differs from the side of the matrix, {expected}.", parameter);
    }
}
