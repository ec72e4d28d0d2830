using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Passes over one array, four vectors at a time where a sum or a maximum would otherwise wait for itself.</summary>
internal static class VectorReductions
{
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : INumber<T>
    {
        ref T xs = ref MemoryMarshal.GetReference(x);
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<T>.Count, i = 0;
        T max = x[0];
        if (length >= 4 * lanes)
        {
            Vector<T> m0 = Vector.LoadUnsafe(ref xs), m1 = m0, m2 = m0, m3 = m0;
            for (; i + 4 * lanes <= length; i += 4 * lanes)
            {
                m0 = Vector.MaxNative(m0, Vector.LoadUnsafe(ref xs, i));
                m1 = Vector.MaxNative(m1, Vector.LoadUnsafe(ref xs, i + lanes));
                m2 = Vector.MaxNative(m2, Vector.LoadUnsafe(ref xs, i + 2 * lanes));
                m3 = Vector.MaxNative(m3, Vector.LoadUnsafe(ref xs, i + 3 * lanes));
            }

            m0 = Vector.MaxNative(Vector.MaxNative(m0, m1), Vector.MaxNative(m2, m3));
            for (int lane = 0; lane < Vector<T>.Count; lane++)
                max = m0[lane] > max ? m0[lane] : max;
        }

        for (; i < length; i++)
            max = x[(int)i] > max ? x[(int)i] : max;
        return max;
    }

    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : INumber<T>
    {
        ref T xs = ref MemoryMarshal.GetReference(x);
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<T>.Count, i = 0;
        Vector<T> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; i + 4 * lanes <= length; i += 4 * lanes)
        {
            s0 += Vector.LoadUnsafe(ref xs, i);
            s1 += Vector.LoadUnsafe(ref xs, i + lanes);
            s2 += Vector.LoadUnsafe(ref xs, i + 2 * lanes);
            s3 += Vector.LoadUnsafe(ref xs, i + 3 * lanes);
        }

        for (; i + lanes <= length; i += lanes)
            s0 += Vector.LoadUnsafe(ref xs, i);
        T sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < length; i++)
            sum += x[(int)i];
        return sum;
    }

    /// <summary>y = x − subtrahend</summary>
    public static void Subtract<T>(ReadOnlySpan<T> x, T subtrahend, Span<T> y)
        where T : INumber<T>
    {
        ref T xs = ref MemoryMarshal.GetReference(x), ys = ref MemoryMarshal.GetReference(y);
        Vector<T> s = new(subtrahend);
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<T>.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
            (Vector.LoadUnsafe(ref xs, i) - s).StoreUnsafe(ref ys, i);
        for (; i < length; i++)
            y[(int)i] = x[(int)i] - subtrahend;
    }

    /// <summary>x *= factor</summary>
    public static void Scale<T>(Span<T> x, T factor)
        where T : INumber<T>
    {
        ref T xs = ref MemoryMarshal.GetReference(x);
        Vector<T> f = new(factor);
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<T>.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
            (Vector.LoadUnsafe(ref xs, i) * f).StoreUnsafe(ref xs, i);
        for (; i < length; i++)
            x[(int)i] *= factor;
    }

    /// <summary>x = eˣ</summary>
    public static void Exponentiate(Span<float> x)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        nuint length = (nuint)x.Length, lanes = (nuint)Vector<float>.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
            VectorMath.Exp(Vector.LoadUnsafe(ref xs, i)).StoreUnsafe(ref xs, i);
        for (; i < length; i++)
            x[(int)i] = MathF.Exp(x[(int)i]);
    }
}
