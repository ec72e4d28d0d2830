using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A value with its derivatives along as many directions as a vector has elements.</summary>
internal readonly record struct Dual<T>(T Value, Vector<T> Tangents) : IPeerNumber<Dual<T>, T>
    where T : struct, IFloatingPointIeee754<T>
{
    public static Dual<T> Constant(T value) => new(value, Vector<T>.Zero);

    public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Tangents + b.Tangents);

    public static Dual<T> operator -(Dual<T> a, Dual<T> b) => new(a.Value - b.Value, a.Tangents - b.Tangents);

    public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Value * b.Value, (a.Tangents * b.Value) + (b.Tangents * a.Value));

    public static Dual<T> operator +(Dual<T> a, T b) => new(a.Value + b, a.Tangents);

    public static Dual<T> operator *(Dual<T> a, T b) => new(a.Value * b, a.Tangents * b);

    public static Dual<T> Exp(Dual<T> a)
    {
        T y = T.Exp(a.Value);
        return new(y, a.Tangents * y);
    }

    public static Dual<T> Log(Dual<T> a) => new(T.Log(a.Value), a.Tangents * (T.One / a.Value));

    public static Dual<T> Tanh(Dual<T> a)
    {
        T y = T.Tanh(a.Value);
        return new(y, a.Tangents * (T.One - (y * y)));
    }

    public static Dual<T> Sigmoid(Dual<T> a)
    {
        T y = Activations.Sigmoid(a.Value);
        return new(y, a.Tangents * (y * (T.One - y)));
    }

    public static Dual<T> Elu(Dual<T> a)
    {
        T y = Activations.Elu(a.Value);
        return new(y, a.Tangents * (a.Value > T.Zero ? T.One : y + T.One));
    }

    public static Dual<T> Dot(ReadOnlySpan<Dual<T>> a, ReadOnlySpan<Dual<T>> b)
    {
        Dual<T> sum = default;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
