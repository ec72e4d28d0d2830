using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>a·b + c, rounded once.</summary>
    /// <remarks>Correctly rounded. The JIT never fuses a product and a sum on its own.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A factor.</param>
    /// <param name="b">The other.</param>
    /// <param name="c">What is added to their product.</param>
    /// <returns>a·b + c, lane by lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : IFloatingPointIeee754<T> =>
        VectorArithmetic.MultiplyAdd(a, b, c);
}
