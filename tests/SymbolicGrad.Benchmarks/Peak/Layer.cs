namespace SymbolicGrad.Benchmarks.Peak;

/// <summary>The sizes of a dense layer on a batch. The name is short enough not to be abridged in results.</summary>
public sealed record Layer(string Name, int Batch, int Outputs, int Inputs)
{
    /// <summary>The cells', all gates in one matrix, and the network's.</summary>
    public static IReadOnlyList<Layer> All { get; } =
    [
        .. from units in (int[])[64, 128, 256] select new Layer($"LSTM cell, H {units}", 32, 4 * units, units),
        .. from batch in (int[])[32, 200]
           from sizes in ((int Inputs, int Outputs)[])[(784, 300), (300, 100)]
           select new Layer($"{sizes.Inputs}-{sizes.Outputs}, batch {batch}", batch, sizes.Outputs, sizes.Inputs),
    ];

    /// <summary>Floating-point operations of each of its products; a multiply-add is two.</summary>
    public double Operations => 2.0 * Batch * Outputs * Inputs;

    public override string ToString() => Name;
}
