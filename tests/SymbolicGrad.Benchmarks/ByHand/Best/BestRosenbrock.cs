using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// Each element's gradient is gathered from its two terms, so that nothing is carried and nothing is added in memory:
/// ∂/∂x[i] = 200·(x[i] − x[i−1]²) − 400·x[i]·(x[i+1] − x[i]²) − 2·(1 − x[i]), the first term from i = 1 on.
/// </summary>
internal static class BestRosenbrock
{
    public static double SetGradient(ReadOnlySpan<double> x, Span<double> dx)
    {
        dx = dx[..x.Length];
        int last = x.Length - 1;
        ref double xs = ref MemoryMarshal.GetReference(x), ds = ref MemoryMarshal.GetReference(dx);
        double a = x[1] - x[0] * x[0], b = 1 - x[0];
        double sum = 100 * a * a + b * b;
        dx[0] = -400 * x[0] * a - 2 * b;

        Vector<double> even = default, odd = default;
        int i = 1;
        for (; i + 2 * Vector<double>.Count <= last; i += 2 * Vector<double>.Count)
        {
            even += Step(ref Unsafe.Add(ref xs, i), ref Unsafe.Add(ref ds, i));
            odd += Step(ref Unsafe.Add(ref xs, i + Vector<double>.Count), ref Unsafe.Add(ref ds, i + Vector<double>.Count));
        }

        sum += Vector.Sum(even + odd);
        for (; i < last; i++)
        {
            double before = x[i] - x[i - 1] * x[i - 1];
            (a, b) = (x[i + 1] - x[i] * x[i], 1 - x[i]);
            sum += 100 * a * a + b * b;
            dx[i] = 200 * before - 400 * x[i] * a - 2 * b;
        }

        dx[last] = 200 * (x[last] - x[last - 1] * x[last - 1]);
        return sum;
    }

    /// <summary>Sets a vector of the gradient, and returns the terms of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Step(ref double x, ref double dx)
    {
        Vector<double> before = Vector.LoadUnsafe(ref Unsafe.Subtract(ref x, 1)), here = Vector.LoadUnsafe(ref x), next = Vector.LoadUnsafe(ref Unsafe.Add(ref x, 1));
        Vector<double> a = Vector.FusedMultiplyAdd(-here, here, next), b = Vector<double>.One - here;
        Vector<double> slope = new Vector<double>(200) * Vector.FusedMultiplyAdd(-before, before, here);
        slope = Vector.FusedMultiplyAdd(new Vector<double>(-400) * here, a, slope);
        Vector.FusedMultiplyAdd(new Vector<double>(-2), b, slope).StoreUnsafe(ref dx);
        return Vector.FusedMultiplyAdd(new Vector<double>(100) * a, a, b * b);
    }
}
