using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>
/// What vector loops of generated code do to memory: whole vectors are moved without a check of bounds, which sections of
/// arrays are checked for once, before the loop.
/// </summary>
public static partial class Lanes
{
    /// <summary>How many of <paramref name="length"/> elements whole vectors cover: the largest multiple of the lane count that is not above it.</summary>
    /// <typeparam name="T">The element type; where the hardware has no vectors of it, 0 elements are covered.</typeparam>
    /// <param name="length">A number of elements; a negative one counts as 0.</param>
    /// <returns>0 ≤ result ≤ max(length, 0).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Whole<T>(int length) =>
        Vector<T>.IsSupported && length > 0 ? length & -Vector<T>.Count : 0;

    /// <summary>How many of <paramref name="length"/> elements whole groups of vectors cover.</summary>
    /// <typeparam name="T">The element type; where the hardware has no vectors of it, 0 elements are covered.</typeparam>
    /// <param name="length">A number of elements; a negative one counts as 0.</param>
    /// <param name="vectors">How many vectors make a group: a power of two.</param>
    /// <returns>0 ≤ result ≤ max(length, 0).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Whole<T>(int length, int vectors) =>
        Vector<T>.IsSupported && length > 0 ? length & -(vectors * Vector<T>.Count) : 0;

    /// <summary>
    /// How many of <paramref name="length"/> powers whole groups of vectors cover: none where the factor from one group to the next is 0, infinite,
    /// subnormal or not a number, so that powers would be lost which one multiplication after the other reaches.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">A number of powers; a negative one counts as 0.</param>
    /// <param name="factor">What each power is multiplied by to get the next.</param>
    /// <param name="vectors">How many vectors make a group: a power of two.</param>
    /// <returns>0 ≤ result ≤ max(length, 0).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WholePowers<T>(int length, T factor, int vectors)
        where T : INumberBase<T>
    {
        int whole = Whole<T>(length, vectors);
        return whole > 0 && T.IsNormal(Power(factor, vectors * Vector<T>.Count)) ? whole : 0;
    }

    /// <summary>The vector first, first·factor, first·factor² …</summary>
    /// <typeparam name="T">The element type; where the hardware has no vectors of it, nobody reads the result.</typeparam>
    /// <param name="first">The first lane.</param>
    /// <param name="factor">What each lane is multiplied by to get the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Powers<T>(T first, T factor)
        where T : INumberBase<T>
    {
        if (!Vector<T>.IsSupported)
        {
            return default;
        }

        // Bit by bit of the lane's number.
        Vector<T> powers = new(first);
        for (int bit = 1; bit < Vector<T>.Count; bit *= 2)
        {
            powers *= Vector.ConditionalSelect(HasBit<T>(bit), new Vector<T>(factor), Vector<T>.One);
            factor *= factor;
        }

        return powers;
    }

    /// <summary>The factor to the power of the number of lanes.</summary>
    /// <typeparam name="T">The element type; where the hardware has no vectors of it, nobody reads the result.</typeparam>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfLanes<T>(T factor)
        where T : INumberBase<T> =>
        Vector<T>.IsSupported ? Power(factor, Vector<T>.Count) : factor;

    /// <param name="factor">The factor.</param>
    /// <param name="exponent">A power of two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Power<T>(T factor, int exponent)
        where T : INumberBase<T>
    {
        for (; exponent > 1; exponent /= 2)
        {
            factor *= factor;
        }

        return factor;
    }

    /// <summary>A mask of the lanes whose number has the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> HasBit<T>(int bit) => Unsafe.SizeOf<T>() == sizeof(float)
        ? Vector.Equals(Vector<int>.Indices & new Vector<int>(bit), new Vector<int>(bit)).As<int, T>()
        : Vector.Equals(Vector<long>.Indices & new Vector<long>(bit), new Vector<long>(bit)).As<long, T>();

    /// <summary>The vector of the elements from <paramref name="start"/> on.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0 and start + lane count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The elements.</param>
    /// <param name="start">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> source, int start)
    {
        Debug.Assert(start >= 0 && start <= source.Length - Vector<T>.Count, "a vector has to lie within its section");
        return Vector.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)start);
    }

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span<T> source, int start) => Load((ReadOnlySpan<T>)source, start);

    /// <summary>target[start …] = value, lane by lane.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0 and start + lane count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    /// <param name="target">Where they are written.</param>
    /// <param name="start">Where the first is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, Span<T> target, int start)
    {
        Debug.Assert(start >= 0 && start <= target.Length - Vector<T>.Count, "a vector has to lie within its section");
        value.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)start);
    }

    /// <summary>target[start …] += value, lane by lane.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0 and start + lane count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">What is added.</param>
    /// <param name="target">What it is added to.</param>
    /// <param name="start">The first element added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Vector<T> value, Span<T> target, int start)
    {
        Debug.Assert(start >= 0 && start <= target.Length - Vector<T>.Count, "a vector has to lie within its section");
        ref T first = ref MemoryMarshal.GetReference(target);
        (Vector.LoadUnsafe(ref first, (nuint)start) + value).StoreUnsafe(ref first, (nuint)start);
    }

    /// <summary>target[start …] += left·right, lane by lane, each rounded once.</summary>
    /// <remarks>Not checked: <paramref name="start"/> ≥ 0 and start + lane count ≤ length have to hold.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <param name="target">What the product is added to.</param>
    /// <param name="start">The first element added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<T>(Vector<T> left, Vector<T> right, Span<T> target, int start)
    {
        Debug.Assert(start >= 0 && start <= target.Length - Vector<T>.Count, "a vector has to lie within its section");
        ref T first = ref MemoryMarshal.GetReference(target);
        VectorArithmetic.MultiplyAdd(left, right, Vector.LoadUnsafe(ref first, (nuint)start)).StoreUnsafe(ref first, (nuint)start);
    }

    /// <summary>A mask of the lanes that differ; NaN differs from everything.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">The one side.</param>
    /// <param name="right">The other one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> NotEqual<T>(Vector<T> left, Vector<T> right) => ~Vector.Equals<T>(left, right);

    /// <summary>The largest lane; NaN where a lane is NaN.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector<T> value)
        where T : INumber<T>
    {
        if (Vector<byte>.Count == Vector256<byte>.Count && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            // Half against half, until one is left.
            Vector128<T> largest = Vector128.Max(value.AsVector256().GetLower(), value.AsVector256().GetUpper());
            largest = Vector128.Max(largest, Vector128.Shuffle(largest.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>());
            return typeof(T) == typeof(double)
                ? largest.ToScalar()
                : Vector128.Max(largest, Vector128.Shuffle(largest.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>()).ToScalar();
        }

        return MaxOneByOne(value);
    }

    private static T MaxOneByOne<T>(Vector<T> value)
        where T : INumber<T>
    {
        T largest = value[0];
        for (int lane = 1; lane < Vector<T>.Count; lane++)
        {
            largest = T.Max(largest, value[lane]);
        }

        return largest;
    }

    /// <summary>The smallest lane; NaN where a lane is NaN.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(Vector<T> value)
        where T : INumber<T>
    {
        if (Vector<byte>.Count == Vector256<byte>.Count && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            // Half against half, until one is left.
            Vector128<T> smallest = Vector128.Min(value.AsVector256().GetLower(), value.AsVector256().GetUpper());
            smallest = Vector128.Min(smallest, Vector128.Shuffle(smallest.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>());
            return typeof(T) == typeof(double)
                ? smallest.ToScalar()
                : Vector128.Min(smallest, Vector128.Shuffle(smallest.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>()).ToScalar();
        }

        return MinOneByOne(value);
    }

    private static T MinOneByOne<T>(Vector<T> value)
        where T : INumber<T>
    {
        T smallest = value[0];
        for (int lane = 1; lane < Vector<T>.Count; lane++)
        {
            smallest = T.Min(smallest, value[lane]);
        }

        return smallest;
    }

    /// <summary>The given elements of a vector; none where <paramref name="length"/> is not positive, whatever <paramref name="start"/> is.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <param name="start">The first element.</param>
    /// <param name="length">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vector has not all of them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Section<T>(ReadOnlySpan<T> vector, int start, int length) => length <= 0 ? default : vector.Slice(start, length);

    /// <inheritdoc cref="Section{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Section<T>(Span<T> vector, int start, int length) => length <= 0 ? default : vector.Slice(start, length);

    /// <inheritdoc cref="Section{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Section<T>(T[] vector, int start, int length) => length <= 0 ? default : vector.AsSpan(start, length);

    /// <summary>The given elements of a matrix's row; none where <paramref name="length"/> is not positive, whatever the row is.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="matrix">The matrix.</param>
    /// <param name="row">The row.</param>
    /// <param name="start">The first element's column.</param>
    /// <param name="length">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has not all of them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Row<T>(ReadOnlySpan2D<T> matrix, int row, int start, int length) =>
        length <= 0 ? default : matrix.GetRowSpan(row).Slice(start, length);

    /// <inheritdoc cref="Row{T}(ReadOnlySpan2D{T}, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(Span2D<T> matrix, int row, int start, int length) =>
        length <= 0 ? default : matrix.GetRowSpan(row).Slice(start, length);

    /// <inheritdoc cref="Row{T}(ReadOnlySpan2D{T}, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(T[,] matrix, int row, int start, int length) =>
        length <= 0 ? default : matrix.GetRowSpan(row).Slice(start, length);

    /// <summary>The given rows and columns of a matrix; nothing where either are none, wherever they begin.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="matrix">The matrix.</param>
    /// <param name="row">The first row.</param>
    /// <param name="column">The first column.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has not all of them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan2D<T> Block<T>(ReadOnlySpan2D<T> matrix, int row, int column, int height, int width) =>
        row == 0 && column == 0 && height == matrix.Height && width == matrix.Width ? matrix
        : height <= 0 || width <= 0 ? default
        : matrix.Slice(row, column, height, width);

    /// <inheritdoc cref="Block{T}(ReadOnlySpan2D{T}, int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span2D<T> Block<T>(Span2D<T> matrix, int row, int column, int height, int width) =>
        row == 0 && column == 0 && height == matrix.Height && width == matrix.Width ? matrix
        : height <= 0 || width <= 0 ? default
        : matrix.Slice(row, column, height, width);
}
