using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>λx for x &gt; 0, else λα(e<sup>x</sup> − 1), as <see cref="Activations.Selu{T}"/>.</summary>
    /// <remarks>
    /// <para>Greatest error measured: 1.9 ulp for float, 1.8 for double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, −∞ gives −λα, +∞ gives +∞.</param>
    /// <returns>selu(x), lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Selu<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero),
            Constant<T>(1.0507009873554804934) * x,
            Constant<T>(1.7580993408473768599) * ExpM1OfNegative(x));
}
