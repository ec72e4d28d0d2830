using System.Numerics;
using Xunit.Abstractions;

namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>
/// Every vector function against its exact value: on a grid over all bit patterns, more closely where functions are used, and
/// around the arguments at which an algorithm changes.
/// </summary>
/// <remarks>With <c>SYMBOLICGRAD_SAMPLES=100</c> in the environment a hundred times as many arguments are tried.</remarks>
public class VectorFunctionTests(ITestOutputHelper output)
{
    private static readonly int Samples =
        10_000 * (int.TryParse(Environment.GetEnvironmentVariable("SYMBOLICGRAD_SAMPLES"), out int factor) ? factor : 1);

    private static readonly double[] Ranges = [0.3, 1, 1.5, 5, 20, 110, 760];

    // Where arguments are bounded, reductions change over, and results overflow and underflow.
    private static readonly double[] Edges =
    [
        0.34657359, 0.5, 0.70710678, 0.875, 1, 1.0397208, 1.41421356, -0.29289322, 2, 9.0109, 10.0545, 13.1, 17.3287, 18, 19.0615, 26.543, 27.3,
        36.7368, 37.43, 38, 38.5, 87.33654, 88.72284, 89, 103.2789, 103.9721, 108.6, 112, 131072, 708.3964, 709.7827, 710, 744.4401, 745.1332, 752, 760,
        1.17549435e-38, 2.2250738585072014e-308, 1e-30, 1e-290, 1e20, 1073741824, float.MaxValue, double.MaxValue,
    ];

    public static TheoryData<string> Names() => [.. VectorFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_results_keep_the_bound(string name)
    {
        VectorFunction function = Function(name);
        IEnumerable<float> arguments = Grid(function, uint.MaxValue, bits => BitConverter.UInt32BitsToSingle((uint)bits))
            .Concat(Random(function).Select(x => (float)x))
            .Concat(Edges.SelectMany(edge => new[] { edge, -edge }).SelectMany(edge => Enumerable.Range(-3, 7)
                .Select(offset => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)edge) + offset))));
        var worst = Worst(function, arguments.ToArray(), function.Single, ReferenceError.InUnits);
        Report(function, worst, function.SingleBound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_results_keep_the_bound(string name)
    {
        VectorFunction function = Function(name);
        IEnumerable<double> arguments = Grid(function, ulong.MaxValue, BitConverter.UInt64BitsToDouble)
            .Concat(Random(function))
            .Concat(Edges.SelectMany(edge => new[] { edge, -edge }).SelectMany(edge => Enumerable.Range(-3, 7)
                .Select(offset => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(edge) + offset))));
        var worst = Worst(function, arguments.ToArray(), function.Double, ReferenceError.InUnits);
        Report(function, worst, function.DoubleBound);
    }

    private static VectorFunction Function(string name) => VectorFunction.All.Single(function => function.Name == name);

    private static IEnumerable<T> Grid<T>(VectorFunction function, ulong patterns, Func<ulong, T> number)
    {
        ulong count = (ulong)(Samples / function.Thinning);
        ulong step = patterns / count | 1;
        for (ulong i = 0; i < count; i++)
            yield return number(i * step);
    }

    private static IEnumerable<double> Random(VectorFunction function)
    {
        Random random = new(20261121);
        for (int i = 0; i < Samples / function.Thinning; i++)
            yield return (2 * random.NextDouble() - 1) * Ranges[i % Ranges.Length];
    }

    /// <summary>Arguments outside the domain take part as neighbours, their own results are for <see cref="SpecialValueTests"/>.</summary>
    private static (double Error, T At) Worst<T>(
        VectorFunction function, T[] arguments, Func<Vector<T>, Vector<T>> evaluate, Func<T, WideNumber, double> inUnits)
        where T : IFloatingPointIeee754<T>
    {
        (double Error, T At) worst = (0, T.Zero);
        for (int i = 0; i <= arguments.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> y = evaluate(new Vector<T>(arguments, i));
            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                T argument = arguments[i + lane];
                double x = double.CreateTruncating(argument);
                if (!double.IsFinite(x) || Math.Abs(x) > function.Limit || x <= function.Domain.Low || x >= function.Domain.High)
                    continue;
                WideNumber exact = function.Reference(x);
                double error = exact.IsFinite ? inUnits(y[lane], exact) : 0;
                if (error > worst.Error)
                    worst = (error, argument);
            }
        }

        return worst;
    }

    private void Report<T>(VectorFunction function, (double Error, T At) worst, double bound)
    {
        output.WriteLine($"{function.Name}: {worst.Error:F3} ulp at {worst.At:R}");
        worst.Error.ShouldBeLessThanOrEqualTo(bound, $"{function.Name}({worst.At:R})");
        // A bound far from what is reached would let an error pass.
        worst.Error.ShouldBeGreaterThan(bound / 3, function.Name);
    }
}
