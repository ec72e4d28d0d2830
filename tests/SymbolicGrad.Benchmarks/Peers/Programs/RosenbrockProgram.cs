namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class RosenbrockProgram : IPeerProgram<double>
{
    public int ScratchLength => 0;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] x = inputs[0];
        TNumber sum = TNumber.Constant(0);
        for (int i = 0; i + 1 < x.Length; i++)
        {
            TNumber a = x[i + 1] - (x[i] * x[i]), b = (x[i] * -1) + 1;
            sum += (a * a * 100) + (b * b);
        }

        return sum;
    }
}
