using System.Numerics;

namespace SymbolicGrad;

/// <summary>
/// Elementary functions that the base library computes without relative accuracy: <c>double.ExpM1(x)</c> is
/// <c>Math.Exp(x) − 1</c> and <c>double.LogP1(x)</c> is <c>Math.Log(x + 1)</c> there, which near 0 leaves no digit right.
/// </summary>
public static class Elementary
{
    /// <summary>e<sup>x</sup> − 1, accurate near 0 as well.</summary>
    /// <remarks>
    /// Near 0: with u the rounded e<sup>x</sup>, (u − 1)·x / log u; the rounding error of u cancels between numerator and
    /// denominator. W. Kahan; see N. J. Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, 2nd edition,
    /// section 1.14.1.
    /// </remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. ±0 gives ±0, −∞ gives −1, +∞ gives +∞, NaN gives NaN.</param>
    /// <returns>e<sup>x</sup> − 1.</returns>
    public static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.Exp(x);
        T difference = u - T.One;
        // Away from 0 the subtraction cancels nothing. Also the way of NaN and ±∞.
        if (!(T.Abs(x) < T.One))
            return difference;
        return difference == T.Zero ? x : difference * (x / T.Log(u));
    }

    /// <summary>log(1 + x), accurate near 0 as well.</summary>
    /// <remarks>
    /// With u the rounded 1 + x, log(u)·x / (u − 1); the rounding error of u cancels. W. Kahan; see N. J. Higham,
    /// <i>Accuracy and Stability of Numerical Algorithms</i>, 2nd edition, problem 1.5.
    /// </remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">A number ≥ −1. ±0 gives ±0, −1 gives −∞, +∞ gives +∞; less than −1 and NaN give NaN.</param>
    /// <returns>log(1 + x).</returns>
    public static T LogP1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.One + x;
        if (u == T.One)
            return x;
        // ∞·∞/∞ would be NaN; for large x the correction is 1 anyway.
        return T.IsPositiveInfinity(u) ? T.Log(u) : T.Log(u) * (x / (u - T.One));
    }
}
