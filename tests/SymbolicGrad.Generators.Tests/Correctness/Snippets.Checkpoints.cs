namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>[Checkpoint]: recurrences that are run again, block by block.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Checkpoints =>
    [
        new("a library call on memory that changes afterwards, with checkpoints", "x:7 y:7:out", "[Checkpoint] [Differentiable(Reassociate = false)] public static void F(double[] x, Span<double> y) { TensorPrimitives.Cos((ReadOnlySpan<double>)x, y); x[2] *= Math.Sin(1.0); }"),
        new("checkpoint: a scalar recurrence", "x:11", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) h = Math.Tanh(u * h + x[i]); return h; }
            """),
        new("checkpoint: no iteration at all", "x:3 n=0", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x, int n)
            { double h = u; for (int i = 0; i < n; i++) h = Math.Tanh(u * h + x[i]); return h * u; }
            """),
        new("checkpoint: the taped pair", "x:11", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) h = Math.Tanh(u * h + x[i]); return h; }
            """),
        new("checkpoint: two states and an inner loop", "x:7 w:3", """
            [Checkpoint] [Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            { double a = 0.3, b = 0.7; for (int t = 0; t < x.Length; t++) { double s = 0; for (int k = 0; k < w.Length; k++) s += Math.Sin(w[k] * a) * b; b = a * x[t]; a = s; } return a * b; }
            """),
        new("checkpoint: a state vector in place", "x:3 w:3x3 steps=7", """
            [Checkpoint] [Differentiable] public static void F(Span<double> x, ReadOnlySpan2D<double> w, int steps)
            {
                Span<double> z = stackalloc double[3];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < 3; i++) { double s = 0; for (int j = 0; j < 3; j++) s += w[i, j] * x[j]; z[i] = Math.Tanh(s + 0.1 * t); }
                    for (int i = 0; i < 3; i++) x[i] = z[i];
                }
            }
            """),
        new("checkpoint: a state vector in place, taped", "x:3 w:3x3 steps=7", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static void F(Span<double> x, ReadOnlySpan2D<double> w, int steps)
            {
                Span<double> z = stackalloc double[3];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < 3; i++) { double s = 0; for (int j = 0; j < 3; j++) s += w[i, j] * x[j]; z[i] = Math.Tanh(s + 0.1 * t); }
                    for (int i = 0; i < 3; i++) x[i] = z[i];
                }
            }
            """),
        new("checkpoint: a state matrix", "m:2x3 n=8", """
            [Checkpoint] [Differentiable] public static void F(Span2D<double> m, int n)
            { for (int t = 0; t < n; t++) for (int i = 0; i < m.Height; i++) for (int j = 0; j < m.Width; j++) m[i, j] = Math.Sin(m[i, j] + 0.3 * m[i, (j + 1) % m.Width]); }
            """),
        new("checkpoint: a trajectory that stays", "x:9 h:9:out", """
            [Checkpoint] [Differentiable] public static void F(double u, ReadOnlySpan<double> x, Span<double> h)
            { double s = 0.2; for (int t = 0; t < x.Length; t++) { s = Math.Tanh(u * s + x[t]); h[t] = s * s; } }
            """),
        new("checkpoint: a trajectory that the loop reads", "x:9 h:9", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x, Span<double> h)
            { h[0] = u; for (int t = 1; t < x.Length; t++) h[t] = Math.Tanh(h[t - 1] * u + x[t]) * x[t]; return h[x.Length - 1] * u; }
            """),
        new("checkpoint: downwards in steps of two", "x:10", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = x.Length - 1; i >= 1; i -= 2) h = Math.Sin(u * h + x[i] * x[i - 1]); return h; }
            """),
        new("checkpoint: from the third on", "x:10", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static double F(double u, ReadOnlySpan<double> x)
            { double h = x[0]; for (int i = 3; i <= x.Length - 1; i++) h = Math.Sin(u * h + x[i]) * (1 + 0.1 * i); return h; }
            """),
        new("checkpoint: ended by break", "x:12", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { if (i == 7) break; if (x[i] < 0.2) continue; h = Math.Sin(u * h + x[i]); } return h; }
            """),
        new("checkpoint: ended by return", "x:12", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) { h = Math.Sin(u * h + x[i]); if (i == 8) return h * h; } return h; }
            """),
        new("checkpoint: what the loop reads is overwritten behind it", "x:6", """
            [Checkpoint] [Differentiable] public static double F(Span<double> x)
            { double h = 0.1; for (int i = 0; i < x.Length; i++) h = Math.Sin(x[i] * h + x[0]); for (int i = 0; i < x.Length; i++) x[i] = h * x[i] * x[i]; double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; }
            """),
        new("checkpoint: an integer that the loop carries", "x:8", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.4; int k = 1; for (int i = 0; i < x.Length; i++) { h = Math.Sin(u * h + x[k]); k = (k * 3 + 1) % x.Length; } return h; }
            """),
        new("checkpoint: two loops, one of them in a branch", "x:8", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x)
            { double h = 0.4; for (int i = 0; i < x.Length; i++) h = Math.Sin(u * h + x[i]); if (u > -5) for (int i = 0; i < x.Length; i++) h = Math.Cos(h * x[i]) + u; return h; }
            """),
        new("checkpoint: a loop in a loop", "x:6 n=3", """
            [Checkpoint] [Differentiable] public static double F(double u, ReadOnlySpan<double> x, int n)
            { double h = 0.4; for (int k = 0; k < n; k++) for (int i = 0; i < x.Length; i++) h = Math.Sin(u * h + x[i]); return h; }
            """),
        new("checkpoint: nothing to record", "x:6", """
            [Checkpoint] [Differentiable] public static double F(ReadOnlySpan<double> x)
            { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }
            """),
        new("checkpoint: of a type parameter", "x:9", """
            [Checkpoint] [Differentiable] public static T F<T>(T u, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
            { T h = u; for (int i = 0; i < x.Length; i++) h = T.Tanh(u * h + x[i]); return h; }
            """),
        new("checkpoint: trip counts of the block that the reverse asks again", "x:4", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static void F(double u, Span<double> x, out double y)
            { y = u; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x.Length; j++) x[i] /= 2.0 + Math.Cos(u * x[j]); }
            """),
        new("checkpoint: a state by reference", "x:7", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static double F(double u, ref double s, ReadOnlySpan<double> x)
            { double first = s; for (int i = 0; i < x.Length; i++) s = Math.Tanh(u * s + x[i] * first); return s * u; }
            """),
        new("checkpoint: an array of which only an element is read", "x:7 y:5", """
            [Checkpoint] [Differentiable(Derivatives.Taped)] public static double F(double u, Span<double> y, ReadOnlySpan<double> x)
            { double h = u; for (int i = 0; i < x.Length; i++) { h = Math.Tanh(u * h + x[i] * y[i % 2]); y[3] = h * y[2]; } return h + y[3]; }
            """),
    ];
}
