using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>x·Φ(x) with the standard normal distribution function Φ, as <see cref="Activations.Gelu{T}"/>.</summary>
    /// <remarks>
    /// <para>max(x, 0) − |x|·Φ(−|x|), where the second term is ½|x|·exp(−½x²)·erfcx(|x|/√2), see <see cref="GaussianTail"/>: x² is not
    /// rounded on its way into the exponential, and the tail is kept to its end.</para>
    /// <para>Greatest error measured: 2.8 ulp for x ≥ −1; in the left tail 4.7 ulp for float, 7.2 for double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>gelu(x), lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gelu<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> a = Vector.MinNative(Constant<T>(14.5f, 38.8), Vector.Abs(x));
        Vector<T> z = a * Constant<T>(0.70710678118654752);
        Vector<T> minusOne = GaussianTail.MinusOne(a, Constant<T>(-0.5), out Vector<T> shifted);
        Vector<T> half = a * Constant<T>(0.5);
        Vector<T> factor = GaussianTail.Numerator(z);
        Vector<T> product = factor * half;
        Vector<T> productLow = MultiplyAdd(factor, half, -product);
        Vector<T> numerator = product + MultiplyAdd(product, minusOne, productLow);
        Vector<T> tail = Exponential.Scale(numerator / GaussianTail.Denominator(z), shifted);
        // max(x, 0) − |x|·Φ(−|x|)
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), SignBit<T>(), x) - tail;
    }
}
