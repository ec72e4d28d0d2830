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
    private const double I1 = 0.05, I2 = 0.1, T1 = 0.01, T2 = 0.99;

    /// <summary>The signature of the generated gradient, which the ones by hand have too: passing so many numbers takes time.</summary>
    internal delegate double ScalarGradient(
        double w1, double w2, double w3, double w4, double w5, double w6, double w7, double w8, double b1, double b2,
        double i1, double i2, double t1, double t2,
        out double dw1, out double dw2, out double dw3, out double dw4, out double dw5, out double dw6, out double dw7, out double dw8,
        out double db1, out double db2);

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } =
        new Dictionary<string, Func<SizedSubject>> { ["10 weights"] = Create };

    private static SizedSubject Create()
    {
        double[] weights = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6];
        return Create(
            weights, OfSpans(Networks.Mlp222Gradient), Primal, OfSpans(NaiveTwoTwoTwo.Gradient), OfSpans(BestTwoTwoTwo.Gradient),
            new TwoTwoTwoProgram(I1, I2, T1, T2), () => AdolC.TwoTwoTwo(weights, [I1, I2, T1, T2]));
    }

    private static double Primal(double[] w) =>
        Networks.Mlp222(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], I1, I2, T1, T2);

    private static Gradient OfSpans(ScalarGradient gradient) => (w, dw) =>
        gradient(
            w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], I1, I2, T1, T2,
            out dw[0], out dw[1], out dw[2], out dw[3], out dw[4], out dw[5], out dw[6], out dw[7], out dw[8], out dw[9]);
}
