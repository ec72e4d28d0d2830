using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.Peak;

/// <summary>Multiply-adds on registers alone: as many as the hardware can do.</summary>
[BenchmarkCategory(Categories.Peak)]
public class PeakRate
{
    public const string Preferred = "Vector<float>", Wide = "Vector512<float>";

    private const int Steps = 20_000, Sums = 12;

    private readonly float[] _sums = new float[Vector512<float>.Count];

    /// <summary>Those that the hardware has.</summary>
    public IEnumerable<string> All { get; } = Vector512.IsHardwareAccelerated ? [Preferred, Wide] : [Preferred];

    [ParamsSource(nameof(All))]
    public string Vectors { get; set; } = Preferred;

    /// <summary>Floating-point operations of a run; a multiply-add is two.</summary>
    public static double Operations(string vectors) =>
        2.0 * Steps * Sums * (vectors == Wide ? WideVector<float>.Count : PreferredVector<float>.Count);

    [Benchmark]
    public void Run()
    {
        if (Vectors == Wide)
            Run<WideVector<float>>(ref _sums[0]);
        else
            Run<PreferredVector<float>>(ref _sums[0]);
    }

    /// <summary>Twelve sums hide the latency of two multiply-adds a cycle, and leave four of sixteen registers for the factors.</summary>
    private static void Run<TVector>(ref float target)
        where TVector : struct, IVector<TVector, float>
    {
        TVector x = TVector.Broadcast(0.75f), y = TVector.Broadcast(0.5f);
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int step = 0; step < Steps; step++)
        {
            a = TVector.MultiplyAdd(a, x, y);
            b = TVector.MultiplyAdd(b, x, y);
            c = TVector.MultiplyAdd(c, x, y);
            d = TVector.MultiplyAdd(d, x, y);
            e = TVector.MultiplyAdd(e, x, y);
            f = TVector.MultiplyAdd(f, x, y);
            g = TVector.MultiplyAdd(g, x, y);
            h = TVector.MultiplyAdd(h, x, y);
            i = TVector.MultiplyAdd(i, x, y);
            j = TVector.MultiplyAdd(j, x, y);
            k = TVector.MultiplyAdd(k, x, y);
            l = TVector.MultiplyAdd(l, x, y);
        }

        (a + b + (c + d) + (e + f + (g + h)) + (i + j + (k + l))).Store(ref target);
    }
}
