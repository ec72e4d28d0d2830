using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>Memory of the interpreter, row-major, with every index checked along its own axis.</summary>
public sealed class InterpretedArray
{
    private double[] _elements;

    private InterpretedArray(double[] elements, int[] lengths)
    {
        _elements = elements;
        Lengths = lengths;
    }

    public IReadOnlyList<int> Lengths { get; private set; }

    public double this[params int[] indices]
    {
        get => _elements[Offset(Reached(indices))];
        set => _elements[Offset(Reached(indices))] = value;
    }

    /// <summary>Memory that grows as it is used.</summary>
    public static InterpretedArray Growing() => new([], [0]) { _grows = true };

    private bool _grows;

    private int[] Reached(int[] indices)
    {
        if (_grows && indices[0] >= _elements.Length)
        {
            int length = _elements.Length;
            Array.Resize(ref _elements, indices[0] + 1);
            Array.Fill(_elements, double.NaN, length, _elements.Length - length);
            Lengths = [_elements.Length];
        }

        return indices;
    }

    /// <summary>Memory that is not zeroed holds NaN, so that a read before the first write shows in the result.</summary>
    public static InterpretedArray Allocate(int[] lengths, bool zeroed)
    {
        double[] elements = new double[lengths.Aggregate(1, (product, length) => checked(product * length))];
        if (!zeroed)
        {
            Array.Fill(elements, double.NaN);
        }

        return new InterpretedArray(elements, lengths);
    }

    public static InterpretedArray From(object argument, ArrayVariable parameter)
    {
        InterpretedArray array = argument switch
        {
            double[] vector => new InterpretedArray([.. vector], [vector.Length]),
            int[] vector => new InterpretedArray(vector.Select(element => (double)element).ToArray(), [vector.Length]),
            double[,] matrix => new InterpretedArray(matrix.Cast<double>().ToArray(), [matrix.GetLength(0), matrix.GetLength(1)]),
            _ => throw new ArgumentException($"{parameter} does not take {argument.GetType().Name}.", nameof(argument)),
        };
        return array.Lengths.Count == parameter.Rank
            ? array
            : throw new ArgumentException($"{parameter} has rank {parameter.Rank}, not {array.Lengths.Count}.", nameof(argument));
    }

    public void CopyTo(object argument)
    {
        switch (argument)
        {
            case double[] vector:
                _elements.CopyTo(vector, 0);
                break;
            case int[] vector:
                _elements.Select(element => (int)element).ToArray().CopyTo(vector, 0);
                break;
            case double[,] matrix:
                Buffer.BlockCopy(_elements, 0, matrix, 0, _elements.Length * sizeof(double));
                break;
            default:
                throw new ArgumentException($"{argument.GetType().Name} cannot be written to.", nameof(argument));
        }
    }

    private int Offset(int[] indices)
    {
        int offset = 0;
        for (int axis = 0; axis < Lengths.Count; axis++)
        {
            if (indices[axis] < 0 || indices[axis] >= Lengths[axis])
            {
                throw new InterpretationException($"Index {indices[axis]} is outside [0, {Lengths[axis]}) along axis {axis}.");
            }

            offset = (offset * Lengths[axis]) + indices[axis];
        }

        return offset;
    }
}
