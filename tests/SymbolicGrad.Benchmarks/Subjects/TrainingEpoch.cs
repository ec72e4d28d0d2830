using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>An epoch of the sample: 300 steps of 200 images through its network, from the same first weights each time.</summary>
/// <remarks>libtorch has all images as floats before it starts; the sample makes them of bytes, batch by batch.</remarks>
public sealed class TrainingEpoch : Subject
{
    private static readonly Lazy<MnistData> s_data = new(() => MnistData.ReadTraining(Options.DefaultData));

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } = new Dictionary<string, Func<SizedSubject>>
    {
        ["batch normalisation"] = () => Create(new Options { BatchNorm = true }),
        ["gradients clipped"] = () => Create(new Options { Clip = 1 }),
    };

    private static SizedSubject Create(Options options)
    {
        Network<float> network = new(options.Design, Options.BatchSize, new Random(options.Seed));
        Training training = new(network, options.Settings, new OrderAsItIs());
        float[][] state = [.. network.State.Select(matrix => matrix.Values)];
        float[][] first = [.. state.Select(values => values.ToArray())];
        float[][] parameters = [.. network.Parameters.Select(parameter => parameter.Values)];
        int[] order = [.. Enumerable.Range(0, s_data.Value.Count)];
        float[] loss = new float[1];
        float[] last = new float[MnistData.ClassCount];

        // Three hundred steps multiply the rounding errors of the first.
        SizedSubject sized = new(1e-3, loss, last)
        {
            {
                Variant.Generated,
                () =>
                {
                    for (int i = 0; i < state.Length; i++)
                        first[i].CopyTo(state[i], 0);
                    loss[0] = training.RunEpoch(s_data.Value, order, afterBatch: null, CancellationToken.None);
                    parameters[^1].CopyTo(last, 0);
                }
            },
        };
        if (Libtorch.IsThere)
        {
            sized.AddNative(
                Variant.Libtorch,
                () => Peer(options, [.. network.Parameters.Select(parameter => first[Array.IndexOf(state, parameter.Values)])], order),
                peer => loss[0] = peer.RunEpoch(Options.BatchSize),
                peer => peer.ReadParameter(parameters.Length - 1, last));
        }

        return sized;
    }

    private static LibtorchTraining Peer(Options options, float[][] first, int[] order)
    {
        float[] images = new float[order.Length * MnistData.PixelCount];
        int[] labels = new int[order.Length];
        s_data.Value.CopyTo(order, new Span2D<float>(images, order.Length, MnistData.PixelCount), labels);
        return new LibtorchTraining([.. Options.Widths], first, options.BatchNorm, options.Clip ?? 0, Options.LearningRate, images, labels);
    }

    /// <summary>What shuffles with it stays as it is, so that both ways see the same batches.</summary>
    private sealed class OrderAsItIs : Random
    {
        public override int Next(int minValue, int maxValue) => minValue;
    }
}
