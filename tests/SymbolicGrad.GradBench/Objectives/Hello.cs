using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>f(x) = x², and its derivative 2·x.</summary>
public static partial class Hello
{
    [Differentiable]
    public static double Square(double x) => x * x;

    public static SuiteModule Module { get; } = new(
        "hello",
        SuiteFunction.Of<double, double>("square", x => () => Square(x)),
        SuiteFunction.Of<double, double>("double", x => () =>
        {
            SquareGradient(x, out double dx);
            return dx;
        }));
}
