using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>The error function erf x = 2/√π ∫₀ˣ e<sup>−t²</sup> dt.</summary>
    /// <remarks>
    /// <para>x + x·P(x²) for |x| &lt; 0.875, else 1 less the tail of <see cref="Erfc{T}"/>; both are computed, and one selected.</para>
    /// <para>Greatest error measured: 0.99 ulp for float, 1.07 for double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, ±∞ gives ±1.</param>
    /// <returns>erf x, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> a = Vector.Abs(x);
        Vector<T> z = Vector.MinNative(Constant<T>(4f, 6), a);
        Vector<T> minusOne = GaussianTail.MinusOne(z, -Vector<T>.One, out Vector<T> shifted);
        Vector<T> p = GaussianTail.Numerator(z);
        Vector<T> tail = MultiplyAdd(p, minusOne, p) / GaussianTail.Denominator(z) * Exponential.Power(shifted);
        Vector<T> near = MultiplyAdd(a, ErfOfSmall(a * a), a);
        return Vector.ConditionalSelect(Vector.LessThan(a, Constant<T>(0.875)), near, Vector<T>.One - tail) | (x & SignBit<T>());
    }

    /// <summary>P(x²) with erf x = x + x·P(x²) for |x| &lt; 0.875.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ErfOfSmall<T>(Vector<T> z)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Constant<T>(-0.000617963611).Then(z, 0.00502722757).Then(z, -0.0267876908).Then(z, 0.1128233).Then(z, -0.376125336).Then(z, 0.128379151)
            : Constant<T>(-9.037974638631852e-10).Then(z, 1.4287538356111046e-08).Then(z, -1.632101885317247e-07)
                .Then(z, 1.6460103780599972e-06).Then(z, -1.4925628971930273e-05).Then(z, 0.00012055335475065802)
                .Then(z, -0.0008548327169064959).Then(z, 0.005223977629224157).Then(z, -0.026866170645662293)
                .Then(z, 0.11283791670959037).Then(z, -0.3761263890318388).Then(z, 0.1283791670955126);
}
