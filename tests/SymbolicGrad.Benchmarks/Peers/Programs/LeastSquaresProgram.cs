namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class LeastSquaresProgram(int points) : IPeerProgram<double>
{
    public int ScratchLength => 0;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] x = inputs[0];
        TNumber sum = TNumber.Constant(0);
        for (int i = 0; i < points; i++)
        {
            double t = -1 + i * 2.0 / (points - 1), power = 1;
            TNumber residual = TNumber.Constant(Math.Sign(t));
            for (int j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum * 0.5;
    }
}
