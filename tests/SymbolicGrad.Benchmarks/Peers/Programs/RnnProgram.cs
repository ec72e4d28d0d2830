using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class RnnProgram(CellData data) : CellProgram(data)
{
    protected override TNumber Example<TNumber>(ReadOnlySpan<TNumber[]> inputs, int n, Span<TNumber> scratch)
    {
        ReadOnlySpan<TNumber> h = Row(inputs[1], n);
        TNumber sum = TNumber.Constant(0);
        for (int j = 0; j < Units; j++)
            sum += TNumber.Tanh(Preactivation(inputs, n, j, h)) * Data.Row(Data.Dh, n)[j];
        return sum;
    }
}
