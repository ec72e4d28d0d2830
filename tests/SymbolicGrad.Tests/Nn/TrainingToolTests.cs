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
}
