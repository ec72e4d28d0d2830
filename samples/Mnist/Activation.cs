using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>How many numbers the derivative wants recorded of a forward pass over x.</summary>
public delegate int ActivationTapeLength<T>(ReadOnlySpan<T> x);

/// <summary>An activation function on spans, y[i] = f(x[i]), which records them.</summary>
public delegate void ActivationForward<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> tape);

/// <summary>Its generated derivative: adds dy[i]·f′(x[i]) to dx[i].</summary>
public delegate void ActivationBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, ReadOnlySpan<T> tape);

/// <summary>The members generated from a forward function.</summary>
/// <remarks>The generated forward function, not the annotated one: its loop runs over vectors.</remarks>
public sealed record Activation<T>(string Name, ActivationTapeLength<T> TapeLength, ActivationForward<T> Forward, ActivationBackward<T> Backward)
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
            new("elu", Elementwise.EluTapeLength, Elementwise.EluForward, Elementwise.EluBackward),
            new("relu", Elementwise.ReluTapeLength, Elementwise.ReluForward, Elementwise.ReluBackward),
            new(
                "leaky-relu",
                x => Elementwise.LeakyReluTapeLength(x, leakySlope),
                (x, y, tape) => Elementwise.LeakyReluForward(x, leakySlope, y, tape),
                (x, dy, dx, tape) => Elementwise.LeakyReluBackward(x, leakySlope, dy, dx, tape)),
            new("tanh", Elementwise.TanhTapeLength, Elementwise.TanhForward, Elementwise.TanhBackward),
            new("sigmoid", Elementwise.SigmoidTapeLength, Elementwise.SigmoidForward, Elementwise.SigmoidBackward),
            new("softplus", Elementwise.SoftplusTapeLength, Elementwise.SoftplusForward, Elementwise.SoftplusBackward),
            new("selu", Elementwise.SeluTapeLength, Elementwise.SeluForward, Elementwise.SeluBackward),
            new("silu", Elementwise.SiluTapeLength, Elementwise.SiluForward, Elementwise.SiluBackward),
            new("gelu", Elementwise.GeluTapeLength, Elementwise.GeluForward, Elementwise.GeluBackward),
        ];
    }
}
