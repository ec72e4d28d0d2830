using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent.</summary>
    /// <remarks>
    /// <para>(1 − t)/(1 + t) with t = e<sup>−2|x|</sup>, and the sign of x. 1 − t comes as a whole, as in <see cref="ExpM1{T}"/>, and
    /// 1 + t as 2 less that, so nothing cancels near 0.</para>
    /// <para>Greatest error measured: 2.49 ulp for float, 2.50 for double, where tanh is near 1 and its ulp is half of that of 1 + t.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, ±∞ gives ±1.</param>
    /// <returns>tanh x, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> minusTwice = (x | SignBit<T>()) * Constant<T>(2);
        Vector<T> w = OneMinusExpOfNegative(minusTwice);
        return w / (Constant<T>(2) - w) | (x & SignBit<T>());
    }
}
