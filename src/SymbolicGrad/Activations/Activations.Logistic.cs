using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

/// <summary>
/// Activation functions over any IEEE type, for one number: <c>using static SymbolicGrad.Activations;</c> and write
/// <c>Sigmoid(w * x + b)</c>. Each is stable where it saturates, passes NaN on, and takes its limit at ±∞.
/// </summary>
public static partial class Activations
{
    /// <summary>The logistic function σ(x) = 1/(1 + e<sup>−x</sup>), in (0, 1). σ′ = σ(1 − σ).</summary>
    /// <remarks>For negative x computed as e<sup>x</sup>/(1 + e<sup>x</sup>), which keeps the left tail to its end.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives 0, +∞ gives 1.</param>
    /// <returns>σ(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T t = T.Exp(-T.Abs(x));
        return (T.IsNegative(x) ? t : T.One) / (T.One + t);
    }

    /// <summary>log σ(x) = −softplus(−x) = min(x, 0) − log(1 + e<sup>−|x|</sup>). Its derivative is σ(−x).</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −∞, +∞ gives 0.</param>
    /// <returns>log σ(x), negative or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Min(x, T.Zero) - Elementary.LogP1(T.Exp(-T.Abs(x)));

    /// <summary>log(1 + e<sup>x</sup>) = max(x, 0) + log(1 + e<sup>−|x|</sup>), a smooth rectifier. Its derivative is σ(x).</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives 0, +∞ gives +∞.</param>
    /// <returns>softplus(x), positive or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Max(x, T.Zero) + Elementary.LogP1(T.Exp(-T.Abs(x)));

    /// <summary>x/(1 + |x|), in (−1, 1). Its derivative is 1/(1 + |x|)².</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. ±∞ gives ±1.</param>
    /// <returns>softsign(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softsign<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.IsInfinity(x) ? T.CopySign(T.One, x) : x / (T.One + T.Abs(x));

    /// <summary>x − tanh x. Its derivative is tanh² x.</summary>
    /// <remarks>
    /// Below 1 in magnitude, where the subtraction would cancel, by Lambert's continued fraction tanh x = x/(1 + K) with
    /// K = x²/(3 + x²/(5 + x²/(7 + …))): the result is x·K/(1 + K).
    /// </remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. ±∞ gives ±∞.</param>
    /// <returns>x − tanh x.</returns>
    public static T TanhShrink<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (!(T.Abs(x) < T.One))
            return x - T.Tanh(x);

        // Nine levels leave an error below one part in 10¹⁸ at |x| = 1.
        T square = x * x;
        T level = T.CreateTruncating(19);
        for (int odd = 17; odd >= 3; odd -= 2)
            level = T.CreateTruncating(odd) + square / level;
        T fraction = square / level;
        return x * (fraction / (T.One + fraction));
    }
}
