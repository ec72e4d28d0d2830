using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary><see cref="Networks.Mlp222"/> at the numbers of its textbook example; ten weights and biases.</summary>
public sealed class TwoTwoTwoNetwork : DoubleFunction
{
    internal const double I1 = 0.05, I2 = 0.1, T1 = 0.01, T2 = 0.99;

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } = new Dictionary<string, Func<SizedSubject>> { ["10 weights"] = Create };

    private static SizedSubject Create()
    {
        double[] weights = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6];
        return Create(
            weights, Generated, Primal, NaiveFunctions.TwoTwoTwo, BestTwoTwoTwo.SetGradient,
            new TwoTwoTwoProgram(I1, I2, T1, T2), () => AdolC.TwoTwoTwo(weights, [I1, I2, T1, T2]));
    }

    private static double Primal(double[] w) =>
        Networks.Mlp222(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], I1, I2, T1, T2);

    private static double Generated(ReadOnlySpan<double> w, Span<double> dw) =>
        Networks.Mlp222Gradient(
            w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], I1, I2, T1, T2,
            out dw[0], out dw[1], out dw[2], out dw[3], out dw[4], out dw[5], out dw[6], out dw[7], out dw[8], out dw[9]);
}
