using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>What stands around an annotated method: names, namespaces, other members. What is generated beside it compiles.</summary>
public class SurroundingsTests
{
    [Theory]
    [InlineData("static partial class C<T> { [Differentiable] static double F(double x) => x * x; } static partial class C_1 { [Differentiable] static double F(double x) => x; }", 2)]
    [InlineData("static partial class C { [Differentiable] static double F(double x) => x * x; [Differentiable] static double F(float y, double x) => x; [Differentiable] static double F_1(double x) => x; }", 3)]
    [InlineData("namespace A.B { static partial class C { [Differentiable] static double F(double x) => x; } } namespace D { static partial class C { [Differentiable] static double F(double x) => x; } }", 2)]
    [InlineData("namespace @namespace.@int { public static partial class @class<@in> { [Differentiable] public static double @event(double @double, double @out) => @double * @out; } }", 1)]
    [InlineData("static partial class C { static class Math { } [Differentiable] static double F(double x) => System.Math.Sin(x); }", 1)]
    [InlineData("namespace Q { static partial class C { [Differentiable] static double F(ReadOnlySpan<double> x) => System.Math.Sin(x[0]); } } namespace Q.Math { class C { } }", 1)]
    [InlineData("static partial class C { [Differentiable] internal static partial double F(double x); internal static partial double F(double x) => x * x; }", 1)]
    [InlineData("static partial class C { internal static partial double F(double x); [Differentiable] internal static partial double F(double x) => x * x; }", 1)]
    public void WhatIsGeneratedCompiles(string source, int files)
    {
        CSharpCompilation written = GeneratorHost.Compile(GeneratorHost.Usings + source);
        GeneratorHost.Analyze(written).ShouldBeEmpty();
        GeneratorHost.Generate(written).Count.ShouldBe(files);
        GeneratorHost.Complete(written).GetDiagnostics().ShouldNotContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void NamesThatTheProjectImportsEverywhereDoNotCompete()
    {
        CSharpCompilation written = GeneratorHost.Compile(
            "global using Other;\n" + GeneratorHost.Usings
            + "namespace Other { public static class Math { } public static class Span<T> { } }"
            + "namespace Q { static partial class P { [Differentiable] static double F(ReadOnlySpan<double> x) => System.Math.Sin(x[0]); } }");
        GeneratorHost.Generate(written).ShouldHaveSingleItem();
        GeneratorHost.Complete(written).GetDiagnostics().ShouldNotContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("static partial class C { [Differentiable] static double F(double x) => x * x; static double FGradient(double x, out double dx) { dx = 0; return x; } }", "'FGradient'")]
    [InlineData("static partial class C { [Differentiable] static double F(double x) => x * x; static int FBackward; }", "'FBackward'")]
    [InlineData("static partial class C { [Differentiable] static double F(double x) => x * x; static double FForward(double x) { [Differentiable] static double G(double y) => y; return G(x); } }", "'G'")]
    public void WhatCannotStandBesideItIsRefused(string source, string named)
    {
        CSharpCompilation written = GeneratorHost.Compile(GeneratorHost.Usings + source);
        Diagnostic refusal = GeneratorHost.Analyze(written).ShouldHaveSingleItem();
        refusal.Id.ShouldBe("SYG0005");
        refusal.GetMessage(null).ShouldContain(named);
    }

    [Fact]
    public void TheSameStemTwiceIsRefusedTwice()
    {
        CSharpCompilation written = GeneratorHost.Compile(
            GeneratorHost.Usings + "static partial class C { [Differentiable] static double F(double x) => x * x; [Differentiable] static double FForward(double x) => x; }");
        GeneratorHost.Analyze(written).Select(refusal => refusal.Id).ShouldBe(["SYG0005", "SYG0005"]);
        GeneratorHost.Generate(written).ShouldBeEmpty();
    }

    /// <summary>The analyzers see the generated members too, which are no obstacle to themselves.</summary>
    [Fact]
    public void GeneratedMembersAreNoObstacle()
    {
        CSharpCompilation written = GeneratorHost.Compile(GeneratorHost.Usings + "static partial class C { [Differentiable] static double F(double x) => x * x; }");
        GeneratorHost.Analyze((CSharpCompilation)GeneratorHost.Complete(written)).ShouldBeEmpty();
    }
}
