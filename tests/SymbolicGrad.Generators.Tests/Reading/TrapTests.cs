namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>Programs that a reader easily takes for others without noticing: read right, or refused where the trap is.</summary>
public class TrapTests
{
    private const string F = "[Differentiable] public static double F";

    private static readonly double[] Vector = [0.5, -1.25, 2, 3.5];

    [Theory]
    [InlineData(F + "(double x) { int n = 5; double t = 0; for (int i = 0; i < n--; ++i) { t += x; } return t; }")]
    [InlineData(F + "(double x) { int n = 5; int Min(int a, int b) => a + b + n; double t = 0; for (int i = 0; i < Min(1, 2); ++i) { t += x; n -= 2; } return t; }")]
    [InlineData(F + "(double x) { G(x, x, out double r); return r; } static void G(double p, double q, out double r) { r = p; p = q + r; q = p * r; r = q; }")]
    [InlineData(F + "(double x) { double a = x; return G(q: a *= 2, p: a += 1); } static double G(double p, double q) => p - 3 * q;")]
    [InlineData(F + "(double x) { double a = x; return G(in a, ref a); } static double G(in double p, ref double q) { q += 1; return p; }")]
    [InlineData(F + "(double x) { double a = x; void H() { a *= 2; } void G(ref double p) { p += 1; H(); p += 3; } G(ref a); return a; }")]
    [InlineData(F + "(double x) { double G(double p, double q) => p - 2 * q; return G(x, G(3, x)); }")]
    [InlineData(F + "(double x) { double a = x, b = 3; G(ref a, ref b); return a * 10 + b; } static void G(ref double p, ref double q) { p = ref q; p += 1; }")]
    [InlineData(F + "(double x) => x * L(9); static T L<T>(T x) where T : IBinaryInteger<T> => T.Log2(x);")]
    public void AScalarFunctionIsReadRightOrRefused(string members) => IsReadRightOrRefused(members, [2.5]);

    [Theory]
    [InlineData(F + "(double x, int s) { double t = 0; for (int i = 5; i < 3; i += s) t += x; return t; }", -1)]
    [InlineData(F + "(double x, int s) { double t = 0; for (int i = 5; i < 3; i += s) t += x; return t; }", 0)]
    [InlineData(F + "(double x, int s) { double t = 0; for (int i = 0; i < 7; i += s) t += x * i; return t; }", 3)]
    public void AStepThatIsNotPositiveIsReadRightOrRefused(string members, int step) => IsReadRightOrRefused(members, [2.5, step]);

    [Theory]
    [InlineData(F + "(Span<double> x) { double G(in double a, Span<double> y) { y[0] = 9; return a; } return G(in x[0], x); }")]
    [InlineData(F + "(Span<double> x) { x.Slice(0, 3).CopyTo(x.Slice(1)); return x[3]; }")]
    [InlineData(F + "(Span<double> x) { x.Slice(1).CopyTo(x.Slice(0, 3)); return x[0] * x[2]; }")]
    [InlineData(F + "(Span<double> x) { Span<double> u = stackalloc double[4], v = stackalloc double[4]; x.CopyTo(u); for (int t = 0; t < 3; t++) { for (int i = 1; i < 3; i++) v[i] = 0.5 * (u[i - 1] + u[i + 1]) * u[i]; for (int i = 1; i < 3; i++) u[i] = v[i]; } return u[1] * u[2] + u[0]; }")]
    [InlineData(F + "(Span<double> x) { int i = 0; x[i++] = x[i] * 2; x[i] += x[i++] * x[i]; return x[0] + x[1] * x[2]; }")]
    [InlineData(F + "(Span<double> x) { (x[0], x[1]) = (x[1], x[0]); int k = 1; (k, x[k]) = (2, x[k] * 3); return x[0] * x[1] + x[k]; }")]
    public void AFunctionOfMemoryIsReadRightOrRefused(string members) => IsReadRightOrRefused(members, [Vector]);

    [Fact]
    public void ALongIndexIsReadRightOrRefused() =>
        IsReadRightOrRefused(F + "(double[] x, long k) { var s = x.AsSpan(1); return x[k] * x[k - 1] + s[0]; }", [Vector, 2L]);

    private static void IsReadRightOrRefused(string members, object[] arguments)
    {
        if (SourceProgram.OfMembers(members).Read().Refusal is { } refusal)
        {
            refusal.Descriptor.Id.ShouldStartWith("SYG0");
            return;
        }

        Reading.AgreesWithCSharp(members, arguments);
    }
}
