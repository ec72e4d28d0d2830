using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// y(2) of the differential equation y₀′ = x₀, yᵢ′ = xᵢ·yᵢ₋₁, y(0) = 0, by the classical Runge–Kutta method in steps of
/// h = 2/steps:
/// k₁ = f(y), k₂ = f(y + h/2·k₁), k₃ = f(y + h/2·k₂), k₄ = f(y + h·k₃), y ← y + h/6·(k₁ + 2·k₂ + 2·k₃ + k₄).
/// Asked for is the gradient of the last element of y.
/// </summary>
public static partial class Ode
{
    [Differentiable]
    public static void Primal(ReadOnlySpan<double> x, int steps, [Output] Span<double> y)
    {
        int n = x.Length;
        double h = 2.0 / steps;
        double[] k1 = new double[n];
        double[] k2 = new double[n];
        double[] k3 = new double[n];
        double[] k4 = new double[n];
        double[] middle = new double[n];

        y.Clear();
        for (int step = 0; step < steps; step++)
        {
            Slope(x, y, k1);
            for (int i = 0; i < n; i++)
                middle[i] = y[i] + h * k1[i] / 2;
            Slope(x, middle, k2);
            for (int i = 0; i < n; i++)
                middle[i] = y[i] + h * k2[i] / 2;
            Slope(x, middle, k3);
            for (int i = 0; i < n; i++)
                middle[i] = y[i] + h * k3[i];
            Slope(x, middle, k4);
            for (int i = 0; i < n; i++)
                y[i] += h * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
        }
    }

    private static void Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
            slope[i] = x[i] * y[i - 1];
    }

    public static SuiteModule Module { get; } = new(
        "ode",
        SuiteFunction.Of<OdeInput, double[]>("primal", input =>
        {
            double[] y = new double[input.X.Length];
            return () =>
            {
                Primal(input.X, input.S, y);
                return y;
            };
        }),
        SuiteFunction.Of<OdeInput, double[]>("gradient", input =>
        {
            double[] dy = new double[input.X.Length];
            double[] dx = new double[input.X.Length];
            return () =>
            {
                Array.Clear(dy);
                dy[^1] = 1;
                Array.Clear(dx);
                PrimalBackward(input.X, input.S, dy, dx);
                return dx;
            };
        }));
}

/// <param name="X">The coefficients.</param>
/// <param name="S">The number of steps.</param>
public sealed record OdeInput(double[] X, int S);
