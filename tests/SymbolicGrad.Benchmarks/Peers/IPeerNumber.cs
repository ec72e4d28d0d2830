using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A number that differentiates what is computed with it.</summary>
/// <typeparam name="TSelf">The number.</typeparam>
/// <typeparam name="T">The floating-point type of its value.</typeparam>
internal interface IPeerNumber<TSelf, T>
    where TSelf : struct, IPeerNumber<TSelf, T>
    where T : struct, IFloatingPointIeee754<T>
{
    T Value { get; }

    static abstract TSelf Constant(T value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator +(TSelf a, T b);

    static abstract TSelf operator *(TSelf a, T b);

    static abstract TSelf Exp(TSelf a);

    static abstract TSelf Log(TSelf a);

    static abstract TSelf Tanh(TSelf a);

    static abstract TSelf Sigmoid(TSelf a);

    static abstract TSelf Elu(TSelf a);

    /// <summary>Σ aᵢ·bᵢ, which run-time tools do better at once than term by term.</summary>
    static abstract TSelf Dot(ReadOnlySpan<TSelf> a, ReadOnlySpan<TSelf> b);
}
