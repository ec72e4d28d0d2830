using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

public static partial class VectorMath
{
    /// <summary>x where it is positive or NaN, else 0. Exact.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Relu<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThanOrEqual<T>(x, Vector<T>.Zero), Vector<T>.Zero, x);

    /// <summary>x where it is positive, else slope·x. Rounded once.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="slope">The slope for negative numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LeakyRelu<T>(Vector<T> x, Vector<T> slope)
        where T : IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan<T>(x, Vector<T>.Zero), x, slope * x);
}
