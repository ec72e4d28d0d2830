using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>A dense layer with what follows it, and the signals between them, kept from the forward to the backward pass.</summary>
internal sealed class Stage<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly DenseLayer<T> _dense;
    private readonly Activation<T>? _activation;
    private readonly Signal<T> _affine;
    private readonly Signal<T> _normalised;
    private readonly T[] _tape;

    public Stage(DenseLayer<T> dense, BatchNormLayer<T>? batchNorm, Activation<T>? activation, int capacity, int outputs)
    {
        (_dense, BatchNorm, _activation) = (dense, batchNorm, activation);

        // A step that is left out hands on the signal before it.
        _affine = new Signal<T>(capacity, outputs);
        _normalised = batchNorm is null ? _affine : new Signal<T>(capacity, outputs);
        Output = activation is null ? _normalised : new Signal<T>(capacity, outputs);
        _tape = new T[activation?.TapeLength(_normalised.Elements(capacity)) ?? 0];
    }

    public BatchNormLayer<T>? BatchNorm { get; }

    public Signal<T> Output { get; }

    public IEnumerable<Parameter<T>> Parameters => _dense.Parameters.Concat(BatchNorm?.Parameters ?? []);

    public IEnumerable<NamedMatrix<T>> State => Parameters.Concat(BatchNorm?.MovingAverages ?? []);

    public void Forward(ReadOnlySpan2D<T> x, bool training)
    {
        int rows = x.Height;
        _dense.Forward(x, _affine.Matrix(rows));
        if (training)
            BatchNorm?.ForwardTraining(_affine.Matrix(rows), _normalised.Matrix(rows));
        else
            BatchNorm?.ForwardTesting(_affine.Matrix(rows), _normalised.Matrix(rows));
        _activation?.Forward(_normalised.Elements(rows), Output.Elements(rows), _tape);
    }

    public void ClearGradients(int rows)
    {
        _affine.GradientElements(rows).Clear();
        _normalised.GradientElements(rows).Clear();
        Output.GradientElements(rows).Clear();
    }

    /// <summary>From the gradient of <see cref="Output"/> to those of the parameters and of the input.</summary>
    public void Backward(Signal<T> input, int rows)
    {
        BackwardToAffine(rows);
        _dense.Backward(input.Matrix(rows), _affine.GradientMatrix(rows), input.GradientMatrix(rows));
    }

    /// <summary>The same for the first stage, whose input has no gradient.</summary>
    public void BackwardFromImages(ReadOnlySpan2D<T> images)
    {
        BackwardToAffine(images.Height);
        _dense.BackwardFromImages(images, _affine.GradientMatrix(images.Height));
    }

    private void BackwardToAffine(int rows)
    {
        _activation?.Backward(_normalised.Elements(rows), Output.GradientElements(rows), _normalised.GradientElements(rows), _tape);
        BatchNorm?.Backward(_affine.Matrix(rows), _normalised.GradientMatrix(rows), _affine.GradientMatrix(rows));
    }
}
