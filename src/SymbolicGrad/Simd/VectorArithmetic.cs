using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>Vector operations that the base library has for the two floating types but not for a type parameter.</summary>
internal static class VectorArithmetic
{
    /// <summary>a·b + c, rounded once. The tests of T are decided when the code is compiled for T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        if (typeof(T) == typeof(float))
            return Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return a * b + c;
    }

    /// <summary>The same for vectors of 512 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c)
    {
        if (typeof(T) == typeof(float))
            return Vector512.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector512.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return a * b + c;
    }

    /// <summary>Every lane the number; for float rounded to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(double value) =>
        typeof(T) == typeof(float) ? Vector.Create((float)value).As<float, T>() : Vector.Create(value).As<double, T>();

    /// <summary>One of two numbers, by the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(float single, double wide) =>
        typeof(T) == typeof(float) ? Vector.Create(single).As<float, T>() : Vector.Create(wide).As<double, T>();

    /// <summary>A step of Horner's rule: sum·x + coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Then<T>(this Vector<T> sum, Vector<T> x, double coefficient) =>
        MultiplyAdd(sum, x, Constant<T>(coefficient));
}
