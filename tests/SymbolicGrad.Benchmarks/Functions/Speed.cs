using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace SymbolicGrad.Benchmarks.Functions;

/// <summary>Time for one element, of arguments between 0.1 and 5: all functions are defined and none is saturated.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
[BenchmarkCategory(Categories.Functions)]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class Speed<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Elements = 1024;

    private readonly T[] _x = new T[Elements];
    private readonly T[] _y = new T[Elements];
    private Comparison<T> _comparison = null!;

    public IEnumerable<string> Functions { get; } = Comparison<T>.All.Select(comparison => comparison.Name);

    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _comparison = Comparison<T>.All.Single(comparison => comparison.Name == Function);
        Random random = new(1);
        for (int i = 0; i < Elements; i++)
            _x[i] = T.CreateTruncating(0.1 + 4.9 * random.NextDouble());
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Ours() => _comparison.Ours(_x, _y);

    [Benchmark(Baseline = true, OperationsPerInvoke = Elements)]
    public void Theirs() => _comparison.Theirs(_x, _y);
}
