using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>The lanes of a vector of float or double as integers of their own width.</summary>
internal static class VectorBits
{
    /// <summary>What is added to an exponent to store it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bias<T>() => typeof(T) == typeof(float) ? 127 : 1023;

    /// <summary>Every lane the integer, not the number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Pattern<T>(int single, long wide) =>
        typeof(T) == typeof(float) ? Vector.Create(single).As<int, T>() : Vector.Create(wide).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ShiftLeft<T>(Vector<T> value, int count) =>
        typeof(T) == typeof(float)
            ? Vector.ShiftLeft(value.As<T, int>(), count).As<int, T>()
            : Vector.ShiftLeft(value.As<T, long>(), count).As<long, T>();

    /// <summary>Zeros come in from the left: a shift that keeps the sign needs several instructions before AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ShiftRight<T>(Vector<T> value, int count) =>
        typeof(T) == typeof(float)
            ? Vector.ShiftRightLogical(value.As<T, int>(), count).As<int, T>()
            : Vector.ShiftRightLogical(value.As<T, long>(), count).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Add<T>(Vector<T> left, Vector<T> right) =>
        typeof(T) == typeof(float)
            ? (left.As<T, int>() + right.As<T, int>()).As<int, T>()
            : (left.As<T, long>() + right.As<T, long>()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Subtract<T>(Vector<T> left, Vector<T> right) =>
        typeof(T) == typeof(float)
            ? (left.As<T, int>() - right.As<T, int>()).As<int, T>()
            : (left.As<T, long>() - right.As<T, long>()).As<long, T>();

    /// <summary>Where the integers are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> AreZero<T>(Vector<T> value) =>
        typeof(T) == typeof(float)
            ? Vector.Equals(value.As<T, int>(), Vector<int>.Zero).As<int, T>()
            : Vector.Equals(value.As<T, long>(), Vector<long>.Zero).As<long, T>();

    /// <summary>The lowest bits to where the exponent is stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ToExponent<T>(Vector<T> value) =>
        // With the test within the count it would not be an immediate operand.
        typeof(T) == typeof(float) ? ShiftLeft(value, 23) : ShiftLeft(value, 52);

    /// <summary>The exponent as it is stored, under the sign, to the lowest bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> FromExponent<T>(Vector<T> value) =>
        typeof(T) == typeof(float) ? ShiftRight(value, 23) : ShiftRight(value, 52);
}
