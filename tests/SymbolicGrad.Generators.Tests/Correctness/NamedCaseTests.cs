using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Gradients worked out by hand, at points where the usual mistakes show.</summary>
public class NamedCaseTests
{
    private static readonly Dictionary<string, NamedCase> Table = NamedCases.All.ToDictionary(named => named.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void HasTheGradientWorkedOutByHand(string name)
    {
        NamedCase named = Table[name];
        string function = $"[Differentiable] public static double F{named.Function}{(named.Function.EndsWith('}') ? "" : ";")}";
        Compilation compiled = GeneratorHost.Complete(GeneratorHost.CompileMembers($$"""
            {{function}}
            public static double[] Check()
            {
                double g0 = 7, g1 = 7;
                double[] g = { 7, 7, 7 };
                double value = FGradient{{named.Call}};
                return {{(named.Call.Contains("out g1", StringComparison.Ordinal) ? "new[] { value, g0, g1 }" : named.Call.Contains("out g0", StringComparison.Ordinal) ? "new[] { value, g0 }" : "new[] { value, g[0], g[1], g[2] }")}};
            }
            """));
        double[] result = (double[])GeneratorHost.Run(compiled, "Net", "Check")!;
        result.Length.ShouldBe(named.Expected.Length);
        for (int i = 0; i < result.Length; i++)
        {
            result[i].ShouldBe(named.Expected[i], 1e-12, $"{named.Worked}\n{string.Join(", ", result)}\n{compiled.SyntaxTrees.Last()}");
        }
    }
}
