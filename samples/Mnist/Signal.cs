using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>What passes between two layers: a value for each example and unit, and the loss's derivative by it.</summary>
/// <remarks>Sized for the largest batch once; a smaller one uses the first rows. So training allocates nothing per batch.</remarks>
public sealed class Signal<T>(int capacity, int width)
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _values = new T[capacity * width];
    private readonly T[] _gradient = new T[capacity * width];

    public int Width => width;

    public Span<T> Elements(int rows) => _values.AsSpan(0, rows * width);

    public Span<T> GradientElements(int rows) => _gradient.AsSpan(0, rows * width);

    public Span2D<T> Matrix(int rows) => new(_values, rows, width);

    public Span2D<T> GradientMatrix(int rows) => new(_gradient, rows, width);
}
