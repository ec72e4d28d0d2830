using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

public sealed class TrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MnistData _data;

    public TrainingTests()
    {
        IdxFiles.WriteDigits(_folder.Path, "train", count: 50);
        _data = MnistData.ReadTraining(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 1f)]
    public void Twenty_epochs_learn_simple_digits(bool batchNorm, float? clip)
    {
        Training training = Create(batchNorm, clip, batchSize: 20, out _);
        training.Accuracy(_data).ShouldBeLessThan(0.5);
        int[] order = [.. Enumerable.Range(0, _data.Count)];
        float first = training.RunEpoch(_data, order, null, CancellationToken.None);
        float last = first;
        for (int epoch = 1; epoch < 20; epoch++)
            last = training.RunEpoch(_data, order, null, CancellationToken.None);

        last.ShouldBeLessThan(first / 3);
        training.Accuracy(_data).ShouldBe(1);
    }

    [Fact]
    public void A_pass_allocates_nothing()
    {
        Training training = Create(batchNorm: true, clip: 1, batchSize: 20, out _);
        int[] order = [.. Enumerable.Range(0, _data.Count)];
        Allocations.Of(() => training.RunEpoch(_data, order, null, CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public void Every_example_is_used_once_and_the_last_batch_may_be_smaller()
    {
        Training training = Create(batchNorm: false, clip: null, batchSize: 20, out _);
        int[] order = [.. Enumerable.Range(0, _data.Count)];
        List<int> done = [];
        training.RunEpoch(_data, order, done.Add, CancellationToken.None);
        done.ShouldBe([20, 40, 50]);
        order.Order().ShouldBe(Enumerable.Range(0, _data.Count));
        order.ShouldNotBe(Enumerable.Range(0, _data.Count));
    }

    [Fact]
    public void Cancelling_stops_after_the_batch_under_way()
    {
        Training training = Create(batchNorm: false, clip: null, batchSize: 20, out _);
        using CancellationTokenSource stop = new();
        List<int> done = [];
        training.RunEpoch(_data, [.. Enumerable.Range(0, _data.Count)], OneBatch, stop.Token);
        done.ShouldBe([20]);

        void OneBatch(int examples)
        {
            done.Add(examples);
            stop.Cancel();
        }
    }

    [Fact]
    public void A_clipped_step_moves_no_weight_further_than_rate_times_threshold()
    {
        const float Threshold = 1e-4f;
        Training training = Create(batchNorm: false, Threshold, batchSize: 50, out Network<float> network);
        float[] before = [.. network.Parameters.SelectMany(parameter => parameter.Values)];
        training.RunEpoch(_data, [.. Enumerable.Range(0, _data.Count)], null, CancellationToken.None);
        float[] after = [.. network.Parameters.SelectMany(parameter => parameter.Values)];

        // A bias starts at 0, so its step is not rounded by the weight it is added to.
        float largest = network.Parameters.Where(parameter => parameter.Name.EndsWith("biases", StringComparison.Ordinal))
            .SelectMany(parameter => parameter.Values).Max(Math.Abs);
        largest.ShouldBe(Threshold * Options.LearningRate, 1e-12);
        before.Zip(after, (from, to) => Math.Abs(to - from)).Max().ShouldBeLessThan(1.1f * Threshold * Options.LearningRate);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        Weights().ShouldBe(Weights());

        float[] Weights()
        {
            Training training = Create(batchNorm: true, clip: null, batchSize: 20, out Network<float> network);
            training.RunEpoch(_data, [.. Enumerable.Range(0, _data.Count)], null, CancellationToken.None);
            return [.. network.State.SelectMany(matrix => matrix.Values)];
        }
    }

    private static Training Create(bool batchNorm, float? clip, int batchSize, out Network<float> network)
    {
        Random random = new(1);
        NetworkDesign design = new([MnistData.PixelCount, 30, 20, MnistData.ClassCount], batchNorm, "elu", "he-normal");
        network = new Network<float>(design, batchSize, random);
        return new Training(network, new TrainingSettings(Options.LearningRate, batchSize, clip), random);
    }
}
