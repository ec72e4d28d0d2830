using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>The distributions of first weights to choose from by name on the command line.</summary>
public static class FirstWeights
{
    /// <summary>
    /// The variance of a normal distribution cut at two standard deviations is 0.774 of the whole one's. TensorFlow's
    /// variance_scaling_initializer, which the document's experiment used, makes up for it with this factor.
    /// </summary>
    private const double TruncationCorrection = 1.3;

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
                TruncatedNormal(weights, Math.Sqrt(TruncationCorrection * 2 / inputs), random);
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

    /// <summary>Normal, but what is more than two deviations away is drawn again.</summary>
    private static void TruncatedNormal<T>(Span<T> weights, double deviation, Random random)
        where T : IFloatingPointIeee754<T>
    {
        T limit = T.CreateChecked(2 * deviation);
        for (int i = 0; i < weights.Length; i++)
        {
            do
                Initialisation.Normal(weights.Slice(i, 1), deviation, random);
            while (T.Abs(weights[i]) > limit);
        }
    }
}
