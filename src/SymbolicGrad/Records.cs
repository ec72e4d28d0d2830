using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad;

/// <summary>
/// What a generated gradient records of a loop whose number of iterations nobody knows in advance: memory that grows as it is
/// written, from the caller's stack first, from the shared array pool then. In a steady state nothing is allocated per call.
/// </summary>
/// <remarks>
/// <code>
/// using var xAt = new Records&lt;double&gt;(stackalloc double[256]);
/// while (Math.Abs(x * x - a) &gt; 1e-12) { xAt[steps] = x; … steps++; }
/// </code>
/// Elements that were not written have arbitrary contents unless zeros are asked for. It belongs to one call on one thread and must not be copied: each
/// copy would return the same rented array.
/// </remarks>
/// <typeparam name="T">The type of what is recorded.</typeparam>
public ref struct Records<T>
{
    private Span<T> _elements;
    private T[]? _rented;
    private readonly bool _isZeroed;

    /// <summary>Starts without elements.</summary>
    /// <param name="stack">Memory to use as long as it suffices, usually a <c>stackalloc</c>; may be empty.</param>
    /// <param name="isZeroed">Whether elements that were not written are zero, as a sum's have to be.</param>
    public Records(Span<T> stack, bool isZeroed = false)
    {
        _elements = stack;
        _isZeroed = isZeroed;
        if (isZeroed)
            stack.Clear();
    }

    /// <summary>The record at a position; growing where the position has not been reached before.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="InvalidOperationException">The position is more than an array can hold.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)_elements.Length)
                Grow(index);
            return ref Unsafe.Add(ref MemoryMarshal.GetReference(_elements), index);
        }
    }

    /// <summary>Gives the memory back. The records must not be used afterwards.</summary>
    public void Dispose()
    {
        T[]? rented = _rented;
        this = default;
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index >= Array.MaxLength)
            throw new InvalidOperationException("More is to be recorded than an array can hold.");

        // Doubling keeps the copies of n records below 2n in all; the pool knows the largest length there is.
        long wanted = Math.Max((long)index + 1, 2L * _elements.Length);
        T[] larger = ArrayPool<T>.Shared.Rent((int)Math.Min(Math.Max(wanted, 16), Array.MaxLength));
        _elements.CopyTo(larger);
        if (_isZeroed)
            larger.AsSpan(_elements.Length).Clear();
        if (_rented is not null)
            ArrayPool<T>.Shared.Return(_rented);
        _rented = larger;
        _elements = larger;
    }
}
