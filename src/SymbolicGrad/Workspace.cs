using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad;

/// <summary>
/// Scratch memory for one call: taken from the caller's stack or from what the thread keeps when it is small, from the shared
/// array pool when it is not, and handed out piece by piece. Nothing is allocated per call.
/// </summary>
/// <remarks>
/// <code>
/// using var workspace = new Workspace&lt;double&gt;(stackalloc double[256], x.Length + 1);
/// Span&lt;double&gt; preactivation = workspace.Take(x.Length);
/// </code>
/// The pieces are valid until <see cref="Dispose"/>. A workspace belongs to one call on one thread and must not be
/// copied: each copy would give back the same memory.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public ref struct Workspace<T>
{
    private Span<T> _rest;
    private readonly T[]? _rented;
    private readonly ThreadMemory<T>? _thread;
    private readonly int _start, _length;

    /// <summary>Provides room for <paramref name="length"/> elements.</summary>
    /// <param name="stack">Memory to use when it is long enough, usually a <c>stackalloc</c>; may be empty.</param>
    /// <param name="length">The number of elements that all pieces together need.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Workspace(Span<T> stack, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > stack.Length)
        {
            _thread = ThreadMemory<T>.WithRoomFor(length);
            if (_thread is not null)
            {
                stack = _thread.Take(length, out _start);
                _length = length;
            }
            else
            {
                stack = _rented = ArrayPool<T>.Shared.Rent(length);
            }
        }

        // Not more than was asked for, so that a length computed too small fails on every machine and in every pool state.
        _rest = stack[..length];
    }

    /// <summary>Hands out the next <paramref name="length"/> elements, with arbitrary contents.</summary>
    /// <param name="length">The number of elements.</param>
    /// <returns>A piece that overlaps no other.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">Fewer elements are left.</exception>
    public Span<T> Take(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > _rest.Length)
            ThrowExhausted(length, _rest.Length);
        Span<T> piece = _rest[..length];
        _rest = _rest[length..];
        return piece;
    }

    /// <summary>Hands out the next <paramref name="length"/> elements, set to zero.</summary>
    /// <inheritdoc cref="Take(int)"/>
    public Span<T> TakeZeroed(int length)
    {
        Span<T> piece = Take(length);
        piece.Clear();
        return piece;
    }

    /// <summary>
    /// Hands out the next <paramref name="height"/> × <paramref name="width"/> elements as a matrix without gaps between
    /// its rows, with arbitrary contents.
    /// </summary>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <returns>A matrix that overlaps no other piece. Where one side is 0 the other side is 0 too, as in every
    /// <see cref="Span2D{T}"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is negative.</exception>
    /// <exception cref="InvalidOperationException">Fewer elements are left.</exception>
    public Span2D<T> Take(int height, int width) => Matrix(Take(Area(height, width)), height, width);

    /// <summary>
    /// Hands out the next <paramref name="height"/> × <paramref name="width"/> elements as a matrix without gaps between
    /// its rows, set to zero.
    /// </summary>
    /// <inheritdoc cref="Take(int, int)"/>
    public Span2D<T> TakeZeroed(int height, int width) => Matrix(TakeZeroed(Area(height, width)), height, width);

    /// <summary>Gives the memory back. The pieces must not be used afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        if (_thread is not null)
            _thread.GiveBack(_start, _length);
        else if (_rented is not null)
            ArrayPool<T>.Shared.Return(_rented);
        this = default;
    }

    /// <summary>AsSpan2D would forget the rows of a matrix without columns.</summary>
    private static Span2D<T> Matrix(Span<T> numbers, int height, int width) =>
        Span2D<T>.DangerousCreate(ref MemoryMarshal.GetReference(numbers), height, width, 0);

    private readonly int Area(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        long area = (long)height * width;
        if (area > _rest.Length)
            ThrowExhausted(area, _rest.Length);
        return (int)area;
    }

    private static void ThrowExhausted(long wanted, int left) =>
        throw new InvalidOperationException($"The workspace is exhausted: {wanted} elements were asked for, {left} are left.");
}
