namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary>
/// A sequence to predict, and where the parameters of the suite's LSTM are in one vector: for each layer a row of weights and one of biases,
/// each of the forget, input and output gates and of the change, then weights of the input, weights of the output, biases of the output.
/// </summary>
internal sealed class LstmProblem
{
    public const int Gates = 4;

    public LstmProblem(int layers, int characters, int bits)
    {
        (Layers, Characters, Bits) = (layers, characters, bits);
        Random random = new(1);
        Parameters = Numbers.Uniform<double>(random, MainLength + (3 * bits), 1);
        State = Numbers.Uniform<double>(random, 2 * layers * bits, 1);
        Sequence = [.. Enumerable.Range(0, characters * bits).Select(_ => (double)random.Next(2))];
    }

    public int Layers { get; }

    public int Characters { get; }

    public int Bits { get; }

    public int MainLength => 2 * Layers * Gates * Bits;

    public double[] Parameters { get; }

    /// <summary>Two rows a layer: h and c at the beginning.</summary>
    public double[] State { get; }

    public double[] Sequence { get; }

    /// <summary>Where a gate's weights begin; its biases begin <c>Gates·Bits</c> later.</summary>
    public int Weights(int layer, int gate) => ((2 * layer * Gates) + gate) * Bits;

    /// <summary>Where row <paramref name="row"/> of the extra parameters begins.</summary>
    public int Extra(int row) => MainLength + (row * Bits);
}
