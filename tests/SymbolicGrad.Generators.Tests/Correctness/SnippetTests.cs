namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>The supported language, row by row: generated, compiled, run, and compared with the method itself and its differences.</summary>
public class SnippetTests
{
    private const double Rounding = 1e-12;

    private static readonly Dictionary<string, Snippet> Table = Snippets.All.ToDictionary(snippet => snippet.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Fact]
    public void TheTableIsNotEmpty() => Table.Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsDifferentiatedRight(string name)
    {
        using CompiledSnippet snippet = new(Table[name]);
        ShouldBeRight(Table[name], snippet);
    }

    /// <summary>Its derivatives are the differences of its values, and all its members agree.</summary>
    internal static void ShouldBeRight(Snippet row, CompiledSnippet snippet)
    {
        double[] at = snippet.Program.Point();
        double[] value = snippet.Value(at);
        value.ShouldAllBe(number => double.IsFinite(number));

        bool anyNonZero = false;
        GradientCheckOptions options = row.IsSingle
            ? new GradientCheckOptions { InitialStep = 0.1, RelativeTolerance = 5e-3, AbsoluteTolerance = 1e-4 }
            : new GradientCheckOptions { InitialStep = 4e-3, RelativeTolerance = 1e-6 };
        GradientCheckResult result = GradientCheck.CompareVectorJacobianProduct(
            snippet.Value,
            (point, upstream) =>
            {
                (double[] product, Exception? thrown) = snippet.Backward(point, upstream, new double[point.Length], "");
                thrown.ShouldBeNull(snippet.Generated);
                anyNonZero |= product.Any(number => number != 0);
                return product;
            },
            at,
            options);
        result.Passed.ShouldBeTrue(result.Message + "\n" + snippet.Generated);
        anyNonZero.ShouldBeTrue("a derivative that is 0 everywhere shows nothing");

        double scale = row.IsSingle ? 1e7 : 1;
        Adds(snippet, at, scale);
        GradientSets(row, snippet, at, value, scale);
        TapedPairAgrees(row, snippet, at, value, scale);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllocatesNothingAndRefusesWrongLengths(string name)
    {
        using CompiledSnippet snippet = new(Table[name]);
        double[] at = snippet.Program.Point();
        double[] upstream = Numbers(snippet.Program.OutputCount, 21);
        snippet.Allocated(at, upstream, new double[at.Length]).ShouldBe(0, snippet.Generated);

        double[] initial = Numbers(at.Length, 22);
        foreach (string array in snippet.Program.ArrayGradients.Concat(snippet.Program.ArrayUpstreams))
        {
            (double[] after, Exception? thrown) = snippet.Backward(at, upstream, initial, array);
            if (thrown is null && snippet.Program.ArrayUpstreams.Contains(array))
            {
                continue;
            }

            thrown.ShouldBeOfType<ArgumentException>($"{array} is too short\n{snippet.Generated}");

            // The numbers have ten bits, so float holds them too. In/out gradients hold upstreams on entry.
            after.ShouldAllBe(number => initial.Contains(number) || upstream.Contains(number), $"{array} is too short");
        }
    }

    private static void Adds(CompiledSnippet snippet, double[] at, double scale)
    {
        double[] upstream = Numbers(snippet.Program.OutputCount, 23), initial = Numbers(at.Length, 24);
        double[] fresh = snippet.Backward(at, upstream, new double[at.Length], "").Gradient;
        double[] added = snippet.Backward(at, upstream, initial, "").Gradient;
        for (int i = 0; i < at.Length; i++)
        {
            // The gradient of an in/out parameter is its upstream on entry: it does not depend on the initial vector.
            double withoutAdding = Math.Abs(added[i] - fresh[i]), withAdding = Math.Abs(added[i] - fresh[i] - initial[i]);
            double error = snippet.Program.IsInOut(i) ? withoutAdding : withAdding;
            (error <= Rounding * scale * (1 + Math.Abs(fresh[i]))).ShouldBeTrue($"component {i} differs by {error:R}\n{snippet.Generated}");
        }
    }

    private static void GradientSets(Snippet row, CompiledSnippet snippet, double[] at, double[] value, double scale)
    {
        snippet.Program.HasGradient.ShouldBe(snippet.Gradient is not null);
        if (snippet.Gradient is null)
        {
            return;
        }

        double[] upstream = new double[snippet.Program.OutputCount];
        upstream[0] = 1;
        double[] dirty = [.. Enumerable.Repeat(double.NaN, at.Length)];
        double[] set = snippet.Gradient(at, dirty);
        if (row.IsExact)
        {
            set[0].ShouldBe(value[0], snippet.Generated);
        }

        ShouldAgree([set[0]], [value[0]], scale, "value", snippet);
        ShouldAgree(set[1..], snippet.Backward(at, upstream, new double[at.Length], "").Gradient, scale, "gradient", snippet);
    }

    private static void TapedPairAgrees(Snippet row, CompiledSnippet snippet, double[] at, double[] value, double scale)
    {
        if (snippet.Forward is null || snippet.TapedBackward is null)
        {
            snippet.Program.IsTaped.ShouldBeFalse();
            return;
        }

        double[] upstream = Numbers(snippet.Program.OutputCount, 25), initial = Numbers(at.Length, 26);
        double[] forward = snippet.Forward(at);
        if (row.IsExact)
        {
            forward.ShouldBe(value, snippet.Generated);
        }

        ShouldAgree(forward, value, scale, "forward", snippet);
        (double[] taped, Exception? thrown) = snippet.TapedBackward(at, upstream, initial, "");
        thrown.ShouldBeNull(snippet.Generated);
        ShouldAgree(taped, snippet.Backward(at, upstream, initial, "").Gradient, scale, "taped", snippet);
    }

    private static void ShouldAgree(double[] actual, double[] expected, double scale, string what, CompiledSnippet snippet)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            // A comparison, since Shouldly's order has NaN below all numbers.
            bool agrees = actual[i].Equals(expected[i]) || Math.Abs(actual[i] - expected[i]) <= Rounding * scale * (1 + Math.Abs(expected[i]));
            agrees.ShouldBeTrue($"{what} {i} is {actual[i]:R}, expected {expected[i]:R}\n{snippet.Generated}");
        }
    }

    private static double[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble() * 1024 + 1) / 1024)];
    }
}
