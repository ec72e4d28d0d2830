using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Inputs that are too short for what the method reads of them in any case: said by name, before anything is written.</summary>
public class LengthTests
{
    /// <summary>A sentence, members of Net, and a call that would write 7s over; what is thrown, or the value.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "constant indices", "[Differentiable] public static double F(double[] x) => x[0] * x[3];", "Net.FGradient(new double[3], d.AsSpan(0, 3))", "x.Length is 3, less than 4." },
        {
            "constant indices of a helper",
            "private static double G(ReadOnlySpan<double> v) => v[2] * v[1]; [Differentiable] public static double F(double[] x) => x[0] * G(x.AsSpan(1));",
            "Net.FGradient(new double[3], d.AsSpan(0, 3))", "x.Length is 3, less than 4."
        },
        {
            "constant indices of a slice that moves",
            "[Differentiable] public static double F(double[] x) { ReadOnlySpan<double> s = x; s = s[1..]; double a = s[0]; s = s[1..]; return a * s[1]; }",
            "Net.FGradient(new double[3], d.AsSpan(0, 3))", "x.Length is 3, less than 4."
        },
        { "constant indices of a matrix", "[Differentiable] public static double F(Span2D<double> m) => m[0, 1] * m[2, 0];", "Net.FGradient(new double[2, 2], new Span2D<double>(d, 2, 2))", "m.Height is 2, less than 3." },
        {
            "constant indices beside a loop", "[Differentiable] public static double F(double[] x, double[] y) { double s = y[2]; for (int i = 0; i < x.Length; i++) s *= x[i]; return s; }",
            "Net.FGradient([1.0, 2], [3.0], d.AsSpan(0, 2), d.AsSpan(2, 1))", "y.Length is 1, less than 3."
        },
        { "indices in a branch demand nothing", "[Differentiable] public static double F(double[] x, [NoGradient] double a) => a > 0 ? x[0] : x[5];", "Net.FGradient([3.0], 1, d.AsSpan(0, 1))", "3" },
        { "indices in a loop that need not run demand nothing", "[Differentiable] public static double F(double[] x, int n) { double s = x[0]; for (int i = 0; i < n; i++) s *= x[5]; return s; }", "Net.FGradient([3.0], 0, d.AsSpan(0, 1))", "3" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsChecked(string name, string members, string call, string expected)
    {
        Compilation compilation = GeneratorHost.Complete(GeneratorHost.Compile($$"""
            {{GeneratorHost.Usings}}
            public static partial class Net
            {
                {{members}}
            }

            public static class Program
            {
                public static string Run()
                {
                    double[] d = [7, 7, 7, 7];
                    try
                    {
                        return {{call}}.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    }
                    catch (ArgumentException exception) when (Array.TrueForAll(d, number => number == 7))
                    {
                        return exception.Message;
                    }
                }
            }
            """));
        ((string)GeneratorHost.Run(compilation, "Program", "Run")!).ShouldStartWith(expected, Case.Sensitive, name);
    }
}
