using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

/// <summary>A cell over a batch, its new states weighted by their upstreams; the inputs are x, h, c, W, U and b.</summary>
internal abstract class CellProgram(CellData data) : IPeerProgram<float>
{
    protected CellData Data => data;

    protected int Units => data.Units;

    /// <summary>For the states that a GRU resets.</summary>
    public int ScratchLength => data.Units;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, float>
    {
        TNumber sum = TNumber.Constant(0);
        for (int n = 0; n < data.Batch; n++)
            sum += Example(inputs, n, scratch);
        return sum;
    }

    /// <summary>What the nth example adds.</summary>
    protected abstract TNumber Example<TNumber>(ReadOnlySpan<TNumber[]> inputs, int n, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, float>;

    /// <summary>W_row·x + U_row·state + b_row</summary>
    protected TNumber Preactivation<TNumber>(ReadOnlySpan<TNumber[]> inputs, int n, int row, ReadOnlySpan<TNumber> state)
        where TNumber : struct, IPeerNumber<TNumber, float> =>
        TNumber.Dot(Row(inputs[3], row), Row(inputs[0], n)) + TNumber.Dot(Row(inputs[4], row), state) + inputs[5][row];

    protected ReadOnlySpan<TNumber> Row<TNumber>(TNumber[] matrix, int row) => matrix.AsSpan(row * Units, Units);
}
