using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>Initialisers, clipping, optimisers, pre-training.</summary>
public class TrainingToolTests
{
    private const int Many = 200_000;

    // The mean of squares of n samples deviates by √(2/n) relatively for a normal distribution; five deviations.
    private static readonly double Statistical = 5 * Math.Sqrt(2.0 / Many);

    private delegate void Fill(Span<double> weights);

    [Fact]
    public void NormalDeviationsAreThoseOfThePapers()
    {
        Variance(weights => Initialisation.XavierNormal(weights, 30, 50, new Random(1))).ShouldBe(2.0 / 80, 2.0 / 80 * Statistical);
        Variance(weights => Initialisation.HeNormal(weights, 30, new Random(2))).ShouldBe(2.0 / 30, 2.0 / 30 * Statistical);
    }

    [Fact]
    public void UniformLimitsAreThoseOfThePapers()
    {
        double[] xavier = Drawn(weights => Initialisation.XavierUniform(weights, 30, 50, new Random(3)));
        double limit = Math.Sqrt(6.0 / 80);
        xavier.Max().ShouldBeInRange(0.999 * limit, limit);
        xavier.Min().ShouldBeInRange(-limit, -0.999 * limit);
        Variance(weights => Initialisation.HeUniform(weights, 30, new Random(4))).ShouldBe(2.0 / 30, 2.0 / 30 * Statistical);
    }

    /// <summary>The table's ×4 for tanh and ×√2 for ReLU; with equal fans n, ReLU's is He's √(2/n).</summary>
    [Fact]
    public void GainScalesTheDeviation()
    {
        Variance(weights => Initialisation.XavierNormal(weights, 30, 50, new Random(1), gain: 4)).ShouldBe(16 * 2.0 / 80, 16 * 2.0 / 80 * Statistical);
        Variance(weights => Initialisation.XavierUniform(weights, 40, 40, new Random(1), gain: Math.Sqrt(2))).ShouldBe(2.0 / 40, 2.0 / 40 * Statistical);
    }

    [Fact]
    public void TruncatedNormalKeepsTheDeviationWithoutItsTails()
    {
        double[] weights = Drawn(span => Initialisation.XavierTruncatedNormal(span, 30, 50, new Random(6)));
        double deviation = Math.Sqrt(2.0 / 80), limit = 2 * deviation / 0.87962566103423978;
        weights.Average(weight => weight * weight).ShouldBe(deviation * deviation, deviation * deviation * Statistical);
        weights.Max(Math.Abs).ShouldBeInRange(0.99 * limit, limit);
        Variance(span => Initialisation.HeTruncatedNormal(span, 30, new Random(7))).ShouldBe(2.0 / 30, 2.0 / 30 * Statistical);
    }

    [Fact]
    public void SlopesOfRandomisedReluAreInTheirInterval()
    {
        double[] slopes = Drawn(span => Initialisation.Uniform(span, 1.0 / 8, 1.0 / 3, new Random(8)));
        slopes.Min().ShouldBeInRange(1.0 / 8, 0.126);
        slopes.Max().ShouldBeInRange(0.332, 1.0 / 3);
    }

    [Fact]
    public void SameSeedGivesTheSameWeights()
    {
        Drawn(weights => Initialisation.HeNormal(weights, 30, new Random(9))).ShouldBe(Drawn(weights => Initialisation.HeNormal(weights, 30, new Random(9))));
        Drawn(weights => Initialisation.HeNormal(weights, 30, new Random(9))).ShouldNotBe(Drawn(weights => Initialisation.HeNormal(weights, 30, new Random(10))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void SpreadThatIsNoneIsRefused(double spread)
    {
        double[] weights = [5];
        Should.Throw<ArgumentOutOfRangeException>(() => Initialisation.Normal<double>(weights, spread, new Random(1))).ParamName.ShouldBe("deviation");
        Should.Throw<ArgumentOutOfRangeException>(() => Initialisation.TruncatedNormal<double>(weights, spread, new Random(1))).ParamName.ShouldBe("deviation");
        Should.Throw<ArgumentOutOfRangeException>(() => Initialisation.Uniform<double>(weights, spread, new Random(1))).ParamName.ShouldBe("limit");
        Should.Throw<ArgumentOutOfRangeException>(() => Initialisation.Uniform<double>(weights, 0, spread, new Random(1))).ParamName.ShouldBe("high");
        Should.Throw<ArgumentOutOfRangeException>(() => Initialisation.HeNormal<double>(weights, 0, new Random(1)));
        weights.ShouldBe([5]);
    }

    private static double[] Drawn(Fill fill)
    {
        double[] weights = new double[Many];
        fill(weights);
        return weights;
    }

    private static double Variance(Fill fill)
    {
        double[] weights = Drawn(fill);
        weights.Average().ShouldBe(0, 0.01);
        return weights.Average(weight => weight * weight);
    }

    [Fact]
    public void ClippingByValueKeepsWhatIsInside()
    {
        double[] gradient = [-3, -0.5, 0, 0.5, 3];
        Clipping.ByValue(gradient, 1.0);
        gradient.ShouldBe([-1, -0.5, 0, 0.5, 1]);
        Should.Throw<ArgumentOutOfRangeException>(() => Clipping.ByValue(gradient, 0.0));
    }

    [Fact]
    public void ClippingByGlobalNormKeepsTheDirection()
    {
        double[] first = [3], second = [0, 4];
        Clipping.ByGlobalNorm<double>(first, second, 1).ShouldBe(5);
        first[0].ShouldBe(0.6, 1e-15);
        second[1].ShouldBe(0.8, 1e-15);
        Clipping.ByGlobalNorm<double>(first, second, 2);
        first[0].ShouldBe(0.6, 1e-15);
    }

    [Fact]
    public void ClippingByGlobalNormTakesAnyNumberOfGradients()
    {
        double[] first = [2], second = [], third = [0, 3, 6];
        Clipping.ByGlobalNorm<double>(3.5, first, second, third).ShouldBe(7);
        first.ShouldBe([1]);
        third.ShouldBe([0, 1.5, 3]);
        Clipping.ByGlobalNorm<double>(3.5, first, second, third).ShouldBe(3.5);
        third.ShouldBe([0, 1.5, 3]);
        Clipping.ByGlobalNorm<double>(1, new double[1]).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Clipping.ByGlobalNorm<double>(0, first)).ParamName.ShouldBe("threshold");
    }

    /// <summary>Squares overflow long before the numbers do; that must not turn an exploding gradient into none.</summary>
    [Fact]
    public void ClippingByGlobalNormKeepsTheDirectionWhereSquaresOverflow()
    {
        float[] first = [3e30f], second = [-4e30f];
        Clipping.ByGlobalNorm<float>(first, second, 1).ShouldBe(5e30f, 1e24f);
        first[0].ShouldBe(0.6f, 1e-6f);
        second[0].ShouldBe(-0.8f, 1e-6f);

        float[] both = [3e30f, -4e30f];
        Clipping.ByGlobalNorm<float>(1, both).ShouldBe(5e30f, 1e24f);
        both[0].ShouldBe(0.6f, 1e-6f);
        both[1].ShouldBe(-0.8f, 1e-6f);

        float[] below = [3e30f, -4e30f];
        Clipping.ByGlobalNorm<float>(1e31f, below);
        below[0].ShouldBe(3e30f, 1e24f);
        below[1].ShouldBe(-4e30f, 1e24f);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ClippingAGradientWithoutDirectionSaysSo(double element)
    {
        double[] gradient = [1, element, -2];
        Clipping.ByGlobalNorm<double>(1, gradient).ShouldBe(double.NaN);
        gradient.ShouldAllBe(number => double.IsNaN(number));
    }

    [Fact]
    public void OptimisersTakeTheirFirstStepsAsTheFormulasSay()
    {
        double[] p = [1];
        GradientDescent.Step<double>(p, [2], 0.1);
        p[0].ShouldBe(0.8, 1e-15);

        double[] q = [1];
        Momentum<double> momentum = new(1, 0.5);
        momentum.Step(q, [2], 0.1);
        momentum.Step(q, [2], 0.1);
        q[0].ShouldBe(1 - 0.2 - 0.1 * 3, 1e-15);

        // Adam's first step is the rate in the gradient's direction, whatever the gradient's size.
        double[] r = [1];
        new Adam<double>(1).Step(r, [1e-3], 0.1);
        r[0].ShouldBe(0.9, 1e-5);
    }

    [Fact]
    public void AdamFindsTheMinimumOfAQuadratic()
    {
        double[] p = [3, -2];
        Adam<double> adam = new(2);
        for (int step = 0; step < 2000; step++)
        {
            adam.Step(p, [2 * (p[0] - 1), 20 * (p[1] + 0.5)], 0.02);
        }

        p[0].ShouldBe(1, 1e-3);
        p[1].ShouldBe(-0.5, 1e-3);
    }

    [Fact]
    public void PretrainingLowersTheReconstructionLoss()
    {
        Random random = new(5);
        double[] x = Enumerable.Range(0, 60).Select(i => Math.Sin(0.7 * i)).ToArray(), w = new double[18], b = new double[3];
        Initialisation.XavierUniform<double>(w, 6, 3, random);
        (double before, double after) = Autoencoders.PretrainLayer(new ReadOnlySpan2D<double>(x, 10, 6), new Span2D<double>(w, 3, 6), b, 200, 0.1, random);
        after.ShouldBeLessThan(0.5 * before);
    }

    /// <summary>Two layers, each pre-trained on what the one before it makes of the data, then all fine-tuned together.</summary>
    [Fact]
    public void PretrainedLayersAreFineTunedTogether()
    {
        const int samples = 12;
        Random random = new(11);
        double[,] x = new double[samples, 6], w1 = new double[4, 6], w2 = new double[3, 4], hidden = new double[samples, 4];
        double[,] dw1 = new double[4, 6], dw2 = new double[3, 4];
        double[] b1 = new double[4], b2 = new double[3], v = [0.1, -0.1, 0.1], target = new double[samples];
        double[] db1 = new double[4], db2 = new double[3], dv = new double[3];
        for (int n = 0; n < samples; n++)
        {
            target[n] = n % 3 == 0 ? 1 : -1;
            for (int k = 0; k < 6; k++)
            {
                x[n, k] = Math.Sin((1 + n % 3) * k);
            }
        }

        Initialisation.XavierUniform(w1.AsSpan(), 6, 4, random);
        Initialisation.XavierUniform(w2.AsSpan(), 4, 3, random);
        (double before, double after) = Autoencoders.PretrainLayer<double>(x, w1, b1, 100, 0.1, random);
        after.ShouldBeLessThan(before);
        Autoencoders.Encode<double>(x, w1, b1, hidden);
        (before, after) = Autoencoders.PretrainLayer<double>(hidden, w2, b2, 100, 0.1, random);
        after.ShouldBeLessThan(before);

        double untuned = Autoencoders.FineTuningLoss<double>(x, w1, b1, w2, b2, v, target);
        for (int step = 0; step < 300; step++)
        {
            Autoencoders.FineTuningLossGradient<double>(x, w1, b1, w2, b2, v, target, dw1, db1, dw2, db2, dv);
            GradientDescent.Step(w1.AsSpan(), dw1.AsSpan(), 0.1);
            GradientDescent.Step(w2.AsSpan(), dw2.AsSpan(), 0.1);
            GradientDescent.Step<double>(b1, db1, 0.1);
            GradientDescent.Step<double>(b2, db2, 0.1);
            GradientDescent.Step<double>(v, dv, 0.1);
        }

        Autoencoders.FineTuningLoss<double>(x, w1, b1, w2, b2, v, target).ShouldBeLessThan(0.05 * untuned);
    }
}
