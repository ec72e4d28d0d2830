using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>The cosine.</summary>
    /// <remarks>
    /// <para>By quarter turns, see <see cref="Circular"/>. Where a lane is beyond 131072, for double beyond 2³⁰, the base library computes
    /// all of them one by one.</para>
    /// <para>Greatest error measured: 1.53 ulp for float and double.</para>
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers, in radians. ±∞ gives NaN.</param>
    /// <returns>cos x, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cos<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> a = Vector.Abs(x);
        if (Vector.GreaterThanAny(a, Circular.Reducible<T>()))
            return Circular.LaneByLane(x, T.Cos);
        return Circular.SineOfTurned(a, quarters: 1);
    }
}
