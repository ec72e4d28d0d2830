using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

// The identity on the right, a saturating exponential on the left.
public static partial class Activations
{
    /// <summary>x for x &gt; 0, else e<sup>x</sup> − 1. Its derivative is 1 for x &gt; 0, else e<sup>x</sup>.</summary>
    /// <remarks>D.-A. Clevert, T. Unterthiner and S. Hochreiter, <i>Fast and accurate deep network learning by exponential
    /// linear units</i>, 2015.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −1.</param>
    /// <returns>elu(x) with α = 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : Elementary.ExpM1(x);

    /// <summary>x for x &gt; 0, else α(e<sup>x</sup> − 1). Its derivative by x is 1 for x &gt; 0, else αe<sup>x</sup>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −α.</param>
    /// <param name="alpha">The depth α of the left branch.</param>
    /// <returns>elu(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu<T>(T x, T alpha)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : alpha * Elementary.ExpM1(x);

    /// <summary>
    /// λx for x &gt; 0, else λα(e<sup>x</sup> − 1), with λ = 1.0507009873554805 and α = 1.6732632423543772, which keep zero mean
    /// and unit variance from layer to layer. Its derivative is λ for x &gt; 0, else λαe<sup>x</sup>.
    /// </summary>
    /// <remarks>G. Klambauer et al., <i>Self-normalizing neural networks</i>, 2017.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −λα.</param>
    /// <returns>selu(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Selu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero
            ? T.CreateTruncating(1.0507009873554804934193349852946) * x
            : T.CreateTruncating(1.7580993408473768599) * Elementary.ExpM1(x);

    /// <summary>
    /// x for x &gt; 0, else α(e<sup>x/α</sup> − 1), once continuously differentiable for every α. Its derivative by x is 1 for
    /// x &gt; 0, else e<sup>x/α</sup>.
    /// </summary>
    /// <remarks>J. T. Barron, <i>Continuously differentiable exponential linear units</i>, 2017.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −α.</param>
    /// <param name="alpha">The depth α &gt; 0 of the left branch.</param>
    /// <returns>celu(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Celu<T>(T x, T alpha)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : alpha * Elementary.ExpM1(x / alpha);
}
