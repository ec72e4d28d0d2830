using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class GruProgram(CellData data) : CellProgram(data)
{
    protected override TNumber Example<TNumber>(ReadOnlySpan<TNumber[]> inputs, int n, Span<TNumber> scratch)
    {
        ReadOnlySpan<TNumber> h = Row(inputs[1], n);
        TNumber sum = TNumber.Constant(0);
        for (int j = 0; j < Units; j++)
            scratch[j] = TNumber.Sigmoid(Preactivation(inputs, n, Units + j, h)) * h[j];
        for (int j = 0; j < Units; j++)
        {
            TNumber z = TNumber.Sigmoid(Preactivation(inputs, n, j, h));
            TNumber candidate = TNumber.Tanh(Preactivation(inputs, n, (2 * Units) + j, scratch));
            sum += (h[j] + (z * (candidate - h[j]))) * Data.Row(Data.Dh, n)[j];
        }

        return sum;
    }
}
