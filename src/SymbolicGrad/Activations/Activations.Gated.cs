using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

// The argument times a gate between 0 and 1.
public static partial class Activations
{
    /// <summary>x·σ(x), also called swish. With s = σ(x) its derivative is s·(1 + x(1 − s)).</summary>
    /// <remarks>S. Elfwing, E. Uchibe and K. Doya, <i>Sigmoid-weighted linear units</i>, 2017.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>x·σ(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Silu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        Gated(x, Sigmoid(x));

    /// <summary>
    /// x·Φ(x) with the standard normal distribution function Φ(x) = ½(1 + erf(x/√2)), accurate in the left tail as well. Its
    /// derivative is Φ(x) + x·φ(x), with the density φ(x) = e<sup>−x²/2</sup>/√(2π).
    /// </summary>
    /// <remarks>D. Hendrycks and K. Gimpel, <i>Gaussian error linear units</i>, 2016. Computed in double precision and
    /// rounded to T.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>x·Φ(x).</returns>
    public static T Gelu<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        double wide = double.CreateTruncating(x);
        return T.CreateTruncating(Gated(wide, ErrorFunction.StandardNormal(wide)));
    }

    /// <summary>
    /// The tanh approximation of <see cref="Gelu{T}"/>, ½x(1 + tanh u) with u = √(2/π)·(x + 0.044715x³), written as
    /// x·σ(2u), which is the same function and does not cancel for negative x. With s = σ(2u) its derivative is
    /// s + 2x·s(1 − s)·u′.
    /// </summary>
    /// <remarks>D. Hendrycks and K. Gimpel, <i>Gaussian error linear units</i>, 2016.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>x·σ(2u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GeluTanh<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T twiceRoot = T.CreateTruncating(1.5957691216057307117597842397375); // 2√(2/π)
        T twiceU = twiceRoot * (x + T.CreateTruncating(0.044715) * (x * x * x));
        return Gated(x, Sigmoid(twiceU));
    }

    /// <summary>
    /// x·tanh(softplus(x)). With ω = tanh(softplus(x)) its derivative is ω + x·(1 − ω²)·σ(x).
    /// </summary>
    /// <remarks>
    /// D. Misra, <i>Mish: a self regularized non-monotonic activation function</i>, 2019. As tanh(log(1 + n)) is
    /// ((1 + n)² − 1)/((1 + n)² + 1), one exponential is enough: the gate is n(n + 2)/(n(n + 2) + 2) with n = e<sup>x</sup> for
    /// negative x, and (1 + 2t)/(1 + 2t + 2t²) with t = e<sup>−x</sup> for the others. Neither overflows or cancels.
    /// </remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>mish(x).</returns>
    public static T Mish<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T two = T.CreateTruncating(2);
        T t = T.Exp(-T.Abs(x));
        T numerator = T.IsNegative(x) ? t * (t + two) : T.One + two * t;
        T rest = T.IsNegative(x) ? two : two * t * t;
        return Gated(x, numerator / (numerator + rest));
    }

    /// <summary>x·gate, with the limit −0 at −∞, where the gate is 0 and the product would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Gated<T>(T x, T gate)
        where T : IFloatingPointIeee754<T> =>
        T.IsNegativeInfinity(x) ? T.NegativeZero : x * gate;
}
