using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>x·σ(x), as <see cref="Activations.Silu{T}"/>.</summary>
    /// <remarks>
    /// <para>x/(1 + t) for positive x and x·t/(1 + t) for the others, with t = e<sup>−|x|</sup>.</para>
    /// <para>Greatest error measured: 2.30 ulp for float, 2.35 for double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>silu(x), lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Silu<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> bounded = Exponential.BoundedBelow(x | SignBit<T>());
        Vector<T> shifted = Exponential.Shifted(bounded);
        return TimesLogistic(x, bounded, Exponential.AccurateMinusOne(bounded, shifted), shifted);
    }

    /// <summary>
    /// x·σ(v), with t = e<sup>−|v|</sup> = 2ⁿ·(1 + m), for v of the sign of x: x/(1 + t) or x·t/(1 + t). Where t underflows x·t need
    /// not, so half of the factor 2ⁿ comes last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> TimesLogistic<T>(Vector<T> x, Vector<T> boundedNegative, Vector<T> minusOne, Vector<T> shifted)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> power = Exponential.HalfPower(shifted);
        Vector<T> rest = Exponential.OtherHalfPower(shifted);
        Vector<T> denominator = MultiplyAdd(MultiplyAdd(power, minusOne, power), rest, Vector<T>.One);
        Vector<T> isNegative = Vector.LessThan(x, Vector<T>.Zero);
        Vector<T> scaled = boundedNegative * power;
        Vector<T> numerator = Vector.ConditionalSelect(isNegative, MultiplyAdd(scaled, minusOne, scaled), x);
        return numerator / denominator * Vector.ConditionalSelect(isNegative, rest, Vector<T>.One);
    }
}
