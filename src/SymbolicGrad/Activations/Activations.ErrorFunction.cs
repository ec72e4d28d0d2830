using System.Numerics;

namespace SymbolicGrad;

public static partial class Activations
{
    /// <summary>The error function erf x = 2/√π ∫₀ˣ e<sup>−t²</sup> dt, in [−1, 1]. Its derivative is 2/√π·e<sup>−x²</sup>.</summary>
    /// <remarks>Computed in double precision and rounded to T; within 1 ulp in double.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. ±0 gives ±0, ±∞ gives ±1.</param>
    /// <returns>erf x.</returns>
    public static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(ErrorFunction.Erf(double.CreateTruncating(x)));

    /// <summary>
    /// The complement erfc x = 1 − erf x, in [0, 2], with full relative accuracy in the right tail. Its derivative is
    /// −2/√π·e<sup>−x²</sup>.
    /// </summary>
    /// <remarks>Computed in double precision and rounded to T.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives 2, +∞ gives 0.</param>
    /// <returns>erfc x.</returns>
    public static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(ErrorFunction.Erfc(double.CreateTruncating(x)));
}
