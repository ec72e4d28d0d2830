using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>The distributions of first weights to choose from by name on the command line.</summary>
public static class FirstWeights
{
    /// <summary>The names, the document's choice first. The last four are the bad ones that it warns of.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["he-normal", "he-uniform", "xavier-normal", "xavier-uniform", "constant", "zero", "small", "large"];

    /// <summary>Draws all weights of a layer.</summary>
    /// <exception cref="ArgumentException">There is no distribution of this name.</exception>
    public static void Fill<T>(string name, Span<T> weights, int inputs, int outputs, Random random)
        where T : IFloatingPointIeee754<T>
    {
        switch (name)
        {
            case "he-normal":
                // TensorFlow's variance_scaling_initializer, which the document's experiment used, cuts the distribution too. (It
                // makes up for the variance lost with a factor rounded to 1.3; here it is 1.2924.)
                Initialisation.HeTruncatedNormal(weights, inputs, random);
                break;
            case "he-uniform":
                Initialisation.HeUniform(weights, inputs, random);
                break;
            case "xavier-normal":
                Initialisation.XavierNormal(weights, inputs, outputs, random);
                break;
            case "xavier-uniform":
                Initialisation.XavierUniform(weights, inputs, outputs, random);
                break;
            case "constant":
                Initialisation.Constant(weights, T.CreateChecked(0.1));
                break;
            case "zero":
                Initialisation.Constant(weights, T.Zero);
                break;
            case "small":
                Initialisation.Normal(weights, 0.001, random);
                break;
            case "large":
                Initialisation.Normal(weights, 1, random);
                break;
            default:
                throw new ArgumentException($"There is no distribution of first weights named '{name}'.", nameof(name));
        }
    }
}
