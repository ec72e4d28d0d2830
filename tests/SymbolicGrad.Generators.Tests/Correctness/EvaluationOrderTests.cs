using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Assignments inside expressions happen in C#'s order and once; the values are worked out by hand at x = 3.</summary>
public class EvaluationOrderTests
{
    [Theory]
    [InlineData("double a = x; return a + (a = a * a) * a;", 84, 109)] // x + x⁴
    [InlineData("double[] t = new double[3]; int i = 0; t[i++] = i * x; t[i] += t[i] = 2 * x; return t[0] * t[1];", 18, 12)] // x · 2x
    [InlineData("double b, c; b = c = x * x; return b++ * c + --c;", 89, 114)] // x⁴ + x² − 1
    [InlineData("double r = x; ref double q = ref r; q *= r; return q - r + r * (q = 2 * x);", 54, 54)] // x² · 2x
    [InlineData("int i = 0; double s = (i++ == 0 ? x : 1) switch { > 100 => 0, var v when v + i > 0 => v * v * i, _ => 5 }; return s * i;", 9, 6)] // x²
    [InlineData("(double p, double q) = (x, x * x); (p, q) = (q, p * q); return p - q;", -18, -21)] // x² − x³
    [InlineData("double[] t = [x, 2]; double[] u = t[..]; t[0] *= t[1]; return u[0] * t[0];", 18, 12)] // x · 2x
    [InlineData("double[] t = [x, 2 * x]; int k = 0; ref double r = ref t[k++]; r += t[k]; k = 1; r *= t[k]; return t[0];", 54, 36)] // (x + 2x) · 2x
    [InlineData("byte n = 250; n += 10; uint m = 1u << 33; return x * n * m;", 24, 8)] // 4 · 2 · x
    public void IsAsInCSharp(string body, double value, double derivative)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.CompileMembers(
            $"[Differentiable] public static double F(double x) {{ {body} }} public static double[] Call() {{ double v = FGradient(3, out double d); return [F(3), v, d]; }}"));
        ((double[])GeneratorHost.Run(complete, "Net", "Call")!).ShouldBe([value, value, derivative]);
    }
}
