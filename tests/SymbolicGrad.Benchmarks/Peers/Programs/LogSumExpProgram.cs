namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class LogSumExpProgram : IPeerProgram<double>
{
    public int ScratchLength => 0;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] x = inputs[0];
        double max = x[0].Value;
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i].Value);
        TNumber sum = TNumber.Constant(0);
        for (int i = 0; i < x.Length; i++)
            sum += TNumber.Exp(x[i] + -max);
        return TNumber.Log(sum) + max;
    }
}
