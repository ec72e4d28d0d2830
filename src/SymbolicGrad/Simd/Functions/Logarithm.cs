using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

/// <summary>What the logarithms are made of: x = 2ᵏ·(1 + f) with 1 + f between √½ and √2.</summary>
internal static class Logarithm
{
    /// <summary>Whether all lanes are positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNormal<T>(Vector<T> x) =>
        // Moved so that they are the least integers of all.
        typeof(T) == typeof(float)
            ? Vector.LessThanAll(x.As<T, int>() + Vector.Create(unchecked(int.MinValue - 0x00800000)), Vector.Create(int.MinValue + 0x7F000000))
            : Vector.LessThanAll(x.As<T, long>() + Vector.Create(unchecked(long.MinValue - 0x0010000000000000)), Vector.Create(long.MinValue + 0x7FE0000000000000));

    /// <summary>The bits of x, moved so that the exponent's field is k plus the bias and the mantissa's counts from √½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Split<T>(Vector<T> x) =>
        VectorBits.Add(x, VectorBits.Pattern<T>(One32 - RootHalf32, One64 - RootHalf64));

    /// <summary>k plus the bias, as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> BiasedExponent<T>(Vector<T> split) => VectorBits.ShiftRight(split, VectorBits.MantissaBits<T>());

    /// <summary>k, as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exponent<T>(Vector<T> biased) =>
        (biased | Constant<T>(8388608f, 4503599627370496)) - Constant<T>(8388608f + 127, 4503599627370496.0 + 1023);

    /// <summary>1 + f = x/2ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Mantissa<T>(Vector<T> split) =>
        VectorBits.Add(split & VectorBits.Pattern<T>(0x7FFFFF, 0xFFFFFFFFFFFFF), VectorBits.Pattern<T>(RootHalf32, RootHalf64));

    /// <summary>k·ln 2 + log(1 + f).</summary>
    /// <remarks>
    /// With s = f/(2 + f) and z = s² the series is that of 2·artanh s = 2s + s·z·L(z). As 2s = f − s·f, it becomes a small
    /// correction of f, which is exact.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sum<T>(Vector<T> k, Vector<T> f)
    {
        Vector<T> s = f / (f + Constant<T>(2));
        Vector<T> z = s * s;
        Vector<T> inner = MultiplyAdd(-z, Series(z), f);
        Vector<T> correction = MultiplyAdd(-s, inner, k * Constant<T>(-1.90465421e-9f, 2.3190468138462996e-17));
        return MultiplyAdd(k, Constant<T>(0.693147182f, 0.6931471805599453), f + correction);
    }

    /// <summary>L(z) with log(1 + f) = 2s + s·z·L(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Series<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.298709601).Then(z, 0.399775803).Then(z, 0.666667759)
            : Constant<T>(0.14797912244135).Then(z, 0.15313846701594866).Then(z, 0.18183572722152294)
                .Then(z, 0.22222198399620208).Then(z, 0.28571428744256994).Then(z, 0.39999999999404967)
                .Then(z, 0.6666666666666736);

    private const int One32 = 0x3F800000;
    private const int RootHalf32 = 0x3F3504F3;
    private const long One64 = 0x3FF0000000000000;
    private const long RootHalf64 = 0x3FE6A09E667F3BCD;
}
