using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

internal sealed class LstmObjectiveProgram(LstmProblem problem) : IPeerProgram<double>
{
    /// <summary>h and c of every layer, then the signal.</summary>
    public int ScratchLength => ((2 * problem.Layers) + 1) * problem.Bits;

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        TNumber[] p = inputs[0];
        int bits = problem.Bits;
        for (int i = 0; i < problem.State.Length; i++)
            scratch[i] = TNumber.Constant(problem.State[i]);
        Span<TNumber> x = scratch[problem.State.Length..];
        TNumber total = TNumber.Constant(0);
        for (int t = 0; t + 1 < problem.Characters; t++)
        {
            for (int j = 0; j < bits; j++)
                x[j] = p[problem.Extra(0) + j] * problem.Sequence[(t * bits) + j];
            for (int layer = 0; layer < problem.Layers; layer++)
                Step(p, layer, scratch.Slice(2 * layer * bits, bits), scratch.Slice(((2 * layer) + 1) * bits, bits), x);

            TNumber sum = TNumber.Constant(2);
            for (int j = 0; j < bits; j++)
            {
                x[j] = (x[j] * p[problem.Extra(1) + j]) + p[problem.Extra(2) + j];
                sum += TNumber.Exp(x[j]);
            }

            TNumber logSum = TNumber.Log(sum);
            for (int j = 0; j < bits; j++)
                total += (x[j] - logSum) * problem.Sequence[((t + 1) * bits) + j];
        }

        return total * (-1.0 / ((problem.Characters - 1) * bits));
    }

    private void Step<TNumber>(TNumber[] p, int layer, Span<TNumber> h, Span<TNumber> c, Span<TNumber> x)
        where TNumber : struct, IPeerNumber<TNumber, double>
    {
        int biases = LstmProblem.Gates * problem.Bits;
        for (int j = 0; j < x.Length; j++)
        {
            int f = problem.Weights(layer, 0) + j, i = problem.Weights(layer, 1) + j, o = problem.Weights(layer, 2) + j, a = problem.Weights(layer, 3) + j;
            TNumber forget = TNumber.Sigmoid((x[j] * p[f]) + p[f + biases]), input = TNumber.Sigmoid((h[j] * p[i]) + p[i + biases]);
            TNumber output = TNumber.Sigmoid((x[j] * p[o]) + p[o + biases]), change = TNumber.Tanh((h[j] * p[a]) + p[a + biases]);
            c[j] = (c[j] * forget) + (input * change);
            h[j] = output * TNumber.Tanh(c[j]);
            x[j] = h[j];
        }
    }
}
