using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>ln Σ eˣ with each exponential computed once: it waits in the gradient until the sum is known.</summary>
internal static class BestLogSumExp
{
    public static double SetGradient(ReadOnlySpan<double> x, Span<double> dx)
    {
        dx = dx[..x.Length];
        double max = VectorReductions.Max(x);
        double sum = Exponentiate(x, max, dx);
        VectorReductions.Scale(dx, 1 / sum);
        return Math.Log(sum) + max;
    }

    /// <summary>Sets e = exp(x − max), and returns the sum.</summary>
    private static double Exponentiate(ReadOnlySpan<double> x, double max, Span<double> e)
    {
        ref double xs = ref MemoryMarshal.GetReference(x), es = ref MemoryMarshal.GetReference(e);
        Vector<double> shift = new(max), even = default, odd = default;
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<double>.Count, i = 0;
        for (; i + 2 * lanes <= length; i += 2 * lanes)
        {
            Vector<double> first = VectorMath.Exp(Vector.LoadUnsafe(ref xs, i) - shift);
            Vector<double> second = VectorMath.Exp(Vector.LoadUnsafe(ref xs, i + lanes) - shift);
            first.StoreUnsafe(ref es, i);
            second.StoreUnsafe(ref es, i + lanes);
            even += first;
            odd += second;
        }

        double sum = Vector.Sum(even + odd);
        for (; i < length; i++)
        {
            e[(int)i] = Math.Exp(x[(int)i] - max);
            sum += e[(int)i];
        }

        return sum;
    }
}
