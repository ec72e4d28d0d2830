using System.Runtime.CompilerServices;

namespace SymbolicGrad;

/// <summary>Says inside a differentiable method what the derivative is to make of an expression.</summary>
public static class Grad
{
    /// <summary>Returns its argument, and is a constant to the derivative: nothing flows back through it.</summary>
    /// <typeparam name="T">The type of the value, left as it is.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns><paramref name="value"/>, unchanged.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Stop<T>(T value) => value;
}
