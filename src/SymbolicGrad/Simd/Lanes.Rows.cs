using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>Vectors of a matrix's rows, for loops over rows that bind no row of its own: the matrix is checked once, before all of them.</summary>
public static partial class Lanes
{
    /// <summary>The vector of a row's elements from <paramref name="column"/> on.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0 and column + lane count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The matrix.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first of the elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan2D<T> source, int row, int column)
    {
        AssertWithin(row, column, source.Height, source.Width, Vector<T>.Count);
        return Vector.LoadUnsafe(in source.DangerousGetReferenceAt(row, column));
    }

    /// <inheritdoc cref="Load{T}(ReadOnlySpan2D{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span2D<T> source, int row, int column) => Vector.LoadUnsafe(ref First(source, row, column));

    /// <summary>target[row, column …] = value, lane by lane.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0 and column + lane count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    /// <param name="target">The matrix that they are written to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Where the first is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, Span2D<T> target, int row, int column) => value.StoreUnsafe(ref First(target, row, column));

    /// <summary>target[row, column …] += value, lane by lane.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0 and column + lane count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">What is added.</param>
    /// <param name="target">The matrix that it is added to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first element added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Vector<T> value, Span2D<T> target, int row, int column)
    {
        ref T first = ref First(target, row, column);
        (Vector.LoadUnsafe(ref first) + value).StoreUnsafe(ref first);
    }

    /// <summary>target[row, column …] += left·right, lane by lane, each rounded once.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0 and column + lane count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <param name="target">The matrix that the product is added to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first element added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<T>(Vector<T> left, Vector<T> right, Span2D<T> target, int row, int column)
    {
        ref T first = ref First(target, row, column);
        VectorArithmetic.MultiplyAdd(left, right, Vector.LoadUnsafe(ref first)).StoreUnsafe(ref first);
    }

    /// <summary>A row's elements from <paramref name="column"/> on in the first lanes; the others are 0.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0, 0 &lt; count &lt; lane count and column + count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The matrix.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first of the elements.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadFirst<T>(ReadOnlySpan2D<T> source, int row, int column, int count)
    {
        AssertWithin(row, column, source.Height, source.Width, count);
        return LoadFirst(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in source.DangerousGetReferenceAt(row, column)), count), 0, count);
    }

    /// <inheritdoc cref="LoadFirst{T}(ReadOnlySpan2D{T}, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadFirst<T>(Span2D<T> source, int row, int column, int count) => LoadFirst(Elements(source, row, column, count), 0, count);

    /// <summary>target[row, column …] = the first lanes.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0, 0 &lt; count &lt; lane count and column + count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    /// <param name="target">The matrix that they are written to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Where the first is written.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(Vector<T> value, Span2D<T> target, int row, int column, int count) =>
        StoreFirst(value, Elements(target, row, column, count), 0, count);

    /// <summary>target[row, column …] += the first lanes.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0, 0 &lt; count &lt; lane count and column + count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">What is added.</param>
    /// <param name="target">The matrix that it is added to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first element added to.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFirst<T>(Vector<T> value, Span2D<T> target, int row, int column, int count) =>
        AddFirst(value, Elements(target, row, column, count), 0, count);

    /// <summary>target[row, column …] += the first lanes of left·right, each rounded once.</summary>
    /// <remarks>Not checked: 0 ≤ row &lt; height, <paramref name="column"/> ≥ 0, 0 &lt; count &lt; lane count and column + count ≤ width have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <param name="target">The matrix that the product is added to.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first element added to.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFirst<T>(Vector<T> left, Vector<T> right, Span2D<T> target, int row, int column, int count) =>
        AddProductFirst(left, right, Elements(target, row, column, count), 0, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Elements<T>(Span2D<T> matrix, int row, int column, int count)
    {
        AssertWithin(row, column, matrix.Height, matrix.Width, count);
        return MemoryMarshal.CreateSpan(ref matrix.DangerousGetReferenceAt(row, column), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T First<T>(Span2D<T> matrix, int row, int column)
    {
        AssertWithin(row, column, matrix.Height, matrix.Width, Vector<T>.Count);
        return ref matrix.DangerousGetReferenceAt(row, column);
    }

    [Conditional("DEBUG")]
    private static void AssertWithin(int row, int column, int height, int width, int elements) =>
        Debug.Assert(row >= 0 && row < height && column >= 0 && column <= width - elements, "the elements have to lie within their row");
}
