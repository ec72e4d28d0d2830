using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers;
using SymbolicGrad.Benchmarks.Peers.Programs;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>The sample's 784-300-100-10 classifier with ELU and softmax cross-entropy, as one function (<see cref="Functions.Classifier"/>): loss and the
/// gradients of all parameters.</summary>
public sealed class DenseNetwork : Subject
{
    private static readonly int[] Batches = [1, 32, 200];

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases =>
        Batches.ToDictionary(batch => $"batch {batch}", batch => (Func<SizedSubject>)(() => Create(batch)));

    private static SizedSubject Create(int batch)
    {
        NetworkData data = new(batch);
        NaiveNetwork naive = new(data);
        BestNetwork best = new(data);
        SizedSubject sized = new(1e-5, data.Results)
        {
            { Variant.Generated, () => data.Loss[0] = Gradient(data) },
            { Variant.Primal, () => data.Loss[0] = Primal(data) },
            { Variant.Naive, naive.SetGradient },
            { Variant.Best, best.SetGradient },
        };
        if (batch == 1)
        {
            Func<float> onTape = new PeerGradient<float>(
                new NetworkProgram(data), [.. data.Layers.SelectMany(layer => new[] { (layer.W, layer.DW), (layer.B, layer.DB) })]).OnTape();
            sized.Add(Variant.Tape, () => data.Loss[0] = onTape());
        }

        if (Libtorch.IsThere)
        {
            float[][] parameters = [.. data.Layers.SelectMany(layer => new[] { layer.W, layer.B })];
            sized.AddNative(
                Variant.Libtorch,
                () => Libtorch.Network(batch, NetworkData.Widths, parameters, data.Images, data.Labels),
                native => native.Run(),
                native =>
                {
                    data.Loss[0] = native.Value;
                    native.Read([.. data.Results.Skip(1)]);
                });
        }

        return sized;
    }

    private static ReadOnlySpan2D<float> Images(NetworkData data) => Views.Rows(data.Images, data.Batch);

    private static float Gradient(NetworkData data)
    {
        NetworkData.Layer first = data.Layers[0], second = data.Layers[1], third = data.Layers[2];
        return Functions.ClassifierGradient(
            Images(data), Rows(first, first.W), first.B, Rows(second, second.W), second.B, Rows(third, third.W), third.B, data.Labels,
            Rows(first, first.DW), first.DB, Rows(second, second.DW), second.DB, Rows(third, third.DW), third.DB);
    }

    private static float Primal(NetworkData data)
    {
        NetworkData.Layer first = data.Layers[0], second = data.Layers[1], third = data.Layers[2];
        return Functions.Classifier(
            Images(data), Rows(first, first.W), first.B, Rows(second, second.W), second.B, Rows(third, third.W), third.B, data.Labels);
    }

    private static Span2D<float> Rows(NetworkData.Layer layer, float[] weights) => Views.Rows(weights, layer.Outputs);
}
