using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>No test beside these changes how many workers there are.</summary>
[CollectionDefinition(nameof(ParallelTests), DisableParallelization = true)]
public sealed class WorkersAlone;

/// <summary>
/// Every row of the table with <c>Parallel = true</c>, on few samples and several workers: what is not refused is right, on however many
/// workers, and allocates nothing.
/// </summary>
[Collection(nameof(ParallelTests))]
public sealed partial class ParallelTests : IDisposable
{
    private static readonly Dictionary<string, Snippet> Table = Snippets.All
        .Where(row => row.Source.Contains("for", StringComparison.Ordinal) && !row.Source.Contains("Reassociate = false", StringComparison.Ordinal))
        .ToDictionary(snippet => snippet.Name, StringComparer.Ordinal);

    private readonly int _count = Workers.Count;
    private readonly long _grain = Workers.Grain;

    public ParallelTests() => Workers.Grain = 1;

    public static TheoryData<string> Names => [.. Table.Keys];

    public static TheoryData<string> OwnNames => [.. Table.Keys.Where(name => name.StartsWith("workers:", StringComparison.Ordinal))];

    public void Dispose()
    {
        Workers.Count = _count;
        Workers.Grain = _grain;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRightOrRefused(string name)
    {
        Snippet row = InParallel(Table[name]);
        if (IsRefused(row))
        {
            return;
        }

        Workers.Count = 3;
        using CompiledSnippet snippet = new(row);
        SnippetTests.ShouldBeRight(row, snippet);
    }

    [Theory]
    [MemberData(nameof(OwnNames))]
    public void IsTheSameOnAnyNumberOfWorkers(string name)
    {
        Snippet row = Table[name], alone = row with { Source = row.Source.Replace(", Parallel = true", "", StringComparison.Ordinal).Replace("(Parallel = true)", "", StringComparison.Ordinal) };
        IsRefused(row).ShouldBeFalse();
        using CompiledSnippet snippet = new(row), sequential = new(alone);
        double[] at = snippet.Program.Point(), upstream = [.. Enumerable.Range(0, snippet.Program.OutputCount).Select(i => 1 + (0.25 * i))], initial = [.. at.Select(number => number + 0.5)];
        double[] expected = sequential.Backward(at, upstream, initial, "").Gradient;
        foreach (int count in new[] { 1, 2, 3, 7, 100 })
        {
            Workers.Count = count;
            (double[] gradient, Exception? thrown) = snippet.Backward(at, upstream, initial, "");
            thrown.ShouldBeNull(snippet.Generated);

            // One worker adds up in the order of the loop; scratch and downward loops are taken otherwise, though.
            bool isSame = count == 1 && !name.Contains("before the loop", StringComparison.Ordinal) && !name.Contains("downwards", StringComparison.Ordinal);
            double tolerance = isSame ? 0 : row.IsSingle ? 1e-5 : 1e-12;
            for (int i = 0; i < expected.Length; i++)
            {
                Math.Abs(gradient[i] - expected[i]).ShouldBeLessThanOrEqualTo(tolerance * (1 + Math.Abs(expected[i])), $"{count} workers, component {i}\n{snippet.Generated}");
            }

            // Determined by the number of workers alone.
            for (int repetition = 0; repetition < 20; repetition++)
            {
                snippet.Backward(at, upstream, initial, "").Gradient.ShouldBe(gradient, $"{count} workers");
            }

            snippet.Allocated(at, upstream, new double[at.Length]).ShouldBe(0, snippet.Generated);
        }
    }

    private static bool IsRefused(Snippet row)
    {
        if (row.Library is not null)
        {
            return true;
        }

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(row.Owner is null ? GeneratorHost.CompileMembers(row.Source) : GeneratorHost.Compile(GeneratorHost.Usings + row.Source));
        diagnostics.ShouldAllBe(diagnostic => diagnostic.Id == "SYG0033");
        return diagnostics.Length > 0;
    }

    private static Snippet InParallel(Snippet row) => row with
    {
        Source = AttributePattern().Replace(row.Source, match =>
            match.Value.Contains("Parallel", StringComparison.Ordinal) ? match.Value : $"[Differentiable({(match.Groups[1].Length > 0 ? match.Groups[1].Value + ", " : "")}Parallel = true)]"),
    };

    [GeneratedRegex(@"\[Differentiable(?:\(([^)]*)\))?\]")]
    private static partial Regex AttributePattern();
}
