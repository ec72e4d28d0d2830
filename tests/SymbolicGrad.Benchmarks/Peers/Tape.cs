using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>
/// What was computed, as statements with their partial derivatives: statement i owns the terms up to <c>_ends[i]</c>. Arrays grow when they
/// have to and are used again by every recording.
/// </summary>
/// <remarks>One tape for the process, found without a lookup: the fastest that a number without a reference can have.</remarks>
internal sealed class Tape<T>
    where T : struct, IFloatingPointIeee754<T>
{
    public static readonly Tape<T> Instance = new();

    private Term[] _terms = new Term[1024];
    private int[] _ends = new int[1024];
    private T[] _adjoints = new T[1024];
    private int _termCount;
    private int _count;

    /// <summary>Forgets everything, and keeps the memory. Statement 0 is a constant.</summary>
    public void Clear() => (_termCount, _count, _ends[0]) = (0, 1, 0);

    /// <summary>An independent variable.</summary>
    public TapeNumber<T> Variable(T value) => new(End(), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TapeNumber<T> Record(T value, int index, T partial)
    {
        Span<Term> terms = Reserve(1);
        terms[0] = new Term(index, partial);
        return new TapeNumber<T>(End(), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TapeNumber<T> Record(T value, int index1, T partial1, int index2, T partial2)
    {
        Span<Term> terms = Reserve(2);
        terms[0] = new Term(index1, partial1);
        terms[1] = new Term(index2, partial2);
        return new TapeNumber<T>(End(), value);
    }

    /// <summary>One statement with all terms of a dot product.</summary>
    public TapeNumber<T> RecordDot(ReadOnlySpan<TapeNumber<T>> a, ReadOnlySpan<TapeNumber<T>> b)
    {
        Span<Term> terms = Reserve(2 * a.Length);
        b = b[..a.Length];
        T sum = T.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            (TapeNumber<T> left, TapeNumber<T> right) = (a[i], b[i]);
            sum += left.Value * right.Value;
            terms[2 * i] = new Term(left.Index, right.Value);
            terms[(2 * i) + 1] = new Term(right.Index, left.Value);
        }

        return new TapeNumber<T>(End(), sum);
    }

    /// <summary>The adjoints of everything recorded, for an adjoint 1 of the result.</summary>
    public void Reverse(TapeNumber<T> result)
    {
        if (_adjoints.Length < _count)
            _adjoints = new T[_ends.Length];
        Array.Clear(_adjoints, 0, _count);
        _adjoints[result.Index] = T.One;
        ref T adjoints = ref MemoryMarshal.GetArrayDataReference(_adjoints);
        ref Term terms = ref MemoryMarshal.GetArrayDataReference(_terms);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        for (int i = _count - 1; i > 0; i--)
        {
            T adjoint = Unsafe.Add(ref adjoints, i);
            if (adjoint == T.Zero)
                continue;
            for (int t = Unsafe.Add(ref ends, i - 1); t < Unsafe.Add(ref ends, i); t++)
            {
                ref Term term = ref Unsafe.Add(ref terms, t);
                Unsafe.Add(ref adjoints, term.Index) += term.Partial * adjoint;
            }
        }
    }

    public T Adjoint(TapeNumber<T> number) => _adjoints[number.Index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<Term> Reserve(int count)
    {
        int start = _termCount;
        if (start + count > _terms.Length)
            Array.Resize(ref _terms, Math.Max(2 * _terms.Length, start + count));
        _termCount = start + count;
        return MemoryMarshal.CreateSpan(ref _terms[start], count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int End()
    {
        if (_count == _ends.Length)
            Array.Resize(ref _ends, 2 * _count);
        _ends[_count] = _termCount;
        return _count++;
    }

    private readonly record struct Term(int Index, T Partial);
}
