using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>√x, correctly rounded.</summary>
    /// <remarks>
    /// The processor's instruction.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±0, +∞ gives +∞, less than 0 gives NaN.</param>
    /// <returns>√x, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sqrt<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        Vector.SquareRoot(x);
}
