using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// What vectors and reordered sums make of a loop gives what the loop gives in the user's order (<c>Reassociate = false</c>), at lengths
/// around those of vectors, with elements that are equal, infinite, or no numbers.
/// </summary>
public class VectorEdgeTests
{
    /// <summary>A sentence, the shortest length, and members of a class, of which F has the attribute <c>[Differentiable]</c>.</summary>
    public static TheoryData<string, int, string> Programs => new()
    {
        {
            "a log-sum-exp", 1,
            "[Differentiable] public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); return Math.Log(s) + m; }"
        },
        {
            "a scaled soft minimum", 1,
            "[Differentiable] public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Min(m, x[i]); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(m - x[i]); return 3 * (m - Math.Log(s)); }"
        },
        {
            "a log-sum-exp above its maximum", 1,
            "[Differentiable] public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); return Math.Log(s) + 2 * m; }"
        },
        {
            "a largest element", 1,
            "[Differentiable] public static double F(double[] x) { double m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); return m * m; }"
        },
        {
            "a largest and a smallest function of an element", 0,
            "[Differentiable] public static double F(double[] x) { double m = 0.25, l = 0.25; for (int i = 0; i < x.Length; i++) { m = Math.Max(m, x[i] * x[i]); l = Math.Min(l, 2 * x[i]); } return m * l; }"
        },
        {
            "neighbours", 0,
            "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i + 1 < x.Length; i++) { double a = x[i + 1] - x[i] * x[i], b = 1 - x[i]; s += 100 * a * a + b * b; } return s; }"
        },
        {
            "neighbours on both sides", 0,
            "[Differentiable] public static double F(double[] x) { double s = 0; for (int i = 1; i < x.Length - 1; i++) { double d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d * x[i]; } return s; }"
        },
        {
            "powers", 0,
            "[Differentiable] public static double F(double[] x) { double s = 0; for (int k = 0; k < 3; k++) { double t = 0.5 - 0.25 * k, p = 1, r = 1; for (int i = 0; i < x.Length; i++) { r -= x[i] * p; p *= t; } s += r * r; } return s; }"
        },
        {
            "powers from one end of the range to the other", 0,
            "[Differentiable] public static double F(double[] x) { double p = 1e300, q = 1e-300, r = 1; for (int i = 0; i < x.Length; i++) { r += x[i] * Math.Min(p, 1); p *= 1e-50; } for (int i = 0; i < x.Length; i++) { r += x[i] * Math.Min(q, 1); q *= 1e50; } return r * r; }"
        },
        {
            "sums and exponentials", 0,
            "[Differentiable] public static double F(double[] x) { double s = 0, q = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; q -= Math.Tanh(x[i]); } return s * q; }"
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void AgreesWithTheUsersOrder(string name, int shortest, string members)
    {
        Compilation compilation = GeneratorHost.Complete(GeneratorHost.Compile($$"""
            {{GeneratorHost.Usings}}
            public static partial class Fast { {{members}} }
            public static partial class Exact { {{members.Replace("[Differentiable]", "[Differentiable(Reassociate = false)]", StringComparison.Ordinal)}} }
            public static class Program
            {
                public static string Run()
                {
                    for (int length = {{shortest}}; length < 40; length++)
                    {
                        for (int kind = 0; kind < 6; kind++)
                        {
                            if (Difference(Numbers(length, kind)) is { } difference)
                                return $"length {length}, kind {kind}: {difference}";
                        }
                    }

                    return "";
                }

                private static double[] Numbers(int length, int kind)
                {
                    Random random = new(7 * length + kind);
                    double[] x = new double[length];
                    for (int i = 0; i < length; i++)
                        x[i] = kind is 1 or 2 ? random.Next(kind + 1) * 0.75 - 0.5 : 2 * random.NextDouble() - 1;
                    if (length > 0 && kind > 2)
                        x[random.Next(length)] = kind == 3 ? double.NaN : kind == 4 ? double.PositiveInfinity : double.NegativeInfinity;
                    return x;
                }

                private static string? Difference(double[] x)
                {
                    double[] fast = new double[x.Length], exact = new double[x.Length], from = new double[x.Length];
                    Array.Fill(fast, 7);
                    double value = Fast.FGradient(x, fast), expected = Exact.FGradient(x, exact);
                    if (!AreClose(value, expected) || !AreClose(Fast.F(x), expected))
                        return $"{value} instead of {expected}";
                    Fast.FBackward(x, 1, from);
                    for (int i = 0; i < x.Length; i++)
                    {
                        if (!AreClose(fast[i], exact[i]) || !AreClose(from[i], exact[i]))
                            return $"{fast[i]} and {from[i]} instead of {exact[i]} at {i} of {string.Join(", ", x)}";
                    }

                    return null;
                }

                private static bool AreClose(double left, double right) =>
                    left.Equals(right) || Math.Abs(left - right) <= 1e-12 * (1 + Math.Abs(right));
            }
            """));
        ((string)GeneratorHost.Run(compilation, "Program", "Run")!).ShouldBe("", name);
    }
}
