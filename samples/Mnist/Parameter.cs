using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>A named matrix of numbers that belongs to the network; a vector has one row.</summary>
public class NamedMatrix<T>(string name, int rows, int columns)
    where T : IFloatingPointIeee754<T>
{
    public string Name { get; } = name;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public T[] Values { get; } = new T[rows * columns];

    public Span2D<T> Matrix => new(Values, Rows, Columns);
}

/// <summary>A matrix that training changes, with the gradient that the generated members add into.</summary>
public sealed class Parameter<T>(string name, int rows, int columns) : NamedMatrix<T>(name, rows, columns)
    where T : IFloatingPointIeee754<T>
{
    public T[] Gradient { get; } = new T[rows * columns];

    public Span2D<T> GradientMatrix => new(Gradient, Rows, Columns);
}
