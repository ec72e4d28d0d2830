using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

/// <summary>
/// What all functions with an exponential are made of: x = n·ln 2 + r with |r| ≤ ½ ln 2, so that e<sup>x</sup> = 2ⁿ·e<sup>r</sup>.
/// </summary>
/// <remarks>
/// <para>The reduction is W. J. Cody and W. Waite's (<i>Software manual for the elementary functions</i>, 1980, chapter 6) with
/// fused multiply-adds: x − n·high is exact by cancellation, and only n·low is rounded.</para>
/// <para>n is rounded by adding a large number whose last digit is a one, and stays in the low bits of the sum, the <i>shifted</i>
/// quotient. The large number has twice the exponent's bias added, so that the low bits are positive and the two factors of
/// <see cref="Scale"/> come out of them by shifts alone.</para>
/// </remarks>
internal static class Exponential
{
    /// <summary>
    /// The argument between bounds beyond which e<sup>x</sup>, and also x·e<sup>x</sup>, is 0 or infinite. NaN stays: of two
    /// numbers that do not compare, the native forms give the second.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Bounded<T>(Vector<T> x) =>
        BoundedBelow(Vector.MinNative(Constant<T>(89f, 710), x));

    /// <inheritdoc cref="Bounded"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> BoundedBelow<T>(Vector<T> x) =>
        Vector.MaxNative(Constant<T>(-112f, -760), x);

    /// <summary>The whole number n nearest to x/ln 2, plus a large number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Shifted<T>(Vector<T> x) =>
        MultiplyAdd(x, Constant<T>(1.4426950408889634), Large<T>());

    /// <summary>r = x − n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Remainder<T>(Vector<T> x, Vector<T> shifted)
    {
        Vector<T> n = shifted - Large<T>();
        return MultiplyAdd(n, MinusLn2Low<T>(), MultiplyAdd(n, MinusLn2High<T>(), x));
    }

    /// <summary>
    /// e<sup>r</sup> − 1 = r + r²·Q(r). Q is fitted for the least greatest error relative to e<sup>r</sup> − 1, which is
    /// 2<sup>−26.1</sup> with five coefficients for float and 2<sup>−55.6</sup> with ten for double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MinusOne<T>(Vector<T> r) => MultiplyAdd(r * r, Series(r), r);

    /// <summary>The same with what x − n·ln 2 loses by its rounding to r made good: half a unit in the last place less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> AccurateMinusOne<T>(Vector<T> x, Vector<T> shifted)
    {
        Vector<T> n = shifted - Large<T>();
        Vector<T> high = MultiplyAdd(n, MinusLn2High<T>(), x);
        Vector<T> r = MultiplyAdd(n, MinusLn2Low<T>(), high);
        return r + MultiplyAdd(r * r, Series(r), MultiplyAdd(n, MinusLn2Low<T>(), high - r));
    }

    /// <summary>The same for the argument x + low, where low is no greater than a rounding error of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> AccurateMinusOne<T>(Vector<T> x, Vector<T> low, Vector<T> shifted)
    {
        Vector<T> n = shifted - Large<T>();
        Vector<T> high = MultiplyAdd(n, MinusLn2High<T>(), x);
        low = MultiplyAdd(n, MinusLn2Low<T>(), low);
        Vector<T> r = high + low;
        return r + MultiplyAdd(r * r, Series(r), low - (r - high));
    }

    /// <summary>Q(r) with e<sup>r</sup> − 1 = r + r²·Q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Series<T>(Vector<T> r) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.00139337103).Then(r, 0.0083668381).Then(r, 0.0416664779).Then(r, 0.166665405).Then(r, 0.5)
            : Constant<T>(2.510921428216453e-08).Then(r, 2.76264147580722e-07).Then(r, 2.7557243702649166e-06)
                .Then(r, 2.4801504252362964e-05).Then(r, 0.00019841269886631242).Then(r, 0.001388888893250904)
                .Then(r, 0.008333333333321428).Then(r, 0.041666666666573364).Then(r, 0.16666666666666677)
                .Then(r, 0.5000000000000006);

    /// <summary>value·2ⁿ in two steps, of which only the last rounds: results that underflow gradually are right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Scale<T>(Vector<T> value, Vector<T> shifted) =>
        Avx512F.VL.IsSupported && Vector<byte>.Count == Vector256<byte>.Count
            ? ScaleByInstruction(value, shifted - Large<T>())
            : value * HalfPower(shifted) * OtherHalfPower(shifted);

    /// <summary>AVX-512 has one instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ScaleByInstruction<T>(Vector<T> value, Vector<T> n) =>
        typeof(T) == typeof(float)
            ? Avx512F.VL.Scale(value.As<T, float>().AsVector256(), n.As<T, float>().AsVector256()).AsVector().As<float, T>()
            : Avx512F.VL.Scale(value.As<T, double>().AsVector256(), n.As<T, double>().AsVector256()).AsVector().As<double, T>();

    /// <summary>2<sup>⌊n/2⌋</sup>, which never underflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> HalfPower<T>(Vector<T> shifted) =>
        VectorBits.ToExponent(VectorBits.ShiftRight(shifted, 1));

    /// <summary>2<sup>⌈n/2⌉</sup>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> OtherHalfPower<T>(Vector<T> shifted) =>
        VectorBits.ToExponent(VectorBits.Subtract(shifted, VectorBits.ShiftRight(shifted, 1)));

    /// <summary>2<sup>n</sup>, or with a less of 1 half of it, where that is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Power<T>(Vector<T> shifted, int less = 0) =>
        VectorBits.ToExponent(VectorBits.Subtract(
            shifted, VectorBits.Pattern<T>(VectorBits.Bias<T>() + less, VectorBits.Bias<T>() + less)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MinusLn2High<T>() => Constant<T>(-0.693147182f, -0.6931471805599453);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MinusLn2Low<T>() => Constant<T>(1.90465421e-9f, -2.3190468138462996e-17);

    /// <summary>1.5·2²³ + 2·127, 1.5·2⁵² + 2·1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Large<T>() => Constant<T>(12583166f, 6755399441057790);
}
