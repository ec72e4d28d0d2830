namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Loops that read, and in reverse add to, neighbouring elements.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Stencils =>
    [
        new("a neighbour as long as there is one", "x:23", "[Differentiable(Derivatives.Taped | Derivatives.Hvp)] public static double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i + 1 < x.Length; i++) { double a = x[i + 1] - x[i] * x[i], b = 1 - x[i]; s += 100 * a * a + b * b; } return s; }"),
        new("a neighbour as long as there is one, said the other way round", "x:23", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; x.Length > i + 2; i += 1) s += x[i + 2] * x[i] * x[i]; return s; }"),
        new("a neighbour in a vector of two", "x:2", "[Differentiable] public static double F(double[] x) { double s = 1; for (int i = 0; i + 1 < x.Length; i++) s += x[i + 1] * x[i] * x[i]; return s; }"),
        new("neighbours on both sides", "x:23 w:23", "[Differentiable] public static double F(double[] x, double[] w) { double s = 0; for (int i = 1; i < x.Length - 1; i++) { double d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d * w[i]; } return s; }"),
        new("a neighbour before the first in a vector too short for it", "x:1 w:1", "[Differentiable] public static double F(double[] x, [NoGradient] double[] w) { double s = x[0]; for (int i = 0; i + 1 < x.Length; i++) s += w[i - 1] * Math.Sin(x[i] - x[i + 1]); return s; }"),
        new("neighbours on both sides of one element", "x:3 w:3", "[Differentiable] public static double F(double[] x, double[] w) { double s = 0; for (int i = 1; i < x.Length - 1; i++) { double d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d * w[i]; } return s; }"),
        new("neighbours on both sides in a vector of four", "x:4 w:4", "[Differentiable] public static double F(double[] x, double[] w) { double s = 0; for (int i = 1; i < x.Length - 1; i++) { double d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d * w[i]; } return s; }"),
        new("neighbours that are some elements away", "x:29", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 2; i < 21; i++) s += x[i - 1] * x[i + 2] * x[i] + x[i] * x[i + 2]; return s; }"),
        new("neighbours in rows of a matrix", "x:4x13", "[Differentiable] public static double F(double[,] x) { double s = 0; for (int r = 0; r < 4; r++) for (int i = 0; i < x.GetLength(1) - 1; i++) s += x[r, i] * x[r, i] * x[r, i + 1]; return s; }"),
        new("neighbours above and below", "x:6x13", "[Differentiable] public static double F(double[,] x) { double s = 0; for (int r = 1; r < 5; r++) for (int i = 1; i < x.GetLength(1) - 1; i++) { double d = x[r, i - 1] + x[r, i + 1] + x[r - 1, i] + x[r + 1, i] - 4 * x[r, i]; s += d * d * d; } return s; }"),
        new("neighbours that take an exponential", "x:23", "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length - 1; i++) s += Math.Exp(x[i] * x[i + 1]) * x[i]; return s; }"),
        new("two outputs beside a stencil", "x:23 y:23:out", "[Differentiable] public static double F(double[] x, double[] y) { double s = 0, q = 1; y[22] = 0; for (int i = 0; i < x.Length - 1; i++) { double d = x[i + 1] - x[i]; s += d * d; q -= d * x[i]; y[i] = d * d * d; } return s * q; }"),
        new("neighbours of a type parameter", "x:23", "[Differentiable] public static T F<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> { T s = T.Zero; for (int i = 0; i + 1 < x.Length; i++) { T d = x[i + 1] - x[i] * x[i]; s += d * d; } return s; }") { TypeArguments = "<double>" },
    ];
}
