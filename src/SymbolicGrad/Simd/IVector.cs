using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>A vector of some width as the blocked product uses it, so that one source serves every width.</summary>
/// <remarks>Static abstract members of a struct are decided when the code is compiled: the machine code is that of the vector itself.</remarks>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">Its elements.</typeparam>
internal interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf Load(ref T source);

    static abstract TSelf Broadcast(T value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    void Store(ref T target);
}

/// <summary><see cref="Vector{T}"/>, as wide as the runtime prefers: 256 bits where there is AVX2.</summary>
internal readonly struct PreferredVector<T>(Vector<T> value) : IVector<PreferredVector<T>, T>
{
    private readonly Vector<T> _value = value;

    public static int Count => Vector<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreferredVector<T> operator +(PreferredVector<T> a, PreferredVector<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreferredVector<T> Load(ref T source) => new(Vector.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreferredVector<T> Broadcast(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreferredVector<T> MultiplyAdd(PreferredVector<T> a, PreferredVector<T> b, PreferredVector<T> c) =>
        new(VectorArithmetic.MultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => _value.StoreUnsafe(ref target);
}

/// <summary>512 bits, which the runtime uses for <see cref="Vector{T}"/> only when it is told to.</summary>
internal readonly struct WideVector<T>(Vector512<T> value) : IVector<WideVector<T>, T>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> operator +(WideVector<T> a, WideVector<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> Load(ref T source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> MultiplyAdd(WideVector<T> a, WideVector<T> b, WideVector<T> c) =>
        new(VectorArithmetic.MultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => _value.StoreUnsafe(ref target);
}
