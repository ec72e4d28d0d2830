namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Shares of a sum, whose total is known without adding them up.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Shares =>
    [
        new("a log-sum-exp below its maximum", "x:19", "[Differentiable(Derivatives.Taped | Derivatives.Hvp | Derivatives.Hessian)] public static double F(ReadOnlySpan<double> x) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); return Math.Log(s) + m; }"),
        new("a log-sum-exp below any number", "x:19", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - c); return 3 * Math.Log(s) + c * c; }"),
        new("a log-sum-exp of each row", "x:4x7", "[Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan2D<double> x, double c) { double l = 0; for (int n = 0; n < x.Height; n++) { double m = x[n, 0]; for (int i = 1; i < x.Width; i++) m = Math.Max(m, x[n, i]); double s = 0; for (int i = 0; i < x.Width; i++) s += Math.Exp(x[n, i] - m); l += c * (Math.Log(s) + m) - x[n, n]; } return l * l; }"),
        new("a log-sum-exp that begins above 0", "x:19", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0.5; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - c); return Math.Log(s) + c; }"),
        new("a share with a weight of its own", "x:19 w:19", "[Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, double c) { double s = 0; for (int i = 0; i < x.Length; i++) s += w[i] * Math.Exp(x[i] - c); return Math.Log(s) + c; }"),
        new("a sum over other elements than the share's", "x:19", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0, q = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - c); for (int i = 0; i < x.Length - 1; i++) q += Math.Exp(x[i] - c) / s; return q + c; }"),
        new("a sum that some iterations leave out", "x:19", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(x[i] - c); if (x[i] > 0.5) s += e; } return Math.Log(s) + c * s; }"),
        new("an average relative to any number", "x:19+", "[Differentiable] public static double F(ReadOnlySpan<double> x, double c) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * (1 + c * c); return Math.Sqrt(s); }"),
    ];
}
