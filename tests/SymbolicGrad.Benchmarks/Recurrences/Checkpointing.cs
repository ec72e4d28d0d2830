using BenchmarkDotNet.Attributes;

namespace SymbolicGrad.Benchmarks.Recurrences;

/// <summary>What checkpoints cost over T steps: at most one more forward sweep, for memory that grows with √T.</summary>
[BenchmarkCategory(Categories.Recurrences)]
public class Checkpointing
{
    private const int Size = 16;

    private double[,] _w = null!, _x = null!, _dw = null!, _dx = null!;

    [Params(100, 10_000)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        double[,] Numbers(int rows, double size)
        {
            double[,] numbers = new double[rows, Size];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < Size; j++)
                    numbers[i, j] = size * ((2 * random.NextDouble()) - 1);
            }

            return numbers;
        }

        (_w, _x) = (Numbers(Size, 0.5), Numbers(Steps, 1));
        (_dw, _dx) = (new double[Size, Size], new double[Steps, Size]);
    }

    [Benchmark(Baseline = true)]
    public double Forward() => Networks.Recorded(_w, _x);

    [Benchmark]
    public double Recorded() => Networks.RecordedGradient(_w, _x, _dw, _dx);

    [Benchmark]
    public double Checkpointed() => Networks.CheckpointedGradient(_w, _x, _dw, _dx);
}
