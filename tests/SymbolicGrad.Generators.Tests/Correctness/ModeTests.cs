namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// Every row of the table in forward mode and differentiated twice. The modes are held against each other: ⟨u, Jv⟩ is
/// ⟨Jᵀu, v⟩, a Jacobian's columns are forward and its rows reverse mode, and second derivatives are those of the gradient.
/// </summary>
public class ModeTests
{
    private static readonly Dictionary<string, Snippet> Table = Snippets.All.ToDictionary(snippet => snippet.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Table.Keys.Except(Snippets.WithCalls.Select(snippet => snippet.Name))];

    public static TheoryData<string> NamesWithCalls => [.. Snippets.WithCalls.Select(snippet => snippet.Name)];

    /// <summary>What a callee's forward mode would be is not known to its caller: said at the call.</summary>
    [Theory]
    [MemberData(nameof(NamesWithCalls))]
    public void ModesThroughCallsAreRefused(string name) =>
        Should.Throw<ShouldAssertException>(() => CompiledSnippet.InAllModes(Table[name])).Message.ShouldContain("SYG0031");

    [Theory]
    [MemberData(nameof(Names))]
    public void ModesAgree(string name)
    {
        Snippet row = Table[name];
        using CompiledSnippet snippet = CompiledSnippet.InAllModes(row);
        double[] at = snippet.Program.Point(), value = snippet.Value(at);
        double tolerance = row.IsSingle ? 1e-4 : 1e-9;
        Jvp(row, snippet, at, value, tolerance);
        Jacobian(snippet, at, value, tolerance);
        if (snippet.Program.HasGradient)
        {
            SecondOrder(row, snippet, at, tolerance);
        }

        double[] direction = Numbers(at.Length, 41);
        foreach ((string member, Func<double[], double[], long> allocated) in snippet.ModesAllocated)
        {
            allocated(at, direction).ShouldBe(0, member + "\n" + snippet.Generated);
        }
    }

    private static void Jvp(Snippet row, CompiledSnippet snippet, double[] at, double[] value, double tolerance)
    {
        double[] direction = Numbers(at.Length, 31), upstream = Numbers(value.Length, 32);
        DirtyScratch.Leave();
        double[] both = snippet.Jvp!(at, direction);
        DirtyScratch.Leave();
        both.Length.ShouldBe(2 * value.Length);
        if (row.IsExact)
        {
            both[..value.Length].ShouldBe(value, snippet.Generated);
        }

        ShouldAgree(both[..value.Length], value, tolerance, "value", snippet);
        double[] product = snippet.Backward(at, upstream, new double[at.Length], "").Gradient;
        double forward = Dot(both[value.Length..], upstream), reverse = Dot(product, direction);
        double size = upstream.Zip(both[value.Length..], (u, t) => Math.Abs(u * t)).Sum() + product.Zip(direction, (p, d) => Math.Abs(p * d)).Sum();
        (Math.Abs(forward - reverse) <= tolerance * (1 + size)).ShouldBeTrue($"⟨u, Jv⟩ is {forward:R}, ⟨Jᵀu, v⟩ is {reverse:R}\n{snippet.Generated}");
    }

    private static void Jacobian(CompiledSnippet snippet, double[] at, double[] value, double tolerance)
    {
        DirtyScratch.Leave();
        double[] both = snippet.Jacobian!(at);
        ShouldAgree(both[..value.Length], value, tolerance, "value beside the Jacobian", snippet);
        double[] table = both[value.Length..];
        table.Length.ShouldBe(value.Length * at.Length);
        for (int i = 0; i < value.Length; i++)
        {
            double[] row = snippet.Backward(at, Unit(value.Length, i), new double[at.Length], "").Gradient;
            ShouldAgree(table[(i * at.Length)..((i + 1) * at.Length)], row, tolerance, $"row {i} of the Jacobian, component", snippet);
        }

        for (int j = 0; j < at.Length; j++)
        {
            double[] column = snippet.Jvp!(at, Unit(at.Length, j))[value.Length..];
            ShouldAgree([.. Enumerable.Range(0, value.Length).Select(i => table[(i * at.Length) + j])], column, tolerance, $"column {j} of the Jacobian, component", snippet);
        }
    }

    private static void SecondOrder(Snippet row, CompiledSnippet snippet, double[] at, double tolerance)
    {
        double[] dirty = [.. Enumerable.Repeat(double.NaN, at.Length)];
        GradientCheckOptions options = row.IsSingle
            ? new GradientCheckOptions { InitialStep = 0.1, RelativeTolerance = 2e-2, AbsoluteTolerance = 1e-3 }
            : new GradientCheckOptions { InitialStep = 4e-3, RelativeTolerance = 1e-6 };
        GradientCheckResult result = GradientCheck.CompareVectorJacobianProduct(p => snippet.Gradient!(p, dirty)[1..], (p, d) => snippet.Hvp!(p, d), at, options);
        result.Passed.ShouldBeTrue(result.Message + "\n" + snippet.Generated);

        DirtyScratch.Leave();
        double[] hessian = snippet.Hessian!(at);
        hessian.Length.ShouldBe(at.Length * at.Length);
        for (int i = 0; i < at.Length; i++)
        {
            ShouldAgree(hessian[(i * at.Length)..((i + 1) * at.Length)], snippet.Hvp!(at, Unit(at.Length, i)), tolerance, $"row {i} of the Hessian, component", snippet);
        }
    }

    private static double[] Unit(int length, int position)
    {
        double[] unit = new double[length];
        unit[position] = 1;
        return unit;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();

    private static void ShouldAgree(double[] actual, double[] expected, double tolerance, string what, CompiledSnippet snippet)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            // A comparison, since Shouldly's order has NaN below all numbers.
            bool agrees = actual[i].Equals(expected[i]) || Math.Abs(actual[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i]));
            agrees.ShouldBeTrue($"{what} {i} is {actual[i]:R}, expected {expected[i]:R}\n{snippet.Generated}");
        }
    }

    private static double[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Round((random.NextDouble() * 1024) - 512) / 1024)];
    }
}
