using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>The derivative of the logistic function, σ(x)·(1 − σ(x)), with its relative accuracy also where σ is near 1.</summary>
    /// <remarks>
    /// <para>t/(1 + t)² with t = e<sup>−|x|</sup>.</para>
    /// <para>Greatest error measured: 2.3 ulp for float and double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±∞ gives 0.</param>
    /// <returns>σ′(x), lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SigmoidSlope<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        ExponentialOverSquare(x | SignBit<T>(), Vector<T>.One);

    /// <summary>factor·t/(1 + t)² with t = e<sup>x</sup> ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ExponentialOverSquare<T>(Vector<T> x, Vector<T> factor)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> bounded = Exponential.BoundedBelow(x);
        Vector<T> shifted = Exponential.Shifted(bounded);
        Vector<T> minusOne = Exponential.AccurateMinusOne(bounded, shifted);
        Vector<T> power = Exponential.HalfPower(shifted);
        Vector<T> most = MultiplyAdd(power, minusOne, power);
        Vector<T> rest = Exponential.OtherHalfPower(shifted);
        Vector<T> t = most * rest;
        Vector<T> square = MultiplyAdd(t, t + Constant<T>(2), Vector<T>.One);
        return factor * most / square * rest;
    }
}
