using System.Numerics;

namespace SymbolicGrad.Benchmarks.Peers;

/// <summary>A program with its inputs, and where their gradients go.</summary>
internal sealed class PeerGradient<T>(IPeerProgram<T> program, IReadOnlyList<(T[] Value, T[] Gradient)> inputs)
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly int _length = inputs.Sum(input => input.Value.Length);

    /// <summary>Sets the gradients by one recording and one reverse sweep over it.</summary>
    public Func<T> OnTape()
    {
        (TapeNumber<T>[][] numbers, TapeNumber<T>[] scratch) = Memory<TapeNumber<T>>();
        return () =>
        {
            Tape<T> tape = Tape<T>.Instance;
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
            for (int first = 0; first < _length; first += Vector<T>.Count)
            {
                ForEachDirection(first, (i, j, lane) => numbers[i][j] = new(inputs[i].Value[j], Vector<T>.Zero.WithElement(lane, T.One)));
                Dual<T> result = program.Run(numbers, scratch.AsSpan());
                value = result.Value;
                ForEachDirection(first, (i, j, lane) =>
                {
                    inputs[i].Gradient[j] = result.Tangents[lane];
                    numbers[i][j] = Dual<T>.Constant(inputs[i].Value[j]);
                });
            }

            return value;
        };
    }

    private (TNumber[][] Inputs, TNumber[] Scratch) Memory<TNumber>() =>
        ([.. inputs.Select(input => new TNumber[input.Value.Length])], new TNumber[program.ScratchLength]);

    /// <summary>The inputs that have number <paramref name="first"/> and the following ones, a vector's length of them.</summary>
    private void ForEachDirection(int first, Action<int, int, int> visit)
    {
        int lane = 0;
        for (int i = 0, start = 0; i < inputs.Count; start += inputs[i].Value.Length, i++)
        {
            for (int j = Math.Max(0, first + lane - start); j < inputs[i].Value.Length && lane < Vector<T>.Count; j++)
                visit(i, j, lane++);
        }
    }
}
