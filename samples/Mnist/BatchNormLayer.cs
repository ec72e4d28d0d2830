using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>Batch normalisation: the batch's own moments in training, their moving averages in testing.</summary>
public sealed class BatchNormLayer<T>
    where T : IFloatingPointIeee754<T>
{
    private static readonly T s_momentum = T.CreateChecked(0.9);

    /// <summary>TensorFlow 1.x's default, with which the document's figures were made.</summary>
    private static readonly T s_epsilon = T.CreateChecked(1e-3);

    private readonly Parameter<T> _gamma;
    private readonly Parameter<T> _beta;
    private readonly NamedMatrix<T> _movingMean;
    private readonly NamedMatrix<T> _movingVariance;
    private readonly T[] _mean;
    private readonly T[] _variance;
    private readonly T[] _meanGradient;
    private readonly T[] _varianceGradient;

    public BatchNormLayer(string name, int width)
    {
        _gamma = new Parameter<T>($"{name}.gamma", 1, width);
        _beta = new Parameter<T>($"{name}.beta", 1, width);
        _movingMean = new NamedMatrix<T>($"{name}.moving-mean", 1, width);
        _movingVariance = new NamedMatrix<T>($"{name}.moving-variance", 1, width);
        Array.Fill(_gamma.Values, T.One);
        Array.Fill(_movingVariance.Values, T.One);
        (_mean, _variance) = (new T[width], new T[width]);
        (_meanGradient, _varianceGradient) = (new T[width], new T[width]);
    }

    public IEnumerable<Parameter<T>> Parameters => [_gamma, _beta];

    /// <summary>What testing needs besides the parameters.</summary>
    public IEnumerable<NamedMatrix<T>> MovingAverages => [_movingMean, _movingVariance];

    public void ForwardTraining(ReadOnlySpan2D<T> x, Span2D<T> y)
    {
        BatchNormalisation.Moments(x, _mean, _variance);
        BatchNormalisation.Normalise(x, _mean, _variance, _gamma.Values, _beta.Values, s_epsilon, y);
    }

    public void ForwardTesting(ReadOnlySpan2D<T> x, Span2D<T> y) =>
        BatchNormalisation.Normalise(x, _movingMean.Values, _movingVariance.Values, _gamma.Values, _beta.Values, s_epsilon, y);

    /// <summary>Adds to the gradients of γ, β and the input; goes with the last <see cref="ForwardTraining"/>.</summary>
    public void Backward(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> dy, Span2D<T> dx)
    {
        // Nothing but the normalisation depends on the moments, so their gradients start at 0.
        Array.Clear(_meanGradient);
        Array.Clear(_varianceGradient);
        BatchNormalisation.NormaliseBackward(
            x, _mean, _variance, _gamma.Values, _beta.Values, s_epsilon, dy,
            dx, _meanGradient, _varianceGradient, _gamma.Gradient, _beta.Gradient);
        BatchNormalisation.MomentsBackward(x, _meanGradient, _varianceGradient, dx);
    }

    /// <summary>Moves the averages towards the moments of the last training batch.</summary>
    public void UpdateMovingAverages()
    {
        Move(_movingMean.Values, _mean);
        Move(_movingVariance.Values, _variance);
    }

    private static void Move(T[] average, T[] batch)
    {
        for (int i = 0; i < average.Length; i++)
            average[i] = (s_momentum * average[i]) + ((T.One - s_momentum) * batch[i]);
    }
}
