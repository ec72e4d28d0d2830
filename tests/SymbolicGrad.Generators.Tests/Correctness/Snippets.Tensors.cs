namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>TensorPrimitives: what it makes one number of, and what it does element by element, in and out of place.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Tensors =>
    [
        new("TensorPrimitives: sums and norms", "x:5 y:5", """
            [Differentiable] public static double F(double[] x, double[] y) => TensorPrimitives.Dot<double>(x, y) * TensorPrimitives.SumOfMagnitudes<double>(x) + TensorPrimitives.Norm<double>(x) * TensorPrimitives.Distance<double>(x, y) + TensorPrimitives.SumOfSquares<double>(y) * TensorPrimitives.Sum<double>(x);
            """),
        new("TensorPrimitives: averages and angles", "x:5 y:5", """
            [Differentiable] public static double F(double[] x, double[] y) => TensorPrimitives.CosineSimilarity<double>(x, y) + TensorPrimitives.Average<double>(x) * TensorPrimitives.StdDev<double>(y);
            """),
        new("TensorPrimitives: products", "x:5 y:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y) => TensorPrimitives.Product<double>(x) + TensorPrimitives.ProductOfSums<double>(x, y) + 10 * TensorPrimitives.ProductOfDifferences<double>(x, y);
            """),
        new("TensorPrimitives: a product with zeros", "y:3", """
            [Differentiable] public static double F(double[] y) { double[] x = [0, 0.5, 2]; double[] z = new double[3]; TensorPrimitives.Multiply<double>(x, y, z); z[1] += y[0]; return TensorPrimitives.Product<double>(z) + TensorPrimitives.Product<double>(y) * x[2]; }
            """),
        new("TensorPrimitives: extrema", "x:6 y:6", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double s = TensorPrimitives.Max<double>(x) * TensorPrimitives.Min<double>(y) + TensorPrimitives.MaxMagnitude<double>(x) * TensorPrimitives.MinMagnitude<double>(y); return s * x[TensorPrimitives.IndexOfMax<double>(y)] + y[TensorPrimitives.IndexOfMin<double>(x)] * x[TensorPrimitives.IndexOfMaxMagnitude<double>(y)] * y[TensorPrimitives.IndexOfMinMagnitude<double>(y)]; }
            """),
        new("TensorPrimitives: places of extrema, ties and zeros", "x:2", """
            [Differentiable] public static double F(double[] x)
            { double[] y = [1, -3, 3, -3], z = [-0.0, 0, 1e-300, -1e-300]; double s = 0; s += TensorPrimitives.IndexOfMax<double>(y) * x[0]; s = 7 * s + TensorPrimitives.IndexOfMin<double>(y) * x[1]; s = 7 * s + TensorPrimitives.IndexOfMaxMagnitude<double>(y) * x[0]; s = 7 * s + TensorPrimitives.IndexOfMinMagnitude<double>(z) * x[1]; s = 7 * s + TensorPrimitives.IndexOfMax<double>(z) * x[0] + TensorPrimitives.MaxMagnitude<double>(y) * x[1]; return s + TensorPrimitives.IndexOfMax<double>(z.AsSpan(0, 0)) * x[0]; }
            """),
        new("TensorPrimitives: arithmetic out of place", "x:5 y:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y, double a)
            { double[] t = new double[x.Length], z = new double[x.Length]; TensorPrimitives.Add<double>(x, y, t); TensorPrimitives.Multiply<double>(t, a, z); TensorPrimitives.Subtract<double>(a, z, t); TensorPrimitives.Divide<double>(t, 1.5, t); TensorPrimitives.AddMultiply<double>(t, y, x, t); TensorPrimitives.MultiplyAdd<double>(t, a, x, t); TensorPrimitives.FusedMultiplyAdd<double>(t, y, a, t); TensorPrimitives.Negate<double>(t, z); TensorPrimitives.Increment<double>(z, z); return TensorPrimitives.Dot<double>(z, t) * z[1]; }
            """),
        new("TensorPrimitives: in place", "x:5 y:5", """
            [Differentiable(Derivatives.Taped)] public static double F(Span<double> x, double[] y) /* writes x */
            { TensorPrimitives.Multiply(x, y, x); TensorPrimitives.Sin<double>(x, x); TensorPrimitives.Exp<double>(x, x); TensorPrimitives.Divide(1.0, x, x); TensorPrimitives.Decrement<double>(x, x); return TensorPrimitives.Sum<double>(x) * x[0]; }
            """),
        new("TensorPrimitives: powers and roots", "x:4+ y:4+", """
            [Differentiable] public static double F(double[] x, double[] y, double a)
            { double[] t = new double[4], u = new double[4]; TensorPrimitives.Pow<double>(x, y, t); TensorPrimitives.Pow<double>(x, 2.5, u); TensorPrimitives.Add<double>(t, u, t); TensorPrimitives.Pow<double>(1.5, t, t); TensorPrimitives.Sqrt<double>(t, t); TensorPrimitives.Cbrt<double>(t, u); TensorPrimitives.RootN<double>(u, 3, u); TensorPrimitives.ScaleB<double>(u, 2, u); TensorPrimitives.Hypot<double>(u, x, u); TensorPrimitives.Reciprocal<double>(u, t); TensorPrimitives.ReciprocalSqrt<double>(t, t); return TensorPrimitives.Dot<double>(t, u) * a; }
            """),
        new("TensorPrimitives: exponentials and logarithms", "x:4+", """
            [Differentiable] public static double F(double[] x, double a)
            { double[] t = new double[4], u = new double[4]; TensorPrimitives.Exp2<double>(x, t); TensorPrimitives.Exp10<double>(x, u); TensorPrimitives.Add<double>(t, u, t); TensorPrimitives.Log<double>(t, t); TensorPrimitives.Log2<double>(u, u); TensorPrimitives.Add<double>(t, u, t); TensorPrimitives.Log10<double>(t, t); TensorPrimitives.ExpM1<double>(t, u); TensorPrimitives.LogP1<double>(u, u); TensorPrimitives.Exp2M1<double>(u, t); TensorPrimitives.Log2P1<double>(t, t); TensorPrimitives.Exp10M1<double>(t, t); TensorPrimitives.Log10P1<double>(t, t); TensorPrimitives.Log<double>(x, 3.0, u); return TensorPrimitives.Dot<double>(t, u) * a; }
            """),
        new("TensorPrimitives: circles and hyperbolas", "x:4 y:4+", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double[] t = new double[4], u = new double[4]; TensorPrimitives.SinCos<double>(x, t, u); TensorPrimitives.Atan2<double>(t, y, t); TensorPrimitives.Atan2Pi<double>(t, 0.7, t); TensorPrimitives.Atan2<double>(0.3, y, u); TensorPrimitives.Add<double>(t, u, t); TensorPrimitives.Tanh<double>(t, t); TensorPrimitives.Sinh<double>(t, t); TensorPrimitives.Cosh<double>(t, u); TensorPrimitives.Atan<double>(u, u); TensorPrimitives.Asinh<double>(t, t); TensorPrimitives.SinCosPi<double>(t, t, y.AsSpan().ToArray()); TensorPrimitives.Tan<double>(t, t); TensorPrimitives.DegreesToRadians<double>(u, u); return TensorPrimitives.Dot<double>(t, u) + TensorPrimitives.Sum<double>(t); }
            """),
        new("TensorPrimitives: clamping, magnitudes and steps", "x:6 y:6", """
            [Differentiable] public static double F(double[] x, double[] y, double a)
            { double[] t = new double[6], u = new double[6]; TensorPrimitives.Clamp<double>(x, -0.5, 0.4, t); TensorPrimitives.Max<double>(t, y, t); TensorPrimitives.Min<double>(t, 0.9, t); TensorPrimitives.Abs<double>(y, u); TensorPrimitives.CopySign<double>(u, x, u); TensorPrimitives.MaxMagnitude<double>(t, u, t); TensorPrimitives.MinMagnitude<double>(u, 0.35, u); TensorPrimitives.Lerp<double>(t, u, a, t); TensorPrimitives.Multiply<double>(t, 3.0, u); TensorPrimitives.Floor<double>(u, u); TensorPrimitives.Round<double>(u, u); TensorPrimitives.Truncate<double>(u, u); TensorPrimitives.Ceiling<double>(u, u); return TensorPrimitives.Dot<double>(t, u) + TensorPrimitives.SumOfSquares<double>(t); }
            """),
        new("scaling by a constant power of two", "x=0.7", "[Differentiable] public static double F(double x) => Math.ScaleB(x * x, 3) + Math.ScaleB(x, -1) * double.RootN(x, 3);"),
        new("TensorPrimitives: remainders", "x:4+", "[Differentiable] public static double F(double[] x, double a) { double[] t = new double[4]; TensorPrimitives.Multiply<double>(x, 7.3, t); TensorPrimitives.Remainder<double>(t, 1.1, t); TensorPrimitives.Ieee754Remainder<double>(t, a + 0.8, t); return TensorPrimitives.SumOfSquares<double>(t); }"),
        new("TensorPrimitives: sigmoid and softmax", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double a) { double[] t = new double[5]; TensorPrimitives.Sigmoid<double>(x, t); TensorPrimitives.SoftMax<double>(t, t); return TensorPrimitives.Dot<double>(t, x) * a + t[2]; }
            """),
        new("TensorPrimitives: softmax into the beginning of a longer array", "x:4 t:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, Span<double> t) /* writes t */ { TensorPrimitives.SoftMax(x, t[..x.Length]); double s = 0; for (int i = 0; i < t.Length; i++) s += t[i] * t[i] * (i + 1); return s; }
            """),
        new("TensorPrimitives: softmax of arrays whose lengths agree on entry", "x:4 y:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y, double a) /* writes y */ { TensorPrimitives.SoftMax(x, y); y[0] *= a; return TensorPrimitives.Dot<double>(x, y); }
            """),
        new("TensorPrimitives: what is longer than the sources keeps its tail", "x:3 y:3 t:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y, Span<double> t, double a) /* writes t */
            { TensorPrimitives.Multiply(x, y, t); TensorPrimitives.Tanh(t[1..4], t[1..]); TensorPrimitives.MultiplyAdd(x, a, t[3..], t[3..]); double[] u = new double[5]; u[4] = t[1]; u[2] = a; TensorPrimitives.SinCos<double>(x, u, t[2..]); x.AsSpan().CopyTo(u); TensorPrimitives.Negate<double>(x.AsSpan(0, 2), u); double s = 0; for (int i = 0; i < 6; i++) s += t[i] * t[i] * (i + 1) + u[i % 5] * t[5 - i]; return s; }
            """),
        new("TensorPrimitives: signs, questions and conversions", "x:5", """
            [Differentiable] public static double F(double[] x, double a) { int[] s = new int[5]; bool[] n = new bool[5]; float[] f = new float[5]; double[] d = new double[5]; TensorPrimitives.Sign<double>(x, s); TensorPrimitives.IsNegative<double>(x, n); TensorPrimitives.ConvertTruncating<int, double>(s, d); double t = 0; for (int i = 0; i < 5; i++) t += x[i] * s[i] * (n[i] ? a : a * a) * d[i] * x[i]; return t; }
            """),
    ];
}
