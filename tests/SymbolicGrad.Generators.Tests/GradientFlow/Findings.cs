using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>What the analyzer is expected to say of one annotated member.</summary>
internal static class Findings
{
    /// <summary>One finding of the rule and nothing else, on exactly that text.</summary>
    public static void ShouldBeFound(string id, string at, string member)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers("[Differentiable] " + member);
        ShouldBeFound(id, at, compilation, GeneratorHost.AnalyzeFlow(compilation), member);
    }

    /// <inheritdoc cref="ShouldBeFound(string, string, string)"/>
    public static void ShouldBeFound(string id, string at, Compilation compilation, IReadOnlyList<Diagnostic> findings, string code)
    {
        Diagnostic found = findings.ShouldHaveSingleItem(code);
        found.Id.ShouldBe(id);
        compilation.SyntaxTrees.First().GetText().ToString(found.Location.SourceSpan).ShouldBe(at);
    }

    public static void ShouldBeLeftAlone(string member) =>
        GeneratorHost.AnalyzeFlow(GeneratorHost.CompileMembers("[Differentiable] " + member)).Select(found => found.ToString()).ShouldBeEmpty(member);
}
