using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Correctness;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Robustness;

/// <summary>The programs of the correctness table, with tokens deleted or exchanged: whatever is half typed, nothing throws and what is generated parses.</summary>
public class ProgramMutationTests
{
    // Counted, not timed: the same programs on every machine. Larger numbers, by hand, find rarer cases.
    private const int Mutants = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NothingThrows(int seed)
    {
        Random random = new(seed);
        Snippet[] programs = [.. Snippets.All.Where(snippet => snippet.IsAlone)];
        for (int i = 0; i < Mutants; i++)
        {
            string source = Mutate(programs[random.Next(programs.Length)].Source, random);
            CSharpCompilation compilation = GeneratorHost.CompileMembers(source);
            foreach (string text in Generate(compilation, source))
            {
                CSharpSyntaxTree.ParseText(text, GeneratorHost.ParseOptions).GetDiagnostics().ShouldBeEmpty(source + "\n" + text);
            }

            GeneratorHost.Analyze(compilation).ShouldNotContain(diagnostic => diagnostic.Id == "AD0001", source);
        }
    }

    /// <summary>A mutation that still compiles is a program like any other: differentiated or refused, but not both and not neither.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void WhatCompilesIsDifferentiatedOrRefused(int seed)
    {
        Random random = new(seed);
        Snippet[] programs = [.. Snippets.All.Where(snippet => snippet.IsAlone && snippet.Source.Split("[Differentiable").Length == 2)];
        int compiled = 0;
        for (int i = 0; i < Mutants; i++)
        {
            string source = Mutate(programs[random.Next(programs.Length)].Source, random);
            CSharpCompilation compilation = GeneratorHost.CompileMembers(source);
            if (!source.Contains("[Differentiable", StringComparison.Ordinal) || compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                continue;
            }

            compiled++;
            int refusals = GeneratorHost.Analyze(compilation).Length, files = Generate(compilation, source).Count();
            (refusals + files).ShouldBe(1, source);
            if (files == 1)
            {
                Should.NotThrow(() => GeneratorHost.Complete(compilation), source);
            }
        }

        compiled.ShouldBeGreaterThan(10);
    }

    private static IEnumerable<string> Generate(CSharpCompilation compilation, string source)
    {
        GeneratorRunResult result = GeneratorHost.Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        result.Exception.ShouldBeNull($"{source}\n{result.Exception}");
        return result.GeneratedSources.Select(file => file.SourceText.ToString());
    }

    internal static string Mutate(string source, Random random)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source, GeneratorHost.ParseOptions).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        SyntaxToken one = tokens[random.Next(tokens.Length)], other = tokens[random.Next(tokens.Length)];
        return random.Next(3) switch
        {
            0 => source.Remove(one.SpanStart, one.Span.Length),

            // Of a kind, so that many of them still compile.
            1 when tokens.Where(token => token.IsKind(one.Kind())).ToArray() is { } alike =>
                source.Remove(one.SpanStart, one.Span.Length).Insert(one.SpanStart, alike[random.Next(alike.Length)].Text),
            _ => source.Remove(one.SpanStart, one.Span.Length).Insert(one.SpanStart, other.Text),
        };
    }
}
