using System.Numerics;
using System.Runtime.CompilerServices;
using static SymbolicGrad.Simd.VectorArithmetic;

namespace SymbolicGrad.Simd;

/// <summary>Elementary functions and activations, lane by lane, for vectors of float and of double.</summary>
/// <remarks>
/// Each states how it is computed and its greatest error, in units of the last place (ulp) of the exact result, subnormal results
/// included. Every function passes NaN on. The algorithms are written once for both types; what differs are coefficients,
/// and which of them apply is decided when the code is compiled for a type.
/// </remarks>
public static partial class VectorMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> SignBit<T>() => Constant<T>(-0.0);
}
