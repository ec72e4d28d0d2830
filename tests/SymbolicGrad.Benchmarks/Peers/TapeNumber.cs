using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A value and the statement of the tape that made it; statement 0 is a constant.</summary>
internal readonly record struct TapeNumber<T>(int Index, T Value) : IPeerNumber<TapeNumber<T>, T>
    where T : struct, IFloatingPointIeee754<T>
{
    public static TapeNumber<T> Constant(T value) => new(0, value);

    public static TapeNumber<T> operator +(TapeNumber<T> a, TapeNumber<T> b) => Tape<T>.Instance.Record(a.Value + b.Value, a.Index, T.One, b.Index, T.One);

    public static TapeNumber<T> operator -(TapeNumber<T> a, TapeNumber<T> b) => Tape<T>.Instance.Record(a.Value - b.Value, a.Index, T.One, b.Index, -T.One);

    public static TapeNumber<T> operator *(TapeNumber<T> a, TapeNumber<T> b) => Tape<T>.Instance.Record(a.Value * b.Value, a.Index, b.Value, b.Index, a.Value);

    /// <summary>A shift by a constant is no statement of its own kind, but its value differs.</summary>
    public static TapeNumber<T> operator +(TapeNumber<T> a, T b) => new(a.Index, a.Value + b);

    public static TapeNumber<T> operator *(TapeNumber<T> a, T b) => Tape<T>.Instance.Record(a.Value * b, a.Index, b);

    public static TapeNumber<T> Exp(TapeNumber<T> a)
    {
        T y = T.Exp(a.Value);
        return Tape<T>.Instance.Record(y, a.Index, y);
    }

    public static TapeNumber<T> Log(TapeNumber<T> a) => Tape<T>.Instance.Record(T.Log(a.Value), a.Index, T.One / a.Value);

    public static TapeNumber<T> Tanh(TapeNumber<T> a)
    {
        T y = T.Tanh(a.Value);
        return Tape<T>.Instance.Record(y, a.Index, T.One - (y * y));
    }

    public static TapeNumber<T> Sigmoid(TapeNumber<T> a)
    {
        T y = Activations.Sigmoid(a.Value);
        return Tape<T>.Instance.Record(y, a.Index, y * (T.One - y));
    }

    public static TapeNumber<T> Elu(TapeNumber<T> a)
    {
        T y = Activations.Elu(a.Value);
        return Tape<T>.Instance.Record(y, a.Index, a.Value > T.Zero ? T.One : y + T.One);
    }

    public static TapeNumber<T> Dot(ReadOnlySpan<TapeNumber<T>> a, ReadOnlySpan<TapeNumber<T>> b) => Tape<T>.Instance.RecordDot(a, b);
}
