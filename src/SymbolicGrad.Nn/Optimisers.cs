using System.Numerics;
using System.Numerics.Tensors;

namespace SymbolicGrad.Nn;

/// <summary>
/// Gradient descent: parameters −= rate · gradient. The direction is that of steepest descent as long as lengths of steps are
/// measured by the Euclidean norm.
/// </summary>
public static class GradientDescent
{
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Step<T>(Span<T> parameters, ReadOnlySpan<T> gradient, T rate)
        where T : IFloatingPointIeee754<T>
    {
        Lengths.RequireEqual(gradient.Length, parameters.Length);
        TensorPrimitives.MultiplyAdd(gradient, -rate, parameters, parameters);
    }
}

/// <summary>Descent with momentum (Polyak 1964): velocity = momentum·velocity + gradient; parameters −= rate·velocity.</summary>
/// <param name="length">The number of parameters; the velocity is kept here.</param>
/// <param name="momentum">In [0, 1).</param>
public sealed class Momentum<T>(int length, T momentum)
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _velocity = new T[length];

    /// <summary>One step; allocates nothing.</summary>
    /// <exception cref="ArgumentException">A length differs from the number of parameters.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient, T rate)
    {
        Lengths.RequireEqual(parameters.Length, _velocity.Length);
        Lengths.RequireEqual(gradient.Length, _velocity.Length);
        TensorPrimitives.MultiplyAdd(_velocity, momentum, gradient, _velocity);
        TensorPrimitives.MultiplyAdd(_velocity, -rate, parameters, parameters);
    }
}

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g²,
/// parameters −= rate·m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
/// </summary>
/// <param name="length">The number of parameters; the moments are kept here.</param>
public sealed class Adam<T>(int length)
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _first = new T[length];
    private readonly T[] _second = new T[length];
    private T _firstPower = T.One;
    private T _secondPower = T.One;

    /// <summary>β₁, 0.9 unless set.</summary>
    public T FirstDecay { get; init; } = T.CreateChecked(0.9);

    /// <summary>β₂, 0.999 unless set.</summary>
    public T SecondDecay { get; init; } = T.CreateChecked(0.999);

    /// <summary>ε, 1e−8 unless set.</summary>
    public T Epsilon { get; init; } = T.CreateChecked(1e-8);

    /// <summary>One step; allocates nothing.</summary>
    /// <exception cref="ArgumentException">A length differs from the number of parameters.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient, T rate)
    {
        Lengths.RequireEqual(parameters.Length, _first.Length);
        Lengths.RequireEqual(gradient.Length, _first.Length);
        _firstPower *= FirstDecay;
        _secondPower *= SecondDecay;
        T firstCorrection = T.One / (T.One - _firstPower), secondCorrection = T.One / (T.One - _secondPower);
        for (int i = 0; i < parameters.Length; i++)
        {
            T g = gradient[i];
            T m = _first[i] = (FirstDecay * _first[i]) + ((T.One - FirstDecay) * g);
            T v = _second[i] = (SecondDecay * _second[i]) + ((T.One - SecondDecay) * g * g);
            parameters[i] -= rate * (m * firstCorrection) / (T.Sqrt(v * secondCorrection) + Epsilon);
        }
    }
}
