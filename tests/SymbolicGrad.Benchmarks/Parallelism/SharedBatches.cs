using BenchmarkDotNet.Attributes;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Parallelism;

/// <summary>Loss and gradient of a network over a batch: on one thread, and with as many workers as there are processors.</summary>
[BenchmarkCategory(Categories.Parallelism)]
public class SharedBatches
{
    private readonly float[] _loss = new float[1];
    private NetworkData _data = new(1);

    [Params(1, 32, 200)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Fill() => _data = new NetworkData(Batch);

    [Benchmark(Baseline = true)]
    public void OneThread()
    {
        NetworkData.Layer first = _data.Layers[0], second = _data.Layers[1], third = _data.Layers[2];
        _loss[0] = SharedNetwork.LossGradient(
            Images(_data), Weights(first), first.B, Weights(second), second.B, Weights(third), third.B, _data.Labels,
            Gradient(first), first.DB, Gradient(second), second.DB, Gradient(third), third.DB);
    }

    [Benchmark]
    public void Shared()
    {
        NetworkData.Layer first = _data.Layers[0], second = _data.Layers[1], third = _data.Layers[2];
        _loss[0] = SharedNetwork.SharedLossGradient(
            Images(_data), Weights(first), first.B, Weights(second), second.B, Weights(third), third.B, _data.Labels,
            Gradient(first), first.DB, Gradient(second), second.DB, Gradient(third), third.DB);
    }

    private static ReadOnlySpan2D<float> Images(NetworkData data) => new(data.Images, data.Batch, NetworkData.Widths[0]);

    private static ReadOnlySpan2D<float> Weights(NetworkData.Layer layer) => new(layer.W, layer.Outputs, layer.Inputs);

    private static Span2D<float> Gradient(NetworkData.Layer layer) => new(layer.DW, layer.Outputs, layer.Inputs);
}
