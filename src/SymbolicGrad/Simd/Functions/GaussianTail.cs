using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

/// <summary>The right tail of the normal distribution: exp(−z²)·erfcx(z), where erfcx z = exp(z²)·erfc z is P(z)/Q(z).</summary>
/// <remarks>
/// A rational approximation in the manner of W. J. Cody, <i>Rational Chebyshev approximations for the error function</i>, Math. Comp. 23
/// (1969), but one piece for all z ≥ 0 at which erfc is not 0, fitted for this library by iterated weighted least squares. All
/// coefficients are positive, so nothing cancels. Its relative error is below 2<sup>−26.9</sup> for float, 2<sup>−55.6</sup> for double;
/// the rounding errors of the two sums are greater for large z, and are most of the error of what is computed with it.
/// </remarks>
internal static class GaussianTail
{
    /// <summary>P(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Numerator<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.0324286446).Then(z, 0.22763887).Then(z, 0.72847265).Then(z, 1.23562253).Then(z, 1)
            : Constant<T>(1.4101408619831518e-05).Then(z, 0.00031116166898669055).Then(z, 0.0033691530073031786)
                .Then(z, 0.023288267881943384).Then(z, 0.11301169422782635).Then(z, 0.4007873544624153)
                .Then(z, 1.0506958166189098).Then(z, 2.0133184932550092).Then(z, 2.711033877297068)
                .Then(z, 2.3383942754835085).Then(z, 1);

    /// <summary>Q(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Denominator<T>(Vector<T> z) =>
        typeof(T) == typeof(float)
            ? Constant<T>(0.0574775636).Then(z, 0.403506309).Then(z, 1.31948423).Then(z, 2.39595675).Then(z, 2.36400199).Then(z, 1)
            : Constant<T>(2.4994096011406208e-05).Then(z, 0.0005515196984506921).Then(z, 0.005984165270012341)
                .Then(z, 0.04155313994101739).Then(z, 0.20328134958518043).Then(z, 0.7307400224899722)
                .Then(z, 1.9595092179934839).Then(z, 3.9037539606562124).Then(z, 5.64352584980584)
                .Then(z, 5.622868806943215).Then(z, 3.4667734425790213).Then(z, 1);

    /// <summary>
    /// m with exp(rate·x²) = 2ⁿ·(1 + m), for a rate that is minus a power of two. What x² loses by rounding goes into the
    /// remainder: in the tail the exponential would multiply it by hundreds.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MinusOne<T>(Vector<T> x, Vector<T> rate, out Vector<T> shifted)
    {
        Vector<T> scaled = x * rate;
        Vector<T> square = scaled * x;
        Vector<T> lost = MultiplyAdd(scaled, x, -square);
        shifted = Exponential.Shifted(square);
        return Exponential.AccurateMinusOne(square, lost, shifted);
    }
}
