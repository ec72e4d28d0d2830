using System.Numerics;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>The weights and biases of one dense layer.</summary>
/// <remarks>
/// Runs the generated forward function, not the annotated one: it has the library's plain loops over dot products turned
/// into one blocked matrix product.
/// </remarks>
public sealed class DenseLayer<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Parameter<T> _weights;
    private readonly Parameter<T> _biases;
    private readonly T[] _tape;

    /// <param name="name">Starts the parameters' names.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of units.</param>
    /// <param name="firstWeights">One of <see cref="FirstWeights.Names"/>.</param>
    /// <param name="capacity">The largest number of examples at once.</param>
    /// <param name="random">Draws the first weights.</param>
    public DenseLayer(string name, int inputs, int outputs, string firstWeights, int capacity, Random random)
    {
        _weights = new Parameter<T>($"{name}.weights", outputs, inputs);
        _biases = new Parameter<T>($"{name}.biases", 1, outputs);
        FirstWeights.Fill<T>(firstWeights, _weights.Values, inputs, outputs, random);
        _tape = new T[Dense.BatchTapeLength<T>(new T[capacity, inputs], _weights.Matrix, _biases.Values)];
    }

    public IEnumerable<Parameter<T>> Parameters => [_weights, _biases];

    public void Forward(ReadOnlySpan2D<T> x, Span2D<T> y) => Dense.BatchForward(x, _weights.Matrix, _biases.Values, y, _tape);

    /// <summary>Adds to the gradients of the weights, the biases and the input; goes with the last <see cref="Forward"/>.</summary>
    public void Backward(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> dy, Span2D<T> dx) =>
        Dense.BatchBackward(x, _weights.Matrix, _biases.Values, dy, dx, _weights.GradientMatrix, _biases.Gradient, _tape);

    /// <summary>
    /// Adds to the gradients of the weights and the biases; for the first layer, where nobody needs the derivative by the
    /// images.
    /// </summary>
    public void BackwardFromImages(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> dy) =>
        Dense.FirstBatchBackward(x, _weights.Matrix, _biases.Values, dy, _weights.GradientMatrix, _biases.Gradient);
}
