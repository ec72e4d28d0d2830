using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>log(1 + e<sup>x</sup>), as <see cref="Activations.Softplus{T}"/>.</summary>
    /// <remarks>
    /// <para>max(x, 0) + log(1 + t) with t = e<sup>−|x|</sup> in [0, 1] and log(1 + t) = 2 artanh(t/(2 + t)) by a polynomial, without the
    /// reduction that <see cref="LogP1{T}"/> needs.</para>
    /// <para>Greatest error measured: 1.8 ulp for float, 1.7 for double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. −∞ gives 0, +∞ gives +∞.</param>
    /// <returns>softplus(x), lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> t = ExpOfNegativeMagnitude(x);
        Vector<T> s = t / (t + Constant<T>(2));
        Vector<T> z = s * s;
        Vector<T> log = MultiplyAdd(-s, MultiplyAdd(-z, Logarithm.LongSeries(z), t), t);
        return log + Vector.AndNot(x, Vector.LessThan(x, Vector<T>.Zero));
    }
}
