using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

// Piecewise linear functions. At a kink the derivative is PyTorch's; the summaries state it.
public static partial class Activations
{
    /// <summary>max(x, 0). Its derivative is 1 for x &gt; 0, else 0.</summary>
    /// <remarks>V. Nair and G. E. Hinton, <i>Rectified linear units improve restricted Boltzmann machines</i>, 2010.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <returns>max(x, 0).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Max(x, T.Zero);

    /// <summary>min(max(x, 0), 6). Its derivative is 1 for 0 &lt; x &lt; 6, else 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <returns>x limited to [0, 6].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relu6<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Min(T.Max(x, T.Zero), T.CreateTruncating(6));

    /// <summary>x for x &gt; 0, else <paramref name="slope"/>·x. Its derivative by x is 1 for x &gt; 0, else the slope.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <param name="slope">The slope on the left, often 0.01.</param>
    /// <returns>The leaky rectifier of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyRelu<T>(T x, T slope)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : slope * x;

    /// <summary>
    /// <see cref="LeakyRelu{T}"/> with a learned slope: x for x &gt; 0, else a·x. Its derivative by <paramref name="a"/> is
    /// 0 for x &gt; 0, else x.
    /// </summary>
    /// <remarks>K. He et al., <i>Delving deep into rectifiers</i>, 2015.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <param name="a">The slope on the left.</param>
    /// <returns>The parametric rectifier of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PRelu<T>(T x, T a)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : a * x;

    /// <summary>x limited to [−1, 1]. Its derivative is 1 for −1 &lt; x &lt; 1, else 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <returns>min(max(x, −1), 1).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardTanh<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Min(T.Max(x, T.NegativeOne), T.One);

    /// <summary>(x + 3)/6 limited to [0, 1]. Its derivative is 1/6 for −3 &lt; x &lt; 3, else 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number.</param>
    /// <returns>min(max((x + 3)/6, 0), 1).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Min(T.Max((x + T.CreateTruncating(3)) / T.CreateTruncating(6), T.Zero), T.One);

    /// <summary>x·<see cref="HardSigmoid{T}"/>(x). Its derivative is 0 for x &lt; −3, 1 for x &gt; 3, else x/3 + ½.</summary>
    /// <remarks>A. Howard et al., <i>Searching for MobileNetV3</i>, 2019.</remarks>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">Any number. −∞ gives −0, +∞ gives +∞.</param>
    /// <returns>x·min(max((x + 3)/6, 0), 1).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSwish<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        Gated(x, HardSigmoid(x));
}
