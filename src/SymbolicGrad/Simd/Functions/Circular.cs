using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

/// <summary>Sine and cosine: |x| = n·π/2 + r with |r| ≤ π/4, and by n one of sin r and cos r with one of the two signs.</summary>
/// <remarks>
/// π/2 is taken as three numbers of the type (W. J. Cody and W. Waite, <i>Software manual for the elementary functions</i>, 1980,
/// chapter 8). With fused multiply-adds the first difference is exact by cancellation, so that r keeps its digits even where x is as
/// near to a multiple of π/2 as a number below <see cref="Reducible"/> can be.
/// </remarks>
internal static class Circular
{
    /// <summary>The greatest magnitude for which three parts of π/2 are enough, by a wide margin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Reducible<T>() => Constant<T>(131072f, 1073741824);

    /// <summary>sin(a + quarters·π/2) for a ≥ 0 up to <see cref="Reducible"/>, and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SineOfTurned<T>(Vector<T> a, int quarters)
    {
        // The nearest whole number n is in the low bits of the sum.
        Vector<T> large = Constant<T>(12582912f, 6755399441055744);
        Vector<T> shifted = MultiplyAdd(a, Constant<T>(0.63661977236758134), large);
        Vector<T> n = shifted - large;
        Vector<T> r = MultiplyAdd(n, Constant<T>(-1.57079637f, -1.5707963267948966), a);
        r = MultiplyAdd(n, Constant<T>(4.37113883e-08f, -6.123233995736766e-17), r);
        r = MultiplyAdd(n, Constant<T>(1.71512451e-15f, 1.4973849048591698e-33), r);

        Vector<T> quadrant = VectorBits.Add(shifted, VectorBits.Pattern<T>(quarters, quarters));
        Vector<T> isEven = VectorBits.AreZero(quadrant & VectorBits.Pattern<T>(1, 1));
        Vector<T> sign = typeof(T) == typeof(float) ? VectorBits.ShiftLeft(quadrant, 30) : VectorBits.ShiftLeft(quadrant, 62);
        Vector<T> z = r * r;
        return Vector.ConditionalSelect(isEven, Sine(r, z), Cosine(z)) ^ (sign & Constant<T>(-0.0));
    }

    /// <summary>The function of each lane by itself.</summary>
    public static Vector<T> LaneByLane<T>(Vector<T> x, Func<T, T> function)
    {
        Vector<T> y = x;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            y = y.WithElement(lane, function(x[lane]));
        return y;
    }

    /// <summary>r + r³·S(r²); the relative error of the polynomial is below 2<sup>−27.6</sup>, 2<sup>−57.4</sup>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Sine<T>(Vector<T> r, Vector<T> z)
    {
        Vector<T> s = typeof(T) == typeof(float)
            ? Constant<T>(-0.000194984517).Then(z, 0.00833202805).Then(z, -0.166666523)
            : Constant<T>(1.588915694735956e-10).Then(z, -2.5050625388295487e-08).Then(z, 2.755731283603144e-06)
                .Then(z, -0.00019841269827305252).Then(z, 0.008333333333319213).Then(z, -0.16666666666666619);
        return MultiplyAdd(r * z, s, r);
    }

    /// <summary>1 − ½r² + r⁴·C(r²); the error of the polynomial is below 2<sup>−32</sup>, 2<sup>−63</sup>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Cosine<T>(Vector<T> z)
    {
        Vector<T> c = typeof(T) == typeof(float)
            ? Constant<T>(2.44138319e-05).Then(z, -0.00138871395).Then(z, 0.0416666418)
            : Constant<T>(-1.1353442066291622e-11).Then(z, 2.087560129549276e-09).Then(z, -2.7557313436523956e-07)
                .Then(z, 2.480158728623367e-05).Then(z, -0.001388888888886876).Then(z, 0.04166666666666657);
        return MultiplyAdd(z * z, c, MultiplyAdd(z, Constant<T>(-0.5), Vector<T>.One));
    }
}
