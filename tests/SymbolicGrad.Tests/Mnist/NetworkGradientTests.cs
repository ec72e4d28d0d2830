using CommunityToolkit.HighPerformance;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

/// <summary>The network's backward pass, put together by hand from generated members, against numeric derivatives.</summary>
public class NetworkGradientTests
{
    private const int Rows = 6;
    private static readonly int[] s_widths = [5, 4, 4, 3];
    private static readonly int[] s_labels = [0, 2, 1, 1, 0, 2];

    /// <summary>Small steps: the rectifiers have kinks, and the larger a step, the likelier it crosses one.</summary>
    private static readonly GradientCheckOptions s_options = new() { InitialStep = 1e-3, RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-8 };

    public static TheoryData<string, bool> Designs
    {
        get
        {
            TheoryData<string, bool> designs = [];
            foreach (string activation in Activation.Names)
            {
                designs.Add(activation, false);
                designs.Add(activation, true);
            }

            return designs;
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Gradient_of_the_loss_by_all_parameters_is_right(string activation, bool batchNorm)
    {
        Network<double> network = Create(activation, batchNorm);
        double[,] images = Images();
        double[] at = [.. network.Parameters.SelectMany(parameter => parameter.Values)];
        network.LossAndGradient(images, s_labels);
        double[] claimed = [.. network.Parameters.SelectMany(parameter => parameter.Gradient)];
        claimed.Count(derivative => Math.Abs(derivative) > 1e-3).ShouldBeGreaterThan(claimed.Length / 3);

        GradientCheck.Compare(Loss, at, claimed, s_options).ThrowIfFailed();

        double Loss(double[] values)
        {
            int position = 0;
            foreach (Parameter<double> parameter in network.Parameters)
            {
                values.AsSpan(position, parameter.Values.Length).CopyTo(parameter.Values);
                position += parameter.Values.Length;
            }

            return network.LossAndGradient(images, s_labels);
        }
    }

    [Fact]
    public void Gradient_is_set_not_added_to()
    {
        Network<double> network = Create("elu", batchNorm: true);
        double[,] images = Images();
        network.LossAndGradient(images, s_labels);
        double[] first = [.. network.Parameters.SelectMany(parameter => parameter.Gradient)];
        network.LossAndGradient(images, s_labels);
        network.Parameters.SelectMany(parameter => parameter.Gradient).ShouldBe(first);
    }

    [Fact]
    public void A_batch_smaller_than_the_capacity_has_the_gradient_of_its_own_rows()
    {
        double[,] images = Images();
        Network<double> exact = Create("tanh", batchNorm: true, capacity: Rows);
        Network<double> roomy = Create("tanh", batchNorm: true, capacity: 2 * Rows);
        roomy.LossAndGradient(new double[2 * Rows, s_widths[0]], [.. s_labels, .. s_labels]);

        roomy.LossAndGradient(images, s_labels).ShouldBe(exact.LossAndGradient(images, s_labels));
        roomy.Parameters.SelectMany(parameter => parameter.Gradient)
            .ShouldBe(exact.Parameters.SelectMany(parameter => parameter.Gradient));
    }

    private static Network<double> Create(string activation, bool batchNorm, int capacity = Rows)
    {
        NetworkDesign design = new(s_widths, batchNorm, activation, "he-normal");
        return new Network<double>(design, capacity, new Random(3));
    }

    private static double[,] Images()
    {
        Random random = new(4);
        double[,] images = new double[Rows, s_widths[0]];
        foreach (ref double pixel in images.AsSpan())
            pixel = random.NextDouble();
        return images;
    }
}
