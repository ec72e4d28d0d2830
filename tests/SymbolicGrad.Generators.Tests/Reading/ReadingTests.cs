namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>The IR that a method is read as computes what C# computes, in C#'s order of evaluation.</summary>
public class ReadingTests
{
    private const string F = "[Differentiable] public static double F";

    [Theory]
    [InlineData(F + "(double x) { double y; if (x > 0) { if (x > 1) y = x; else return 0; } else y = 2; return y * x; }")]
    [InlineData(F + "(double x) { if (x > 0 && x < 5) return x * x; return x; }")]
    [InlineData(F + "(double x) { if (x < 0 || Math.Sqrt(x) > 1) return 2 * x; return x; }")]
    [InlineData(F + "(double x) { double a = 1, b = x; for (int i = 0; i < 5; i++) (a, b) = (b, a + b); return a; }")]
    [InlineData(F + "(double x) { int i = 0; double y = x * (i++ + i); return y + i; }")]
    [InlineData(F + "(double x) { double y = (x = x + 1) * x; return y - x; }")]
    [InlineData(F + "(double x) { double s = 0; for (int i = 7; i >= 0; i -= 3) s = s * x + i; return s; }")]
    [InlineData(F + "(double x) { double s = 0; for (int i = 0; 5 > i; ++i) for (int j = i; j <= 4; j += 2) s += x / (1 + i + j); return s; }")]
    [InlineData(F + "(double x) { double s = 1; void Grow(double by) { s *= 1 + by * x; } for (int i = 0; i < 3; i++) Grow(i); return s; }")]
    [InlineData(F + "(double x) { G(x, out double y, out double z); return y - z; } static void G(double v, out double a, out double b) { a = v * v; b = v + a; }")]
    [InlineData(F + "(double x) { double a = x; G(ref a); return a * x; } static void G(ref double v) { v *= v; v += 1; }")]
    [InlineData(F + "(double x) => x < 1 ? x < 0 ? -x : x * x : Math.Sqrt(x);")]
    [InlineData(F + "(double x) { Span<double> s = stackalloc double[4]; s[^1] = x; s[0] = s[3] * 2; Span<double> t = s[1..]; t[0] = s[0] + 1; return s[1] * t[2]; }")]
    [InlineData(F + "(double x) { double[] a = { x, 2 * x, 3 }; double s = 0; foreach (double v in a) s += v * v; return s; }")]
    [InlineData(F + "(double x) { const int n = 3; int k = (int)(x * 10); return x * (k % n) + k / n; }")]
    [InlineData(F + "(double x) => Generic(x, 2) + Generic(x * x, 3); static T Generic<T>(T v, int n) where T : IFloatingPointIeee754<T> => v * T.CreateChecked(n) + T.One / v;")]
    [InlineData(F + "(double x) { double[] a = new double[3]; a[0] = x; a[1] += a[0] *= 2; return a[0] + a[1]; }")]
    public void AgreesWithCSharp(string members) => Reading.AgreesWithCSharp(members, [-1.3], [0.0], [0.4], [1.7], [6.0]);

    [Fact]
    public void ReturnedTuplesTakeTheDeclaredTypes() =>
        Reading.AgreesWithCSharp("[Differentiable] public static (double One, double Square) F(double x) => (1, x * x);", [3.0]);

    [Fact]
    public void ArraysAreReadAndWrittenInPlace()
    {
        const string Members = """
            [Differentiable]
            public static double F(Span<double> x, ReadOnlySpan2D<double> w, double[,] m)
            {
                for (int i = 1; i < x.Length; i++) x[i] += x[i - 1] * w[i, 0];
                w.GetRowSpan(1).CopyTo(x);
                double sum = TensorPrimitives.Dot(w.GetRowSpan(0), x[..2]) + TensorPrimitives.Max(x) - TensorPrimitives.Norm(x);
                m[1, 0] *= sum;
                return sum * m[1, 0];
            }
            """;
        Reading.AgreesWithCSharp(Members, [new double[] { 1, -2, 0.5 }, new double[,] { { 1, 2 }, { 0.3, -4 }, { 5, 6 } }, new double[,] { { 1, 2 }, { 3, 4 } }]);
    }
}
