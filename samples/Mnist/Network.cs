using System.Collections.Immutable;
using System.Numerics;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>What a network is made of.</summary>
/// <param name="Widths">The number of inputs, then of each layer's units.</param>
/// <param name="BatchNorm">Whether each dense layer is followed by batch normalisation, the last one too.</param>
/// <param name="Activation">The activation of the hidden layers, see <see cref="Mnist.Activation.Names"/>.</param>
/// <param name="Initialisation">The distribution of the first weights, see <see cref="FirstWeights.Names"/>.</param>
public sealed record NetworkDesign(IReadOnlyList<int> Widths, bool BatchNorm, string Activation, string Initialisation);

/// <summary>
/// A classifier: dense layers, each with batch normalisation if wanted, with an activation between them; softmax
/// cross-entropy on the last one's output.
/// </summary>
public sealed class Network<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Stage<T>[] _stages;

    /// <param name="design">What the network is made of.</param>
    /// <param name="capacity">The largest number of examples that pass through at once.</param>
    /// <param name="random">Draws the first weights.</param>
    public Network(NetworkDesign design, int capacity, Random random)
    {
        int count = design.Widths.Count - 1;
        Activation<T> activation = Activation.Named<T>(design.Activation);
        _stages = new Stage<T>[count];
        for (int i = 0; i < count; i++)
        {
            string name = $"layer{i + 1}";
            int outputs = design.Widths[i + 1];
            _stages[i] = new Stage<T>(
                new DenseLayer<T>(name, design.Widths[i], outputs, design.Initialisation, capacity, random),
                design.BatchNorm ? new BatchNormLayer<T>(name, outputs) : null,
                i < count - 1 ? activation : null,
                capacity,
                outputs);
        }

        Parameters = [.. _stages.SelectMany(stage => stage.Parameters)];
        State = [.. _stages.SelectMany(stage => stage.State)];
    }

    /// <summary>What training changes by its gradient.</summary>
    /// <remarks>An immutable array, since its enumerator allocates nothing; the training walks over it in every step.</remarks>
    public ImmutableArray<Parameter<T>> Parameters { get; }

    /// <summary>What has to be kept to use the network later: the parameters and the moving averages.</summary>
    public IReadOnlyList<NamedMatrix<T>> State { get; }

    /// <summary>
    /// The mean loss over a batch, and its gradient in every parameter's <see cref="Parameter{T}.Gradient"/>, which is
    /// set. The moving averages stay as they are.
    /// </summary>
    public T LossAndGradient(ReadOnlySpan2D<T> images, ReadOnlySpan<int> labels)
    {
        int rows = images.Height;
        Run(images, training: true);

        // The generated Backward members add.
        foreach (Parameter<T> parameter in Parameters)
            Array.Clear(parameter.Gradient);
        foreach (Stage<T> stage in _stages)
            stage.ClearGradients(rows);

        Signal<T> logits = _stages[^1].Output;
        T loss = Losses.SoftmaxCrossEntropy<T>(logits.Matrix(rows), labels);
        Losses.SoftmaxCrossEntropyBackward(logits.Matrix(rows), labels, T.One, logits.GradientMatrix(rows));
        for (int i = _stages.Length - 1; i > 0; i--)
            _stages[i].Backward(_stages[i - 1].Output, rows);
        _stages[0].BackwardFromImages(images);
        return loss;
    }

    /// <summary>Moves the averages that testing uses towards the moments of the last batch.</summary>
    public void UpdateMovingAverages()
    {
        foreach (Stage<T> stage in _stages)
            stage.BatchNorm?.UpdateMovingAverages();
    }

    /// <summary>The number of images whose largest output is that of their label.</summary>
    public int CountCorrect(ReadOnlySpan2D<T> images, ReadOnlySpan<int> labels)
    {
        Run(images, training: false);
        ReadOnlySpan2D<T> logits = _stages[^1].Output.Matrix(images.Height);
        int correct = 0;
        for (int n = 0; n < images.Height; n++)
        {
            if (IndexOfLargest(logits.GetRowSpan(n)) == labels[n])
                correct++;
        }

        return correct;
    }

    private void Run(ReadOnlySpan2D<T> images, bool training)
    {
        int rows = images.Height;
        _stages[0].Forward(images, training);
        for (int i = 1; i < _stages.Length; i++)
            _stages[i].Forward(_stages[i - 1].Output.Matrix(rows), training);
    }

    private static int IndexOfLargest(ReadOnlySpan<T> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }

        return largest;
    }
}
