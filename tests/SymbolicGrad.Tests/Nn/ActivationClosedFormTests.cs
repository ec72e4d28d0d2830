using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>The slopes of the activations against the closed forms of the derivations, written out by hand.</summary>
public class ActivationClosedFormTests
{
    private const double Tolerance = 1e-12;

    // Both sides of every kink, the kinks of the hard sigmoid themselves, and both tails.
    private static readonly double[] s_x = [-5, -3, -1.2, -0.3, 0.2, 0.9, 3, 4.1];

    private delegate void Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> dResult, Span<double> dx);

    private static readonly Dictionary<string, (Backward Generated, Func<double, double> ByHand)> s_slopes = new()
    {
        ["sigmoid"] = (Elementwise.SigmoidBackward, x => Sigmoid(x) * (1 - Sigmoid(x))),
        ["tanh"] = (Elementwise.TanhBackward, x => 1 - Math.Tanh(x) * Math.Tanh(x)),
        ["relu"] = (Elementwise.ReluBackward, x => x > 0 ? 1 : 0),
        ["elu"] = (Elementwise.EluBackward, x => x > 0 ? 1 : Math.Exp(x)),
        ["softplus"] = (Elementwise.SoftplusBackward, Sigmoid),
        ["softsign"] = (Elementwise.SoftsignBackward, x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))),
        ["silu"] = (Elementwise.SiluBackward, x => Sigmoid(x) * (1 + x * (1 - Sigmoid(x)))),
        ["hard sigmoid"] = (Elementwise.HardSigmoidBackward, x => Math.Abs(x) < 3 ? 1.0 / 6 : 0),
    };

    public static TheoryData<string> Names => [.. s_slopes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slope(string name)
    {
        double[] dx = new double[s_x.Length], dy = [1, -2, 3, 0.5, 1, -2, 3, 0.5];
        s_slopes[name].Generated(s_x, dy, dx);
        ShouldBe(dx, i => dy[i] * s_slopes[name].ByHand(s_x[i]));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void LeakyReluHasItsSlopeBelowZero(double slope)
    {
        double[] dx = new double[s_x.Length];
        Elementwise.LeakyReluBackward(s_x, slope, Ones(), dx);
        ShouldBe(dx, i => s_x[i] > 0 ? 1 : slope);
    }

    /// <summary>∂L/∂a sums what came in where x is not positive: the learned slope learns from those alone.</summary>
    [Fact]
    public void PReluLearnsItsSlope()
    {
        const double a = 0.3;
        double[] dx = new double[s_x.Length], dy = [1, -2, 3, 0.5, 1, -2, 3, 0.5];
        double da = 0;
        Elementwise.PReluBackward(s_x, a, dy, dx, ref da);
        ShouldBe(dx, i => dy[i] * (s_x[i] > 0 ? 1 : a));
        da.ShouldBe(s_x.Zip(dy, (x, d) => x > 0 ? 0 : x * d).Sum(), Tolerance);
    }

    /// <summary>In training every element has the slope drawn for it; in testing all have the mean.</summary>
    [Fact]
    public void RandomisedReluHasASlopeForEachElement()
    {
        double[] dx = new double[s_x.Length], slopes = Enumerable.Range(0, s_x.Length).Select(i => 0.125 + 0.02 * i).ToArray();
        Elementwise.RandomisedReluBackward(s_x, slopes, Ones(), dx);
        ShouldBe(dx, i => s_x[i] > 0 ? 1 : slopes[i]);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void EluScalesItsExponential(double alpha)
    {
        double[] dx = new double[s_x.Length];
        Elementwise.EluBackward(s_x, alpha, Ones(), dx);
        ShouldBe(dx, i => s_x[i] > 0 ? 1 : alpha * Math.Exp(s_x[i]));
    }

    /// <summary>tanh x = 2σ(2x) − 1, so what holds for one's saturation holds for the other's.</summary>
    [Fact]
    public void TanhIsAScaledSigmoid()
    {
        double[] sigmoid = new double[s_x.Length], tanh = new double[s_x.Length];
        Elementwise.Sigmoid(s_x.Select(x => 2 * x).ToArray(), sigmoid);
        Elementwise.Tanh(s_x, tanh);
        ShouldBe(tanh, i => 2 * sigmoid[i] - 1);
    }

    /// <summary>The largest slopes are ¼ and 1, at 0: the reason why the gradient vanishes faster through σ.</summary>
    [Fact]
    public void LargestSlopesAreAQuarterAndOne()
    {
        double[] x = Enumerable.Range(-400, 801).Select(i => i / 100.0).ToArray(), ones = x.Select(_ => 1.0).ToArray();
        double[] sigmoid = new double[x.Length], tanh = new double[x.Length];
        Elementwise.SigmoidBackward(x, ones, sigmoid);
        Elementwise.TanhBackward(x, ones, tanh);
        sigmoid.Max().ShouldBe(0.25);
        tanh.Max().ShouldBe(1);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Ones() => s_x.Select(_ => 1.0).ToArray();

    private static void ShouldBe(double[] actual, Func<int, double> expected)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected(i), Tolerance, $"at x = {s_x[i]}");
        }
    }
}
