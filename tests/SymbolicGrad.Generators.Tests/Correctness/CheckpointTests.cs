using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>[Checkpoint] over ten thousand steps: the same gradient, memory that grows with √T, one more forward sweep.</summary>
public class CheckpointTests
{
    private const int Steps = 10_000, Root = 100;

    private const string Methods = """
            public static class Count { public static int Evaluations; public static double Tanh(double x) { Evaluations++; return Math.Tanh(x); } }
            public static partial class Net
            {
                [Differentiable(Derivatives.Taped)] public static double Plain(double u, double[] x)
                { double h = 0.1, c = 0.2; for (int t = 0; t < x.Length; t++) { h += 1e-4 * Math.Tanh(u * h + x[t] * c); c -= 1e-4 * h * x[t]; } return h + c; }
                [Checkpoint, Differentiable(Derivatives.Taped)] public static double Kept(double u, double[] x)
                { double h = 0.1, c = 0.2; for (int t = 0; t < x.Length; t++) { h += 1e-4 * Math.Tanh(u * h + x[t] * c); c -= 1e-4 * h * x[t]; } return h + c; }
            }
            public static class Test
            {
                static readonly double[] x = Enumerable.Range(0, 10_000).Select(i => 1.5 + Math.Sin(0.7 * i)).ToArray();
                public static double[] Gradient(bool kept)
                {
                    double[] dx = new double[x.Length];
                    double value = kept ? Net.KeptGradient(0.6, x, out double du, dx) : Net.PlainGradient(0.6, x, out du, dx);
                    return [value, du, .. dx];
                }
                public static double[] Taped()
                {
                    double[] tape = new double[Net.KeptTapeLength(0.6, x)], dx = new double[x.Length];
                    double value = Net.KeptForward(0.6, x, tape), du = 0;
                    Net.KeptBackward(0.6, x, 1, ref du, dx, tape);
                    return [value, du, .. dx];
                }
                public static int[] TapeLengths() => [Net.PlainTapeLength(0.6, x), Net.KeptTapeLength(0.6, x)];
                public static int Evaluations(bool kept) { Count.Evaluations = 0; Gradient(kept); return Count.Evaluations; }
                public static long FirstAllocation()
                {
                    double[] dx = new double[x.Length];
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    Net.KeptGradient(0.6, x, out _, dx);
                    return GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
            """;

    private static readonly Lazy<Compilation> s_compiled = new(() =>
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.Compile("using System.Linq;\n" + GeneratorHost.Usings + Methods));

        // What the generated code evaluates is counted.
        foreach (SyntaxTree tree in complete.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            complete = complete.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(
                tree.ToString().Replace("Math.Tanh(", "Count.Tanh(", StringComparison.Ordinal), GeneratorHost.ParseOptions, tree.FilePath));
        }

        return complete;
    });

    [Fact]
    public void TheGradientIsTheSame()
    {
        double[] plain = (double[])GeneratorHost.Run(s_compiled.Value, "Test", "Gradient", false)!;
        double[] kept = (double[])GeneratorHost.Run(s_compiled.Value, "Test", "Gradient", true)!;
        double[] taped = (double[])GeneratorHost.Run(s_compiled.Value, "Test", "Taped")!;
        plain.Length.ShouldBe(Steps + 2);
        Math.Abs(plain[2]).ShouldBeGreaterThan(1e-6, "the first step has to matter");
        ShouldAgree(kept, plain);
        ShouldAgree(taped, plain);
    }

    private static void ShouldAgree(double[] actual, double[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-13 * Math.Abs(expected[i]), $"number {i}");
        }
    }

    [Fact]
    public void MemoryGrowsWithTheRoot()
    {
        int[] lengths = (int[])GeneratorHost.Run(s_compiled.Value, "Test", "TapeLengths")!;
        lengths[0].ShouldBeGreaterThanOrEqualTo(2 * Steps);
        lengths[1].ShouldBeLessThanOrEqualTo(2 * (Root + 2));

        // What exceeds the stack's share comes from the pool, and the pool has nothing yet.
        ((long)GeneratorHost.Run(s_compiled.Value, "Test", "FirstAllocation")!).ShouldBeLessThan(2 * 8 * 1024);
    }

    [Fact]
    public void EveryStepIsEvaluatedTwice()
    {
        ((int)GeneratorHost.Run(s_compiled.Value, "Test", "Evaluations", false)!).ShouldBe(Steps);
        ((int)GeneratorHost.Run(s_compiled.Value, "Test", "Evaluations", true)!).ShouldBe(2 * Steps);
    }

    [Theory]
    [InlineData("double x = a; while (Math.Abs(x * x - a) > 1e-9) x = 0.5 * (x + a / x); return x;", "nothing bounds")]
    [InlineData("double x = a; for (long i = 0; i < 5; i++) x = Math.Sin(x * a); return x;", "int index")]
    [InlineData("double x = a; for (int i = 0; i < 5; i++) x = Math.Sin(x) * G(x, 3); return x;", "plain method")]
    public void WhatCannotBeCutIsRefused(string body, string advice)
    {
        const string recursion = "[Differentiable] public static double G(double x, int n) => n == 0 ? x : x * G(x, n - 1);";
        Diagnostic refused = GeneratorHost.Analyze(GeneratorHost.CompileMembers(
            $"[Checkpoint, Differentiable] public static double F(double a) {{ {body} }} {recursion}")).ShouldHaveSingleItem();
        refused.Id.ShouldBe("SYG0032");
        refused.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldContain(advice);
    }
}
