using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class LstmProgram(CellData data) : CellProgram(data)
{
    protected override TNumber Example<TNumber>(ReadOnlySpan<TNumber[]> inputs, int n, Span<TNumber> scratch)
    {
        ReadOnlySpan<TNumber> h = Row(inputs[1], n), c = Row(inputs[2], n);
        TNumber sum = TNumber.Constant(0);
        for (int j = 0; j < Units; j++)
        {
            TNumber f = TNumber.Sigmoid(Preactivation(inputs, n, j, h));
            TNumber i = TNumber.Sigmoid(Preactivation(inputs, n, Units + j, h));
            TNumber o = TNumber.Sigmoid(Preactivation(inputs, n, (2 * Units) + j, h));
            TNumber g = TNumber.Tanh(Preactivation(inputs, n, (3 * Units) + j, h));
            TNumber cell = (f * c[j]) + (i * g);
            sum += (cell * Data.Row(Data.Dc, n)[j]) + (o * TNumber.Tanh(cell) * Data.Row(Data.Dh, n)[j]);
        }

        return sum;
    }
}
