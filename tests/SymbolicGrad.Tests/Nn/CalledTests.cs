using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>A network of this project, made of layers and losses of the compiled zoo.</summary>
public static partial class CalledZoo
{
    /// <summary>½ Σ (W₂·tanh(W₁·x + b₁) + b₂ − t)².</summary>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> x, ReadOnlySpan2D<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan2D<double> w2, ReadOnlySpan<double> b2,
        [NoGradient] ReadOnlySpan<double> target)
    {
        Span<double> hidden = stackalloc double[b1.Length];
        Span<double> y = stackalloc double[b2.Length];
        Dense.Tanh(x, w1, b1, hidden);
        Dense.Linear(hidden, w2, b2, y);
        return Losses.HalfSquaredError<double>(y, target);
    }
}

public class CalledTests
{
    [Fact]
    public void Layers_of_another_assembly_are_differentiated_through()
    {
        const int Inputs = 3, Hidden = 4, Outputs = 2;
        Random random = new(5);
        double[] point = [.. Enumerable.Range(0, Inputs + Hidden * (Inputs + 1) + Outputs * (Hidden + 1)).Select(_ => random.NextDouble() - 0.5)];
        double[] target = [0.3, -0.2];
        double[] gradient = new double[point.Length];
        CalledZoo.LossGradient(
            X(point), W1(point), B1(point), W2(point), B2(point), target,
            X(gradient), W1(gradient), B1(gradient), W2(gradient), B2(gradient)).ShouldBe(Loss(point), 1e-15);
        GradientCheck.Compare(Loss, point, gradient).ThrowIfFailed();

        double Loss(double[] p) => CalledZoo.Loss(X(p), W1(p), B1(p), W2(p), B2(p), target);
        static Span<double> X(double[] p) => p.AsSpan(0, Inputs);
        static Span2D<double> W1(double[] p) => new(p, Inputs, Hidden, Inputs, 0);
        static Span<double> B1(double[] p) => p.AsSpan(Inputs + Hidden * Inputs, Hidden);
        static Span2D<double> W2(double[] p) => new(p, Inputs + Hidden * (Inputs + 1), Outputs, Hidden, 0);
        static Span<double> B2(double[] p) => p.AsSpan(Inputs + Hidden * (Inputs + 1) + Outputs * Hidden, Outputs);
    }
}
