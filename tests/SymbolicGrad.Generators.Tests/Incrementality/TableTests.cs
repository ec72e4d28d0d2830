using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Correctness;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Incrementality;

/// <summary>The whole correctness table as one project, so that every kind of node is in some model.</summary>
public class TableTests
{
    private static readonly string[] Files = [.. Snippets.All
        .Where(snippet => snippet.IsAlone)
        .Select((snippet, i) => $"{GeneratorHost.Usings}namespace N{i} {{ public static partial class Net\n{{\n{snippet.Source}\nstatic int Unrelated() => 5; }} }}")];

    private static readonly string[] StepNames = [SymbolicGradGenerator.Steps.Read, SymbolicGradGenerator.Steps.Emit];

    /// <summary>What is replaced, in the last file that has it, and by what; the last is in a file of its own.</summary>
    public static TheoryData<string, string> Edits => new()
    {
        { "Unrelated() => 5;", "Unrelated() => 6;" },
        { "Unrelated() => 5;", "Unrelated() => 5; static int Another(int i) => i;" },
        { "using System.Numerics;", "using System.Numerics; using System.Text;" },
        { "class Other", "class Others" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void AnUnrelatedEditLeavesEveryStep(string replaced, string by)
    {
        CSharpCompilation compilation = GeneratorHost.Compile([.. Files, "class Other { int A; }"]);
        GeneratorDriver driver = GeneratorHost.Driver().RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees.Last(tree => tree.ToString().Contains(replaced, StringComparison.Ordinal));
        string edited = old.ToString().Replace(replaced, by, StringComparison.Ordinal);
        GeneratorRunResult result = driver
            .RunGenerators(compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(edited, GeneratorHost.ParseOptions, old.FilePath)))
            .GetRunResult().Results.Single();
        foreach (string step in StepNames)
        {
            IncrementalStepRunReason[] reasons = [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];
            reasons.Length.ShouldBeGreaterThanOrEqualTo(Files.Length);
            reasons.ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        }
    }

    [Fact]
    public void TheSameTextEveryTimeAndInEveryOrder()
    {
        IReadOnlyDictionary<string, string> first = GeneratorHost.Generate(GeneratorHost.Compile(Files));
        IReadOnlyDictionary<string, string> second = GeneratorHost.Generate(GeneratorHost.Compile([.. Files.Reverse()]));
        first.Count.ShouldBeGreaterThanOrEqualTo(Files.Length);
        second.OrderBy(file => file.Key, StringComparer.Ordinal).ShouldBe(first.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void EqualSourcesGiveEqualModels()
    {
        object[] first = Models(), second = Models();
        first.Length.ShouldBeGreaterThanOrEqualTo(Files.Length);
        second.ShouldBe(first);
        second.Select(model => model.GetHashCode()).ShouldBe(first.Select(model => model.GetHashCode()));

        // Distinct programs are told apart; equality is not trivial.
        first.Distinct().Count().ShouldBe(first.Length);
    }

    private static object[] Models() => [.. GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(Files)).GetRunResult().Results.Single()
        .TrackedSteps[SymbolicGradGenerator.Steps.Read].SelectMany(run => run.Outputs).Select(output => output.Value)];
}
