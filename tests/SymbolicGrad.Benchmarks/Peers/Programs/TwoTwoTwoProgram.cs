namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class TwoTwoTwoProgram(double i1, double i2, double t1, double t2) : IPeerProgram<double>
{
    public int ScratchLength => 0;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] w = inputs[0];
        TNumber b1 = w[8], b2 = w[9];
        TNumber h1 = TNumber.Sigmoid((w[0] * i1) + (w[1] * i2) + b1);
        TNumber h2 = TNumber.Sigmoid((w[2] * i1) + (w[3] * i2) + b1);
        TNumber e1 = TNumber.Sigmoid((h1 * w[4]) + (h2 * w[5]) + b2) + -t1;
        TNumber e2 = TNumber.Sigmoid((h1 * w[6]) + (h2 * w[7]) + b2) + -t2;
        return ((e1 * e1) + (e2 * e2)) * 0.5;
    }
}
