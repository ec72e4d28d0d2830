using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>How to train.</summary>
/// <param name="LearningRate">What the gradient is multiplied by in a step.</param>
/// <param name="BatchSize">The number of examples of a step.</param>
/// <param name="ClipThreshold">Every element of the gradient is cut to plus or minus this, if given.</param>
public sealed record TrainingSettings(float LearningRate, int BatchSize, float? ClipThreshold);

/// <summary>Stochastic gradient descent over shuffled batches.</summary>
public sealed class Training
{
    private readonly Network<float> _network;
    private readonly TrainingSettings _settings;
    private readonly Random _random;
    private readonly float[] _images;
    private readonly int[] _labels;
    private readonly int[] _testExamples;

    public Training(Network<float> network, TrainingSettings settings, Random random)
    {
        (_network, _settings, _random) = (network, settings, random);
        _images = new float[settings.BatchSize * MnistData.PixelCount];
        _labels = new int[settings.BatchSize];
        _testExamples = new int[settings.BatchSize];
    }

    /// <summary>One pass over the data in a new order.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="order">Numbers of examples, shuffled by this.</param>
    /// <param name="afterBatch">Told the number of examples done.</param>
    /// <param name="cancellation">Stops the pass after the batch that is under way.</param>
    /// <returns>The mean loss over the examples that were used, each taken before its own step.</returns>
    public float RunEpoch(MnistData data, int[] order, Action<int>? afterBatch, CancellationToken cancellation)
    {
        _random.Shuffle(order);
        double loss = 0;
        int done = 0;
        while (done < order.Length && !cancellation.IsCancellationRequested)
        {
            int rows = Math.Min(_settings.BatchSize, order.Length - done);
            loss += Step(data, order.AsSpan(done, rows)) * (double)rows;
            done += rows;
            afterBatch?.Invoke(done);
        }

        return (float)(loss / Math.Max(done, 1));
    }

    /// <summary>The share of examples that the network, in testing, gives the right digit.</summary>
    public double Accuracy(MnistData data)
    {
        int correct = 0;
        for (int start = 0; start < data.Count; start += _settings.BatchSize)
        {
            int rows = Math.Min(_settings.BatchSize, data.Count - start);
            for (int i = 0; i < rows; i++)
                _testExamples[i] = start + i;
            correct += _network.CountCorrect(Fetch(data, _testExamples.AsSpan(0, rows)), _labels.AsSpan(0, rows));
        }

        return (double)correct / data.Count;
    }

    /// <summary>One step down the gradient of one batch.</summary>
    /// <returns>The batch's mean loss before the step.</returns>
    private float Step(MnistData data, ReadOnlySpan<int> examples)
    {
        ReadOnlySpan2D<float> images = Fetch(data, examples);
        float loss = _network.LossAndGradient(images, _labels.AsSpan(0, examples.Length));
        _network.UpdateMovingAverages();
        foreach (Parameter<float> parameter in _network.Parameters)
        {
            if (_settings.ClipThreshold is { } threshold)
                Clipping.ByValue(parameter.Gradient, threshold);
            GradientDescent.Step(parameter.Values, parameter.Gradient, _settings.LearningRate);
        }

        return loss;
    }

    private ReadOnlySpan2D<float> Fetch(MnistData data, ReadOnlySpan<int> examples)
    {
        Span2D<float> images = new(_images, examples.Length, MnistData.PixelCount);
        data.CopyTo(examples, images, _labels);
        return images;
    }
}
