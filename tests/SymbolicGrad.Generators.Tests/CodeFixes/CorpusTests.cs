using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.GradientFlow;
using SymbolicGrad.Generators.Tests.Support;
using Xunit.Abstractions;

namespace SymbolicGrad.Generators.Tests.CodeFixes;

/// <summary>All fixes on all faulty rows of the analyzers' tests, whose authors did not think of fixes: what is offered can be applied, compiles, and mends.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private const string Undocumented = "CS1591";

    private static readonly Type[] Families = [typeof(FlowTests), typeof(NumericalHazardTests), typeof(StackedActivationTests)];

    [Fact]
    public async Task What_is_offered_compiles_and_mends()
    {
        int offered = 0, without = 0;
        List<string> problems = [];
        foreach (string member in Members().Distinct(StringComparer.Ordinal))
        {
            CSharpCompilation compilation = GeneratorHost.CompileMembers("[Differentiable] " + member);
            using FixHost host = new(compilation);
            foreach (Diagnostic found in await host.FindAsync())
            {
                IReadOnlyList<CodeAction> offers = await host.OffersAsync(found);
                without += offers.Count == 0 ? 1 : 0;
                foreach (CodeAction offer in offers)
                {
                    offered++;
                    if (await ProblemOf(offer, found, host) is { } problem)
                    {
                        problems.Add($"{found.Id} {offer.Title}: {member}\n    {problem}");
                    }
                }
            }
        }

        output.WriteLine($"{offered} fixes applied; {without} findings without a fix");
        problems.ShouldBeEmpty();
        offered.ShouldBeGreaterThan(100);
    }

    private static async Task<string?> ProblemOf(CodeAction offer, Diagnostic found, FixHost host)
    {
        CSharpCompilation after = GeneratorHost.Compile(await host.ApplyAsync(offer));
        Diagnostic? error = after.GetDiagnostics().FirstOrDefault(said => said.Severity >= DiagnosticSeverity.Warning && said.Id != Undocumented);
        if (error is not null)
        {
            return $"{error.GetMessage(null)}\n{after.SyntaxTrees[0]}";
        }

        int before = (await host.FindAsync()).Count(other => other.Id == found.Id);
        int left = GeneratorHost.AnalyzeFlow(after).Count(other => other.Id == found.Id);
        return left < before ? GeneratorHost.Analyze(after).FirstOrDefault()?.GetMessage(null) : $"found again\n{after.SyntaxTrees[0]}";
    }

    private static IEnumerable<string> Members() =>
        from family in Families
        from test in family.GetMethods()
        from row in test.GetCustomAttributes<Xunit.InlineDataAttribute>()
        let values = row.GetData(test).Single()
        where values is [string id, _, ..] && id.StartsWith("SYG", StringComparison.Ordinal)
        from value in values.OfType<string>()
        where value.Contains(" F(", StringComparison.Ordinal) || value.Contains(" F<T>(", StringComparison.Ordinal)
        select value;
}
