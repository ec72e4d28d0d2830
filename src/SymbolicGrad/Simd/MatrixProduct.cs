using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>
/// Matrix products, set or added to their target, in the three layouts that a layer's forward and backward passes need:
/// Y = X·Wᵀ, dX = dY·W, dW = dYᵀ·X with row-major matrices throughout.
/// </summary>
/// <remarks>
/// <para>Any sizes, gaps between rows and alignments will do. Nothing is allocated. Sums are formed in an order that
/// suits the registers and with fused multiply-adds, so results differ from a plain loop by rounding.</para>
/// <para>The target must not overlap the factors. A matrix without elements may have any shape that has none, because a
/// <see cref="Span2D{T}"/> does not always remember a side beside one of length 0.</para>
/// </remarks>
public static class MatrixProduct
{
    /// <summary>c += a·bᵀ, that is c[i, j] += Σₚ a[i, p]·b[j, p].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor before it is transposed, n × k.</param>
    /// <param name="c">The target, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddProductTransposed<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        ProductTransposed(a, b, c, isSet: false);

    /// <summary>c = a·bᵀ, that is c[i, j] = Σₚ a[i, p]·b[j, p].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor before it is transposed, n × k.</param>
    /// <param name="c">The product, m × n; what it held before is not read.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void ProductTransposed<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        ProductTransposed(a, b, c, isSet: true);

    /// <summary>c += a·b, that is c[i, j] += Σₚ a[i, p]·b[p, j].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The target, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddProduct<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        Product(a, b, c, isSet: false);

    /// <summary>c = a·b, that is c[i, j] = Σₚ a[i, p]·b[p, j].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The product, m × n; what it held before is not read.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Product<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        Product(a, b, c, isSet: true);

    /// <summary>c += aᵀ·b, that is c[i, j] += Σₚ a[p, i]·b[p, j].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor before it is transposed, k × m.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The target, m × n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddTransposedProduct<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        TransposedProduct(a, b, c, isSet: false);

    /// <summary>c = aᵀ·b, that is c[i, j] = Σₚ a[p, i]·b[p, j].</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The left factor before it is transposed, k × m.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The product, m × n; what it held before is not read.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void TransposedProduct<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c)
        where T : IFloatingPointIeee754<T> =>
        TransposedProduct(a, b, c, isSet: true);

    private static void ProductTransposed<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(a.Length, b.Length, c.Length))
        {
            if (isSet)
                c.Clear();
            return;
        }

        Require(a.Width == b.Width, nameof(b), "width of b", b.Width, "width of a", a.Width);
        RequireTarget(c, a.Height, "height of a", b.Height, "height of b");
        MatrixOperand<T> right = MatrixOperand.Of(b);
        MatrixProductStrategy.Run(a.Height, b.Height, a.Width, MatrixOperand.Of(a), right.Transposed, MatrixOperand.Of((ReadOnlySpan2D<T>)c), isSet);
    }

    private static void Product<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(a.Length, b.Length, c.Length))
        {
            if (isSet)
                c.Clear();
            return;
        }

        Require(a.Width == b.Height, nameof(b), "height of b", b.Height, "width of a", a.Width);
        RequireTarget(c, a.Height, "height of a", b.Width, "width of b");
        MatrixProductStrategy.Run(a.Height, b.Width, a.Width, MatrixOperand.Of(a), MatrixOperand.Of(b), MatrixOperand.Of((ReadOnlySpan2D<T>)c), isSet);
    }

    private static void TransposedProduct<T>(ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (HasNoTerms(a.Length, b.Length, c.Length))
        {
            if (isSet)
                c.Clear();
            return;
        }

        Require(a.Height == b.Height, nameof(b), "height of b", b.Height, "height of a", a.Height);
        RequireTarget(c, a.Width, "width of a", b.Width, "width of b");
        MatrixOperand<T> left = MatrixOperand.Of(a);
        MatrixProductStrategy.Run(a.Width, b.Width, a.Height, left.Transposed, MatrixOperand.Of(b), MatrixOperand.Of((ReadOnlySpan2D<T>)c), isSet);
    }

    /// <summary>
    /// Whether there is nothing to sum. A target with elements and one empty factor can only be a mistake, and so can an
    /// empty target of two factors with elements.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasNoTerms(nint a, nint b, nint c) => (a == 0 || b == 0 || c == 0) && IsEmpty(a, b, c);

    private static bool IsEmpty(nint a, nint b, nint c)
    {
        if (c == 0 && a != 0 && b != 0)
            throw new ArgumentException($"c has no elements, a has {a} and b has {b}.", nameof(c));
        if (c != 0 && (a == 0) != (b == 0))
            throw new ArgumentException($"a has {a} elements and b has {b}: one of them is empty.", nameof(b));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireTarget<T>(Span2D<T> c, int height, string heightOf, int width, string widthOf)
    {
        Require(c.Height == height, nameof(c), "height of c", c.Height, heightOf, height);
        Require(c.Width == width, nameof(c), "width of c", c.Width, widthOf, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Require(bool condition, string parameter, string what, int length, string expectedOf, int expected)
    {
        if (!condition)
            Refuse(parameter, what, length, expectedOf, expected);
    }

    [DoesNotReturn]
    private static void Refuse(string parameter, string what, int length, string expectedOf, int expected) =>
        throw new ArgumentException($"The {what}, {length}, differs from the {expectedOf}, {expected}.", parameter);
}
