using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>What happens to a target that takes a product.</summary>
internal interface IUpdate
{
    static abstract void Take(Vector<float> a, Vector<float> b, ref float target);

    static abstract void Take(float a, float b, ref float target);
}

/// <summary>target += a·b</summary>
internal readonly struct Add : IUpdate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(Vector<float> a, Vector<float> b, ref float target) =>
        Vector.FusedMultiplyAdd(a, b, Vector.LoadUnsafe(ref target)).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(float a, float b, ref float target) => target += a * b;
}

/// <summary>target = a·b</summary>
internal readonly struct Set : IUpdate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(Vector<float> a, Vector<float> b, ref float target) => (a * b).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(float a, float b, ref float target) => target = a * b;
}
