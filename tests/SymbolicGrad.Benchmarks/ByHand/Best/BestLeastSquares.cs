using System.Numerics;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The powers of a point in vectors, four of them in flight so that none waits for the one before; kept for the way back. The number of
/// coefficients is a multiple of that.
/// </summary>
internal sealed class BestLeastSquares(int coefficients, int points)
{
    private readonly double[] _powers = new double[coefficients];

    public double SetGradient(ReadOnlySpan<double> x, Span<double> dx)
    {
        dx = dx[..x.Length];
        dx.Clear();
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double t = -1 + i * 2.0 / (points - 1);
            double residual = Math.Sign(t) - Polynomial(x, t);
            sum += residual * residual;
            AddScaled(-residual, dx);
        }

        return sum / 2;
    }

    private double Polynomial(ReadOnlySpan<double> x, double t)
    {
        Span<double> first = stackalloc double[Vector<double>.Count];
        double power = 1;
        for (int lane = 0; lane < first.Length; lane++, power *= t)
            first[lane] = power;
        double step4 = power * power;
        Vector<double> p0 = new(first), step = new(power), p1 = p0 * step, p2 = p1 * step, p3 = p2 * step, step16 = new(step4 * step4);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        ref double xs = ref MemoryMarshal.GetReference(x), powers = ref MemoryMarshal.GetArrayDataReference(_powers);
        nuint lanes = (nuint)Vector<double>.Count;
        for (nuint j = 0; j < (nuint)x.Length; j += 4 * lanes)
        {
            p0.StoreUnsafe(ref powers, j);
            p1.StoreUnsafe(ref powers, j + lanes);
            p2.StoreUnsafe(ref powers, j + (2 * lanes));
            p3.StoreUnsafe(ref powers, j + (3 * lanes));
            s0 = Vector.FusedMultiplyAdd(p0, Vector.LoadUnsafe(ref xs, j), s0);
            s1 = Vector.FusedMultiplyAdd(p1, Vector.LoadUnsafe(ref xs, j + lanes), s1);
            s2 = Vector.FusedMultiplyAdd(p2, Vector.LoadUnsafe(ref xs, j + (2 * lanes)), s2);
            s3 = Vector.FusedMultiplyAdd(p3, Vector.LoadUnsafe(ref xs, j + (3 * lanes)), s3);
            (p0, p1, p2, p3) = (p0 * step16, p1 * step16, p2 * step16, p3 * step16);
        }

        return Vector.Sum((s0 + s1) + (s2 + s3));
    }

    private void AddScaled(double scale, Span<double> dx)
    {
        Vector<double> factor = new(scale);
        ref double ds = ref MemoryMarshal.GetReference(dx), powers = ref MemoryMarshal.GetArrayDataReference(_powers);
        for (nuint j = 0; j < (nuint)dx.Length; j += (nuint)Vector<double>.Count)
            Vector.FusedMultiplyAdd(factor, Vector.LoadUnsafe(ref powers, j), Vector.LoadUnsafe(ref ds, j)).StoreUnsafe(ref ds, j);
    }
}
