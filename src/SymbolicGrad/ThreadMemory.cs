using System.Runtime.CompilerServices;

namespace SymbolicGrad;

/// <summary>
/// Memory that each thread keeps for calls that need little of it: given out and taken back like a stack, which costs a few instructions where the
/// shared pool takes as long as a small gradient's loops.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ThreadMemory<T>
{
    private const int Capacity = 1024;

    [ThreadStatic]
    private static ThreadMemory<T>? _own;

    private readonly T[] _elements = new T[Capacity];
    private int _used;

    /// <summary>This thread's memory, when so many elements of it are free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreadMemory<T>? WithRoomFor(int length) =>
        length <= Capacity && (_own ?? Create()) is { } own && length <= Capacity - own._used ? own : null;

    /// <summary>The next elements, for which there has to be room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Take(int length, out int start)
    {
        start = _used;
        _used += length;
        return _elements.AsSpan(start, length);
    }

    /// <summary>
    /// Takes back what was given out last. What comes back in another order is lost until what was given out before it comes back: nobody else may get
    /// memory that someone still has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GiveBack(int start, int length)
    {
        if (_used == start + length)
            _used = start;
    }

    private static ThreadMemory<T> Create() => _own = new ThreadMemory<T>();
}
