using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

public class FirstWeightsTests
{
    private const int Inputs = 400;
    private const int Outputs = 200;

    /// <summary>The standard deviations that the definitions give for 400 inputs and 200 outputs.</summary>
    [Theory]
    [InlineData("he-normal", 0.0707107)]
    [InlineData("he-uniform", 0.0707107)]
    [InlineData("xavier-normal", 0.0577350)]
    [InlineData("xavier-uniform", 0.0577350)]
    [InlineData("constant", 0)]
    [InlineData("zero", 0)]
    [InlineData("small", 0.001)]
    [InlineData("large", 1)]
    public void Deviation_is_that_of_the_definition(string name, double expected)
    {
        double[] weights = Draw(name);
        double mean = weights.Average();
        double deviation = Math.Sqrt(weights.Average(weight => (weight - mean) * (weight - mean)));
        deviation.ShouldBe(expected, 0.01 * expected + 1e-12);
        mean.ShouldBe(name == "constant" ? 0.1 : 0, 0.02 * expected + 1e-12);
    }

    [Fact]
    public void He_normal_is_cut_at_two_deviations_of_the_uncut_distribution()
    {
        double limit = 2 * Math.Sqrt(2.0 / Inputs) / 0.87962566103423978;
        double largest = Draw("he-normal").Max(Math.Abs);
        largest.ShouldBeInRange(0.99 * limit, limit);
    }

    [Fact]
    public void Every_name_offered_is_known()
    {
        foreach (string name in FirstWeights.Names)
            Should.NotThrow(() => Draw(name));
        Should.Throw<ArgumentException>(() => Draw("lucky")).Message.ShouldContain("lucky");
    }

    private static double[] Draw(string name)
    {
        double[] weights = new double[Inputs * Outputs];
        FirstWeights.Fill<double>(name, weights, Inputs, Outputs, new Random(1));
        return weights;
    }
}
