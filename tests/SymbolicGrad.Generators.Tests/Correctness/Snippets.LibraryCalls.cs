namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Without Reassociate, library functions that round in a way of their own stay calls, with the derivatives of the loops that they stand for.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> LibraryCalls =>
    [
        new("bit for bit: functions out of place and in place", "x:9", """
            [Differentiable(Derivatives.Taped, Reassociate = false)] public static double F(double[] x, double a) { double[] t = new double[x.Length]; TensorPrimitives.Tanh<double>(x, t); TensorPrimitives.Multiply<double>(t, a, t); TensorPrimitives.Sin<double>(t, t); TensorPrimitives.Sigmoid<double>(t, t); double s = 0; for (int i = 0; i < t.Length; i++) s = s * 0.5 + t[i] * t[i]; return s; }
            """),
        new("bit for bit: sums", "x:11 y:11", """
            [Differentiable(Derivatives.Taped, Reassociate = false)] public static double F(double[] x, ReadOnlySpan<double> y) => TensorPrimitives.Dot<double>(x, y) * TensorPrimitives.Norm(y) + TensorPrimitives.Sum(y[2..9]) * TensorPrimitives.StdDev<double>(x) + TensorPrimitives.Distance<double>(x, y) + TensorPrimitives.CosineSimilarity<double>(x, y) - TensorPrimitives.Product(y[..4]) + TensorPrimitives.Average<double>(x);
            """),
        new("bit for bit: softmax of rows", "w:3x5 y:3x5", """
            [Differentiable(Derivatives.Taped, Reassociate = false)] public static void F(ReadOnlySpan2D<double> w, Span2D<double> y) /* writes y */ { for (int i = 0; i < w.Height; i++) { TensorPrimitives.SoftMax(w.GetRowSpan(i), y.GetRowSpan(i)[..w.Width]); for (int j = 0; j < w.Width; j++) y[i, j] *= w[i, j]; } }
            """),
        new("bit for bit: a recurrence of vectors", "x:6 h:6", """
            [Differentiable(Derivatives.Taped, Reassociate = false)] public static double F(double[] x, Span<double> h) /* writes h */ { double s = 0; for (int t = 0; t < 4; t++) { TensorPrimitives.Multiply(h, x, h); TensorPrimitives.Tanh<double>(h, h); s += TensorPrimitives.Dot<double>(h, x) * TensorPrimitives.SumOfSquares<double>(h); } return s; }
            """),
        new("bit for bit: a branch on a library's sum", "x:6", """
            [Differentiable(Reassociate = false)] public static double F(double[] x) { double[] t = new double[8]; t[7] = x[0]; if (TensorPrimitives.Sum<double>(x) > -100) TensorPrimitives.Exp<double>(x, t); else TensorPrimitives.Cos<double>(x, t); double n = 0; while (n < 3) n += 1 + Math.Abs(TensorPrimitives.Sum<double>(t)); return n * t[5] + t[7]; }
            """),
        new("bit for bit: powers with a number, and roots", "x:5+ y:5+", """
            [Differentiable(Derivatives.Taped, Reassociate = false)] public static double F(double[] x, double[] y, double a) { double[] t = new double[5], u = new double[7]; TensorPrimitives.Pow<double>(x, a + 2, t); TensorPrimitives.RootN<double>(y, 3, u.AsSpan(1)); TensorPrimitives.Atan2<double>(t, u.AsSpan(1, 5), t); TensorPrimitives.SinCos<double>(t, u, t); return t[1] * u[4] + TensorPrimitives.Sum<double>(t); }
            """),
        new("bit for bit: functions in helpers, generic", "x:5", """
            private static T Twice<T>(ReadOnlySpan<T> v, Span<T> to) where T : IFloatingPointIeee754<T> { TensorPrimitives.Cosh(v, to); TensorPrimitives.LogP1<T>(to, to); return TensorPrimitives.SumOfMagnitudes<T>(to); }
            [Differentiable(Reassociate = false)] public static T F<T>(T[] x) where T : IFloatingPointIeee754<T> { T[] t = new T[x.Length]; return Twice<T>(x, t) * t[2]; }
            """) { TypeArguments = "<double>" },
        new("bit for bit: float", "x:19", """
            [Differentiable(Reassociate = false)] public static float F(float[] x) { float[] t = new float[x.Length]; TensorPrimitives.Exp<float>(x, t); return TensorPrimitives.Dot<float>(x, t); }
            """) { IsSingle = true },
        new("bit for bit: a call in a loop whose end nobody knows", "x:3 t:3", """
            [Differentiable(Reassociate = false)] public static double F(double u, ReadOnlySpan<double> x, Span<double> t) /* writes t */ { double s = u; while (s < 3) { TensorPrimitives.Multiply(x, s, t); TensorPrimitives.Tanh(t, t); s += 1 + t[0] * t[1]; } return s * t[2]; }
            """),
    ];
}
