using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>Why gradients vanish or explode: the statements of the derivations, shown by generated gradients.</summary>
public class GradientFlowTests
{
    private const double Tolerance = 1e-12;

    /// <summary>∂h/∂h_prev = (1 − h²)·U</summary>
    [Theory]
    [InlineData(0.4, 0.1, 0.7)]
    [InlineData(-0.8, 0.3, -2.5)]
    public void TanhStateJacobian(double hPrev, double zx, double u)
    {
        double h = Recurrent.RnnStateGradient(hPrev, zx, u, out double dh, out double du);
        dh.ShouldBe((1 - h * h) * u, Tolerance);
        du.ShouldBe((1 - h * h) * hPrev, Tolerance);
    }

    /// <summary>For a fixed state, ∂h/∂h_prev as a function of U is bounded with tanh, which saturates, and not with ReLU.</summary>
    [Fact]
    public void LargeWeightsSaturateTanhButNotRelu()
    {
        const double hPrev = 0.5;
        double largest = 0;
        for (double u = 0; u <= 1000; u += 0.01)
        {
            Recurrent.RnnStateGradient(hPrev, 0.0, u, out double dh, out _);
            largest = Math.Max(largest, dh);
        }

        // sup (1 − tanh² s)·s = 0.4477 at s = U·h_prev, so the bound is that over h_prev.
        largest.ShouldBe(0.4477 / hPrev, 1e-3);
        Recurrent.RnnReluStateGradient(hPrev, 0.0, 1000.0, out double exploding, out _);
        exploding.ShouldBe(1000);
    }

    /// <summary>The side paths of an LSTM's ∂c/∂c_prev carry a factor |(1 − tanh²c)·c|, whose largest value is 0.4477.</summary>
    [Fact]
    public void SidePathsOfTheLstmAreBounded()
    {
        double[] c = Enumerable.Range(-4000, 8001).Select(i => i / 1000.0).ToArray(), slope = new double[c.Length];
        Elementwise.TanhBackward(c, c, slope);
        slope.Max(Math.Abs).ShouldBe(0.4477, 5e-5);
    }

    /// <summary>∂c/∂c_prev of an LSTM without recurrent weights is the forget gate, near 1 where the gate is open.</summary>
    [Fact]
    public void OpenForgetGateKeepsTheGradient()
    {
        Recurrent.LstmCellStateGradient(0.8, 0.5, 10.0, 0.3, -0.4, 0.0, 0.0, 0.0, out double dc, out _, out _, out _);
        dc.ShouldBe(1 / (1 + Math.Exp(-10)), Tolerance);
    }

    /// <summary>The gradient through ten linear steps is U¹⁰: 0.25¹⁰ = 9.5e−7 vanishes, 2¹⁰ = 1024 explodes.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(2)]
    public void RepeatedWeightIsItsPower(double ws)
    {
        double[] x = new double[10], y = new double[10];
        const double s0 = 1;
        Recurrent.Rnn3LinearGradient<double>(x, s0, 1, ws, 1, 0, 0, y, new double[10], out double ds0, out _, out _, out _, out _, out _);

        // L = Σ ½(Wsᵗ s0)², so ∂L/∂s0 = Σ Ws²ᵗ s0.
        ds0.ShouldBe(Enumerable.Range(1, 10).Sum(t => Math.Pow(ws, 2 * t)), Tolerance * Math.Max(1, ds0));
    }

    /// <summary>∂C/∂b1 of four sigmoid neurons is the product of the derivations; all factors σ′ are at most ¼.</summary>
    [Fact]
    public void SigmoidChainMultipliesSmallSlopes()
    {
        const double x = 0.4, w = 1.3, b = -0.2, t = 1;
        Networks.SigmoidChain4Gradient(x, w, w, w, w, b, b, b, b, t, out _, out double dw1, out _, out _, out _, out double db1, out _, out _, out double db4);
        double product = 1, y = x;
        for (int k = 1; k <= 4; k++)
        {
            y = 1 / (1 + Math.Exp(-(w * y + b)));
            product *= y * (1 - y) * (k == 1 ? 1 : w);
        }

        db1.ShouldBe((y - t) * product, Tolerance);
        dw1.ShouldBe(db1 * x, Tolerance);
        Math.Abs(db1).ShouldBeLessThan(Math.Abs(db4) * Math.Pow(0.25 * w, 3));
    }

    /// <summary>∂L/∂w5 and ∂L/∂w1 as the derivations write them.</summary>
    [Fact]
    public void TwoLayersOfSigmoidNeurons()
    {
        const double w1 = 0.15, w2 = 0.2, w3 = 0.25, w4 = 0.3, w5 = 0.4, w6 = 0.45, w7 = 0.5, w8 = 0.55, b1 = 0.35, b2 = 0.6, i1 = 0.05, i2 = 0.1, t1 = 0.01, t2 = 0.99;
        Networks.Mlp222Gradient(
            w1, w2, w3, w4, w5, w6, w7, w8, b1, b2, i1, i2, t1, t2,
            out double dw1, out _, out _, out _, out double dw5, out _, out _, out _, out _, out _);
        double h1 = Sigmoid(i1 * w1 + i2 * w2 + b1), h2 = Sigmoid(i1 * w3 + i2 * w4 + b1);
        double o1 = Sigmoid(h1 * w5 + h2 * w6 + b2), o2 = Sigmoid(h1 * w7 + h2 * w8 + b2);
        double error1 = (o1 - t1) * o1 * (1 - o1), error2 = (o2 - t2) * o2 * (1 - o2);
        dw5.ShouldBe(error1 * h1, Tolerance);
        dw1.ShouldBe((error1 * w5 + error2 * w7) * h1 * (1 - h1) * i1, Tolerance);
    }

    /// <summary>Equal weights: every unit of a layer gets the same gradient, so training never makes the units different.</summary>
    [Fact]
    public void EqualWeightsGetEqualGradients()
    {
        (double[] dw1, double[] dw2) = HiddenGradients(0.3);
        for (int unit = 1; unit < 4; unit++)
        {
            dw1.AsSpan(3 * unit, 3).ToArray().ShouldBe(dw1.AsSpan(0, 3).ToArray());
            dw2.AsSpan(4 * unit, 4).ToArray().ShouldBe(dw2.AsSpan(0, 4).ToArray());
        }

        dw1.ShouldContain(number => number != 0);
    }

    /// <summary>All weights 0 and an activation with g(0) = 0: no weight before the last layer has any gradient.</summary>
    [Fact]
    public void ZeroWeightsGetNoGradients()
    {
        (double[] dw1, double[] dw2) = HiddenGradients(0);
        dw1.ShouldAllBe(number => number == 0);
        dw2.ShouldAllBe(number => number == 0);
    }

    /// <summary>∂L/∂x of a residual block is ∂L/∂y·(1 + ∂F/∂x): with F's weights 0, exactly ∂L/∂y.</summary>
    [Fact]
    public void ResidualBlockHasADirectPath()
    {
        double[] dx = new double[3], dy = [0.3, -2, 1.5];
        Dense.ResidualBackward<double>(
            [1, 2, 3], new double[4, 3], new double[4], new double[3, 4], new double[3], dy, dx, new double[4, 3], new double[4], new double[3, 4], new double[3]);
        dx.ShouldBe(dy);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static (double[] First, double[] Second) HiddenGradients(double weight)
    {
        double[] w1 = Filled(12), w2 = Filled(16), w3 = Filled(8), dw1 = new double[12], dw2 = new double[16];
        Networks.MlpEluCrossEntropyGradient<double>(
            new double[,] { { 1, -2, 0.5 }, { 0.2, 0.4, -0.6 } }, new(w1, 4, 3), new double[4], new(w2, 4, 4), new double[4], new(w3, 2, 4), new double[2], [0, 0],
            new double[2, 3], new(dw1, 4, 3), new double[4], new(dw2, 4, 4), new double[4], new double[2, 4], new double[2]);
        return (dw1, dw2);

        // The last layer's rows differ, else its symmetry would cancel the whole gradient.
        double[] Filled(int count) => Enumerable.Range(0, count).Select(i => count == 8 ? weight * (1 + i / 4) : weight).ToArray();
    }
}
