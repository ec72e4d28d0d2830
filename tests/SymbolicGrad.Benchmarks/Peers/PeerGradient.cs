using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A program with its inputs, and where their gradients go.</summary>
internal sealed class PeerGradient<T>(IPeerProgram<T> program, IReadOnlyList<(T[] Value, T[] Gradient)> inputs)
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>The array and the index of every input.</summary>
    private readonly (int Array, int Index)[] _places = [.. inputs.SelectMany((input, i) => input.Value.Select((_, j) => (i, j)))];

    /// <summary>Sets the gradients by one recording and one reverse sweep over it.</summary>
    public Func<T> OnTape()
    {
        (TapeNumber<T>[][] numbers, TapeNumber<T>[] scratch) = Memory<TapeNumber<T>>();

        // Made before the program is compiled, which therefore need not ask whether it exists.
        Tape<T> tape = Tape<T>.Instance;
        return () =>
        {
            tape.Clear();
            for (int i = 0; i < numbers.Length; i++)
            {
                T[] values = inputs[i].Value;
                for (int j = 0; j < values.Length; j++)
                    numbers[i][j] = tape.Variable(values[j]);
            }

            TapeNumber<T> result = program.Run(numbers, scratch.AsSpan());
            tape.Reverse(result);
            for (int i = 0; i < numbers.Length; i++)
            {
                T[] gradient = inputs[i].Gradient;
                for (int j = 0; j < gradient.Length; j++)
                    gradient[j] = tape.Adjoint(numbers[i][j]);
            }

            return result.Value;
        };
    }

    /// <summary>Sets the gradients by one run of the program for each vector's length of inputs.</summary>
    public Func<T> WithDuals()
    {
        (Dual<T>[][] numbers, Dual<T>[] scratch) = Memory<Dual<T>>();
        return () =>
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                for (int j = 0; j < numbers[i].Length; j++)
                    numbers[i][j] = Dual<T>.Constant(inputs[i].Value[j]);
            }

            T value = default;
            for (int first = 0; first < _places.Length; first += Vector<T>.Count)
            {
                int count = Math.Min(Vector<T>.Count, _places.Length - first);
                for (int lane = 0; lane < count; lane++)
                {
                    (int i, int j) = _places[first + lane];
                    numbers[i][j] = numbers[i][j] with { Tangents = Vector<T>.Zero.WithElement(lane, T.One) };
                }

                Dual<T> result = program.Run(numbers, scratch.AsSpan());
                value = result.Value;
                for (int lane = 0; lane < count; lane++)
                {
                    (int i, int j) = _places[first + lane];
                    inputs[i].Gradient[j] = result.Tangents[lane];
                    numbers[i][j] = numbers[i][j] with { Tangents = Vector<T>.Zero };
                }
            }

            return value;
        };
    }

    private (TNumber[][] Inputs, TNumber[] Scratch) Memory<TNumber>() =>
        ([.. inputs.Select(input => new TNumber[input.Value.Length])], new TNumber[program.ScratchLength]);
}
