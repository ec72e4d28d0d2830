using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Nested derivatives against results worked out by hand, and declared members in the source.</summary>
public class NestedTests
{
    private static double Run(string members, string expression)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.Compile(
            $"{GeneratorHost.Usings}public static partial class Net\n{{\n{members}\npublic static double Answer() {{ {expression} }}\n}}\n"));
        return (double)GeneratorHost.Run(complete, "Net", "Answer")!;
    }

    [Theory]
    [InlineData("F(x)", "GGradient(x, 1.0, out double d)", "GGradient(double x, double y, out double dy)", "FGradient(3, out double a); return a;")]
    [InlineData("F(x)", "GJvp(x, 1.0, 1.0, out double d)", "GJvp(double x, double y, double ty, out double tResult)", "FGradient(3, out double a); return a;")]
    [InlineData("F(x)", "GGradient(x, 1.0, out double d)", "GGradient(double x, double y, out double dy)", "FJvp(3, 1, out double a); return a;")]
    [InlineData("F(x)", "GJvp(x, 1.0, 1.0, out double d)", "GJvp(double x, double y, double ty, out double tResult)", "FJvp(3, 1, out double a); return a;")]
    public void InnerAndOuterDerivativesAreNotConfused(string outer, string call, string declared, string answer)
    {
        // d/dx (x · d/dy (x·y)|y=1) = d/dx x² = 2x; who confuses the two gets 2x + x or x.
        Run(
            $$"""
            [Differentiable(Derivatives.Jvp)] public static double {{outer.Replace("x", "double x", StringComparison.Ordinal)}} { {{call}}; return x * d; }
            [Differentiable] public static double G([NoGradient] double x, double y) => x * y;
            public static partial double {{declared}};
            """,
            answer).ShouldBe(6);
    }

    [Fact]
    public void TheDerivativeOfADerivativeIsTheSecond() => Run(
        """
        [Differentiable] public static double F(double x) { GGradient(x, out double d); return d; }
        [Differentiable] public static double G(double x) => x * x * x * x;
        public static partial double GGradient(double x, out double dx);
        """,
        "FGradient(2, out double d); return d;").ShouldBe(48);

    [Fact]
    public void ADeclaredMemberIsImplementedUnderItsOwnModifiers()
    {
        var compilation = GeneratorHost.CompileMembers("""
            [Differentiable] internal static double Loss(double w, ReadOnlySpan<double> x) => w * x[0];
            private static partial double LossGradient(double w, ReadOnlySpan<double> x, out double dw, Span<double> dx);
            internal static partial void LossHessian(double w, ReadOnlySpan<double> x, Span<double> hessian);
            """);
        GeneratorHost.Analyze(compilation).ShouldBeEmpty();
        string text = GeneratorHost.Generate(compilation).Single().Value;
        text.ShouldContain("private static partial double LossGradient(");
        text.ShouldContain("internal static partial void LossHessian(");
        text.ShouldContain("internal static void LossBackward(");
        GeneratorHost.Complete(compilation);
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(Span<double> x) => GGradient(x, x); [Differentiable] public static double G(ReadOnlySpan<double> x) => x[0]; public static partial double GGradient(ReadOnlySpan<double> x, Span<double> dx);", "SYG0010", "memory of its own")]
    [InlineData("[Differentiable] public static double F(double x) => GTapeLength(x) * x; [Differentiable] public static double G(double x) => x; public static partial int GTapeLength(double x);", "SYG0003", "taped pair")]
    [InlineData("[Differentiable] public static double F(double x) { G2Gradient(x, out double d); return d; } [Differentiable] public static double G2(double x) { FGradient(x, out double d); return d; } public static partial double FGradient(double x, out double dx); public static partial double G2Gradient(double x, out double dx);", "SYG0008", "its own derivative")]
    [InlineData("[Differentiable(Derivatives.Jvp)] public static double F(double x) => x; public static double FJvp(double x, double tx, out double tResult) => tResult = tx;", "SYG0005", "FJvp")]
    [InlineData("[Differentiable(Derivatives.Hessian)] public static double F(double x) => x; public static double FHessian => 1;", "SYG0005", "FHessian")]
    public void WhatCannotBeNestedOrAddedIsRefused(string members, string id, string advice)
    {
        var diagnostics = GeneratorHost.Analyze(GeneratorHost.CompileMembers(members));
        diagnostics.ShouldNotBeEmpty();
        diagnostics.ShouldAllBe(diagnostic => diagnostic.Id == id && diagnostic.GetMessage(null).Contains(advice));
    }

    [Fact]
    public void AGeneratedMemberThatIsNotDeclaredIsAskedToBe()
    {
        var compilation = GeneratorHost.CompileMembers("""
            [Differentiable] public static double F(double x) { GGradient(x, out double d); return d; }
            [Differentiable] public static double G(double x) => x * x;
            """);
        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        Diagnostic refusal = GeneratorHost.Analyze((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)complete).ShouldHaveSingleItem();
        refusal.Id.ShouldBe("SYG0003");
        refusal.GetMessage(null).ShouldContain("public static partial double GGradient(double x, out double dx);");
    }
}
