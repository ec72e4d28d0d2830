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
    public static Vector<T> BiasedExponent<T>(Vector<T> split) => VectorBits.FromExponent(split);

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

    /// <summary>
    /// L(z) with log(1 + f) = 2s + s·z·L(z), its error relative to the logarithm below 2<sup>−30.1</sup> for float,
    /// 2<sup>−59.4</sup> for double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Series<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.298709601).Then(z, 0.399775803).Then(z, 0.666667759)
            : Constant<T>(0.14797912244135).Then(z, 0.15313846701594866).Then(z, 0.18183572722152294)
                .Then(z, 0.22222198399620208).Then(z, 0.28571428744256994).Then(z, 0.39999999999404967)
                .Then(z, 0.6666666666666736);

    /// <summary>As <see cref="Series"/>, for s up to ⅓.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LongSeries<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.280205935).Then(z, 0.279997349).Then(z, 0.400216877).Then(z, 0.666664124)
            : Constant<T>(0.17007561714224648).Then(z, 0.08346213390822127).Then(z, 0.12104652323668082)
                .Then(z, 0.13301158511061234).Then(z, 0.15386545658099277).Then(z, 0.1818174459545807)
                .Then(z, 0.22222223951028078).Then(z, 0.28571428548139705).Then(z, 0.40000000000155245)
                .Then(z, 0.6666666666666631);

    /// <summary>The logarithm of positive normal numbers as the sum of two numbers, with some ten digits more than one has.</summary>
    /// <remarks>
    /// Everything that counts is kept with its rounding error: the quotient s, the cubic term and the sums. T. J. Dekker, <i>A
    /// floating-point technique for extending the available precision</i>, 1971, with fused multiply-adds.
    /// </remarks>
    public static (Vector<T> High, Vector<T> Low) Accurate<T>(Vector<T> x)
    {
        Vector<T> split = Split(x);
        Vector<T> k = Exponent(BiasedExponent(split));
        Vector<T> f = Mantissa(split) - Vector<T>.One;

        Vector<T> two = Constant<T>(2);
        Vector<T> divisor = f + two;
        Vector<T> divisorLow = f - (divisor - two);
        Vector<T> reciprocal = Vector<T>.One / divisor;
        Vector<T> s = f * reciprocal;
        Vector<T> sLow = reciprocal * MultiplyAdd(-s, divisorLow, MultiplyAdd(-s, divisor, f));

        Vector<T> z = s * s;
        Vector<T> zLow = MultiplyAdd(s, sLow + sLow, MultiplyAdd(s, s, -z));
        Vector<T> cube = s * z;
        Vector<T> cubeLow = MultiplyAdd(s, zLow, MultiplyAdd(sLow, z, MultiplyAdd(s, z, -cube)));

        // log(1 + f) = 2s + s³·(⅔ + z·M(z))
        Vector<T> twoThirds = Constant<T>(0.666666687f, 0.6666666666666666);
        Vector<T> rest = z * SeriesFromFifth(z);
        Vector<T> factor = twoThirds + rest;
        Vector<T> factorLow = rest - (factor - twoThirds) + Constant<T>(-1.98682149e-08f, 3.700743415417188e-17);
        Vector<T> term = cube * factor;
        Vector<T> termLow = MultiplyAdd(cube, factorLow, MultiplyAdd(cubeLow, factor, MultiplyAdd(cube, factor, -term)));

        // k·ln 2 has its first part exact, and is 0 or greater than what follows; so is each sum.
        Vector<T> whole = k * Constant<T>(0.693115234f, 0.6931471805592082);
        Vector<T> twice = s + s;
        Vector<T> sum = whole + twice;
        Vector<T> sumLow = twice - (sum - whole);
        Vector<T> high = sum + term;
        Vector<T> low = term - (high - sum);
        low += sumLow + termLow + MultiplyAdd(k, Constant<T>(3.19461849e-05f, 7.371002565167799e-13), sLow + sLow);
        return (high, low);
    }

    /// <summary>M(z) with L(z) = ⅔ + z·M(z), the error of L relative to the logarithm below 2<sup>−36</sup>, 2<sup>−66</sup>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> SeriesFromFifth<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.234248549).Then(z, 0.28546837).Then(z, 0.400001556)
            : Constant<T>(0.1320149546745526).Then(z, 0.1325622354060711).Then(z, 0.1538678482248666)
                .Then(z, 0.1818178371648009).Then(z, 0.2222222252815915).Then(z, 0.28571428570047325)
                .Then(z, 0.40000000000002384);

    private const int One32 = 0x3F800000;
    private const int RootHalf32 = 0x3F3504F3;
    private const long One64 = 0x3FF0000000000000;
    private const long RootHalf64 = 0x3FE6A09E667F3BCD;
}
