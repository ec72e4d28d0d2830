using System.Globalization;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Correctness;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>Every operation that has a form for vectors gives in a vector loop what the method itself gives, special numbers included.</summary>
public class LanewiseTests
{
    private static readonly double[] Numbers =
    [
        0, -0.0, double.Epsilon, -1e-310, 1e-300, -1e-18, 1e-9, -1e-5, 0.001, -0.02, 0.3, -0.49, 0.5, 0.9, -0.99, 1, -1, 1.0000001, 1.5, -2.2, 3, -3.5, 5.9,
        -7, 12.25, -19, 36.7, -39, 88.1, -104, 700.5, -708, 746, -750, 1e5, -3e7, 1e17, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.25, 2,
    ];

    /// <summary>Where the scalar method is the one that is off (relative, absolute), or the tails of the vector function are.</summary>
    private static readonly Dictionary<string, (double Relative, double Absolute)> Tolerances = new()
    {
        // double.ExpM1(x) is Math.Exp(x) − 1 and double.LogP1(x) is Math.Log(x + 1).
        ["ExpM1"] = (2e-15, 2e-16),
        ["LogP1"] = (2e-15, 2e-16),

        // x·Φ in the tail: docs/vector-functions.md states its error.
        ["GeluTanh"] = (1e-12, 1e-15),
    };

    public static TheoryData<string> Names => [.. OperationTable.All.Where(operation => operation.Lanewise is not null && operation.Members.Count > 0).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_give_what_the_method_gives(string name)
    {
        Operation operation = OperationTable.All.Single(candidate => candidate.Name == name);
        string member = operation.Members[0].Replace("Numeric.", "double.", StringComparison.Ordinal);
        string further = string.Concat(Enumerable.Repeat(", z[i]", operation.Arity - 1));
        int count = Numbers.Length;
        string source = $"[Differentiable(Derivatives.Taped)] public static void F(double[] x, double[] z, double[] y) {{ for (int i = 0; i < y.Length; i++) y[i] = {member}(x[i]{further}); }}";
        using CompiledSnippet snippet = new(new Snippet(name, string.Create(CultureInfo.InvariantCulture, $"x:{count} z:{count} y:{count}:out"), source));
        snippet.Generated.ShouldContain(operation.Lanewise!.Replace("<T>", "<double>", StringComparison.Ordinal));

        double[] at = [.. Numbers, .. Numbers.Select((_, i) => 0.25 + i % 5)];
        double[] expected = snippet.Value(at), actual = snippet.Forward!(at);
        for (int i = 0; i < count; i++)
        {
            (double relative, double absolute) = Tolerances.GetValueOrDefault(name, (2e-15, 1e-322));
            bool isSame = expected[i].Equals(actual[i]) || Math.Abs(actual[i] - expected[i]) <= relative * Math.Abs(expected[i]) + absolute;
            isSame.ShouldBeTrue($"{member}({Numbers[i]:R}) is {expected[i]:R}, in a vector {actual[i]:R}");
        }
    }
}
