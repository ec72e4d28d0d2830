using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>
/// What is longer than the stack's share of a workspace is rented, so it does not allocate either, once the pool is filled; nor
/// do the optimisers. (Every generated member with short spans: <see cref="Zoo.ZooTests"/>.)
/// </summary>
public class AllocationTests
{
    private const int Side = 60;

    private readonly double[] _numbers = Enumerable.Range(0, Side * Side).Select(i => Math.Sin(i + 1)).ToArray();
    private readonly double[] _gradient = new double[Side * Side];

    private static void ShouldNotAllocate(Action call) => Allocations.Of(call).ShouldBe(0);

    [Fact]
    public void LongSequence() => ShouldNotAllocate(() =>
        Recurrent.Rnn3TanhGradient(_numbers, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, _numbers, _gradient, out _, out _, out _, out _, out _, out _));

    [Fact]
    public void Batch() => ShouldNotAllocate(() =>
        Dense.BatchBackward<double>(
            new(_numbers, Side, Side), new(_numbers, Side, Side), _numbers.AsSpan(0, Side), new(_numbers, Side, Side),
            new(_gradient, Side, Side), new(_gradient, Side, Side), _gradient.AsSpan(0, Side)));

    [Fact]
    public void BatchNorm() => ShouldNotAllocate(() =>
        Normalisation.BatchBackward<double>(
            new(_numbers, Side, Side), _numbers.AsSpan(0, Side), _numbers.AsSpan(0, Side), 1e-3, new(_numbers, Side, Side),
            new(_gradient, Side, Side), _gradient.AsSpan(0, Side), _gradient.AsSpan(Side, Side)));

    [Fact]
    public void LongVectorSequence() => ShouldNotAllocate(() =>
        Recurrent.RnnSequenceLossGradient<double>(
            new(_numbers, Side, 3), new(_numbers, 20, 3), new(_numbers, 20, 20), _numbers.AsSpan(0, 20), new(_numbers, 2, 20), _numbers.AsSpan(0, 2), new(_numbers, Side, 2),
            new(_gradient, Side, 3), new(_gradient, 20, 3), new(_gradient, 20, 20), _gradient.AsSpan(0, 20), new(_gradient, 2, 20), _gradient.AsSpan(0, 2)));

    [Fact]
    public void Optimisers()
    {
        Momentum<double> momentum = new(_numbers.Length, 0.9);
        Adam<double> adam = new(_numbers.Length);
        ShouldNotAllocate(() =>
        {
            GradientDescent.Step<double>(_numbers, _gradient, 0.01);
            momentum.Step(_numbers, _gradient, 0.01);
            adam.Step(_numbers, _gradient, 0.01);
            Clipping.ByValue<double>(_gradient, 1);
            Clipping.ByGlobalNorm<double>(_gradient.AsSpan(0, 9), _gradient.AsSpan(9), 1);
            Clipping.ByGlobalNorm<double>(1, _gradient, _numbers);
        });
    }
}
