using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>Generated derivatives against the closed forms of the derivations, written out by hand.</summary>
public class ClosedFormTests
{
    private const double Tolerance = 1e-12;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Theory]
    [InlineData(0.3, 0.6, -1.1)]
    [InlineData(-1.4, 0.9, 2.0)]
    public void LstmStateJacobian(double cPrev, double oPrev, double u)
    {
        const double zf = 0.4, zi = -0.2, zc = 0.7;
        double uf = u, ui = 0.5 * u, uc = -u;
        double dc = 0, duf = 0, dui = 0, duc = 0;
        Recurrent.LstmCellStateBackward(cPrev, oPrev, zf, zi, zc, uf, ui, uc, 1, ref dc, ref duf, ref dui, ref duc);

        double tanh = Math.Tanh(cPrev), h = oPrev * tanh, side = oPrev * (1 - tanh * tanh);
        double f = Sigmoid(zf + uf * h), i = Sigmoid(zi + ui * h), candidate = Math.Tanh(zc + uc * h);
        double byHand = f + cPrev * f * (1 - f) * uf * side + candidate * i * (1 - i) * ui * side + i * (1 - candidate * candidate) * uc * side;
        dc.ShouldBe(byHand, Tolerance);
        duf.ShouldBe(cPrev * f * (1 - f) * h, Tolerance);
    }

    [Theory]
    [InlineData(0.3, 0.8)]
    [InlineData(-0.9, -1.5)]
    public void GruStateJacobian(double hPrev, double u)
    {
        const double zz = 0.1, zr = -0.6, zh = 0.2;
        double uz = u, ur = -0.7 * u, uh = 1.3 * u;
        double dh = 0, duz = 0, dur = 0, duh = 0;
        Recurrent.GruStateBackward(hPrev, zz, zr, zh, uz, ur, uh, 1, ref dh, ref duz, ref dur, ref duh);

        double z = Sigmoid(zz + uz * hPrev), r = Sigmoid(zr + ur * hPrev), candidate = Math.Tanh(zh + uh * r * hPrev);
        double byHand = 1 - z - z * (1 - z) * hPrev * uz + z * (1 - z) * candidate * uz
            + (1 - candidate * candidate) * r * (1 + (1 - r) * hPrev * ur) * z * uh;
        dh.ShouldBe(byHand, Tolerance);
    }

    /// <summary>(p − onehot)/N</summary>
    [Fact]
    public void SoftmaxCrossEntropy()
    {
        double[] logits = [0.2, -1, 3, 1, 1, 1], gradient = new double[6];
        int[] labels = [2, 0];
        Losses.SoftmaxCrossEntropyGradient(new ReadOnlySpan2D<double>(logits, 2, 3), labels, new Span2D<double>(gradient, 2, 3));
        for (int n = 0; n < 2; n++)
        {
            double sum = Enumerable.Range(0, 3).Sum(k => Math.Exp(logits[3 * n + k]));
            for (int k = 0; k < 3; k++)
            {
                gradient[3 * n + k].ShouldBe((Math.Exp(logits[3 * n + k]) / sum - (labels[n] == k ? 1 : 0)) / 2, Tolerance);
            }
        }
    }

    /// <summary>dx = (γ/√(v + ε))·(dy − mean(dy) − x̂·mean(dy·x̂))</summary>
    [Fact]
    public void BatchNorm()
    {
        double[] x = [0.5, -1.2, 2.2, 0.1], dy = [1, -0.5, 0.3, 2], dx = new double[4], dGamma = new double[1], dBeta = new double[1];
        const double gamma = 1.7, eps = 1e-3;
        Normalisation.BatchBackward<double>(new(x, 4, 1), [gamma], [0.2], eps, new(dy, 4, 1), new(dx, 4, 1), dGamma, dBeta);
        double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
        double[] normalised = x.Select(value => (value - mean) / Math.Sqrt(variance + eps)).ToArray();
        double correlation = dy.Zip(normalised, (a, b) => a * b).Average();
        for (int n = 0; n < 4; n++)
        {
            dx[n].ShouldBe(gamma / Math.Sqrt(variance + eps) * (dy[n] - dy.Average() - normalised[n] * correlation), Tolerance);
        }

        dGamma[0].ShouldBe(4 * correlation, Tolerance);
        dBeta[0].ShouldBe(dy.Sum(), Tolerance);
    }

    /// <summary>−2 Σ (y_n − W·x_n)·x_n + 2αW; by α it is ‖W‖².</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void RegularisationAddsTwiceTheWeights(double alpha)
    {
        double[,] x = { { 1, -2 }, { 0.5, 3 }, { -1, 0.2 } };
        double[] w = [0.4, -1.1], y = [0.3, -0.2, 2], dw = new double[2], expected = [2 * alpha * w[0], 2 * alpha * w[1]];
        Losses.L2RegularisedLossGradient<double>(x, w, y, alpha, dw, out double dAlpha);
        for (int n = 0; n < 3; n++)
        {
            double residual = y[n] - w[0] * x[n, 0] - w[1] * x[n, 1];
            expected[0] -= 2 * residual * x[n, 0];
            expected[1] -= 2 * residual * x[n, 1];
        }

        dw.ShouldBe(expected, Tolerance);
        dAlpha.ShouldBe(w[0] * w[0] + w[1] * w[1], Tolerance);
    }

    /// <summary>A layer's weights get what came in × the slope × the layer's input; the layer before gets it × the weights.</summary>
    [Fact]
    public void DenseLayerIsOneFactorOfTheProduct()
    {
        double[,] w = { { 0.5, -1, 0.3 }, { 1.2, 0.1, -0.4 } }, dw = new double[2, 3];
        double[] x = [0.2, -0.7, 1.5], b = [0.1, -0.2], dy = [1.4, -0.6], dx = new double[3], db = new double[2], byInput = new double[3];
        Dense.TanhBackward<double>(x, w, b, dy, dx, dw, db);
        for (int k = 0; k < 2; k++)
        {
            double y = Math.Tanh(w[k, 0] * x[0] + w[k, 1] * x[1] + w[k, 2] * x[2] + b[k]), delta = dy[k] * (1 - y * y);
            db[k].ShouldBe(delta, Tolerance);
            for (int j = 0; j < 3; j++)
            {
                dw[k, j].ShouldBe(delta * x[j], Tolerance);
                byInput[j] += delta * w[k, j];
            }
        }

        dx.ShouldBe(byInput, Tolerance);
    }

    /// <summary>Lengths are checked before anything is written, and Backward adds.</summary>
    [Fact]
    public void WrongLengthsAreRefusedBeforeAnythingIsWritten()
    {
        double[] dx = [7, 7, 7], dw = Enumerable.Repeat(7.0, 12).ToArray(), db = [7, 7, 7, 7];
        Should.Throw<ArgumentException>(() => Dense.TanhBackward<double>(
            new double[3], new double[4, 3], new double[4], new double[5], dx, new Span2D<double>(dw, 4, 3), db));
        Should.Throw<ArgumentException>(() => Dense.TanhBackward<double>(
            new double[3], new double[4, 3], new double[4], new double[4], dx.AsSpan(0, 2), new Span2D<double>(dw, 4, 3), db));
        dx.ShouldAllBe(number => number == 7);
        dw.ShouldAllBe(number => number == 7);
        db.ShouldAllBe(number => number == 7);
    }

    [Fact]
    public void NoStepsGiveZeroGradients()
    {
        Recurrent.Rnn3TanhGradient<double>([], 0.5, 1, 1, 1, 1, 1, [], [], out double ds0, out double dwx, out double dws, out double dwo, out double db1, out double db2).ShouldBe(0);
        new[] { ds0, dwx, dws, dwo, db1, db2 }.ShouldAllBe(gradient => gradient == 0);
    }
}
