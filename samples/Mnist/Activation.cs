using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>An activation function on spans: y[i] = f(x[i]).</summary>
public delegate void ActivationForward<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>Its generated derivative: adds dy[i]·f′(x[i]) to dx[i].</summary>
public delegate void ActivationBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx);

/// <summary>A forward function with the member generated from it.</summary>
public sealed record Activation<T>(string Name, ActivationForward<T> Forward, ActivationBackward<T> Backward)
    where T : IFloatingPointIeee754<T>;

/// <summary>The activations to choose from by name on the command line.</summary>
public static class Activation
{
    /// <summary>The names, the document's choice first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All<float>().Select(activation => activation.Name)];

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Activation<T> Named<T>(string name)
        where T : IFloatingPointIeee754<T> =>
        All<T>().FirstOrDefault(activation => activation.Name == name)
        ?? throw new ArgumentException($"There is no activation named '{name}'.", nameof(name));

    private static Activation<T>[] All<T>()
        where T : IFloatingPointIeee754<T>
    {
        T leakySlope = T.CreateChecked(0.01);
        return
        [
            new("elu", Elementwise.Elu, Elementwise.EluBackward),
            new("relu", Elementwise.Relu, Elementwise.ReluBackward),
            new(
                "leaky-relu",
                (x, y) => Elementwise.LeakyRelu(x, leakySlope, y),
                (x, dy, dx) => Elementwise.LeakyReluBackward(x, leakySlope, dy, dx)),
            new("tanh", Elementwise.Tanh, Elementwise.TanhBackward),
            new("sigmoid", Elementwise.Sigmoid, Elementwise.SigmoidBackward),
            new("softplus", Elementwise.Softplus, Elementwise.SoftplusBackward),
            new("selu", Elementwise.Selu, Elementwise.SeluBackward),
            new("silu", Elementwise.Silu, Elementwise.SiluBackward),
            new("gelu", Elementwise.Gelu, Elementwise.GeluBackward),
        ];
    }
}
