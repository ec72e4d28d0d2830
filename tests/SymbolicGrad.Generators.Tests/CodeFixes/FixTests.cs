using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Correctness;
using SymbolicGrad.Generators.Tests.Diagnostics;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.CodeFixes;

/// <summary>
/// Every row of the table: the fix is offered, writes what is expected, leaves a program that compiles with its derivative and is not found again, and has the values of
/// the first where the fix says so.
/// </summary>
public class FixTests
{
    private static readonly Dictionary<string, FixRow> Table = FixRows.All.ToDictionary(row => row.ToString(), StringComparer.Ordinal);

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Is_mended(string name)
    {
        FixRow row = Table[name];
        using FixHost host = new(GeneratorHost.CompileMembers(row.Before));
        Diagnostic found = (await host.FindAsync(row.Id)).First();
        IReadOnlyList<CodeAction> offers = await host.OffersAsync(found);
        CodeAction offer = offers.SingleOrDefault(action => action.EquivalenceKey == row.Key)
            .ShouldNotBeNull($"offered: {string.Join(", ", offers.Select(action => action.EquivalenceKey))}");
        string text = await host.ApplyAsync(offer);
        text.ShouldBe(TextOf(row.After));

        using FixHost after = new(GeneratorHost.Compile(text));
        (await after.FindAsync(row.Id)).ShouldBeEmpty();
        SaysWhatItChanges(row, offer);
        using CompiledSnippet former = new(SnippetOf(row, row.Before)), mended = new(SnippetOf(row, row.After));
        HasSameValues(row, former, mended);
        HasFiniteGradient(row, former, mended);
    }

    [Theory]
    [MemberData(nameof(FixRows.NotOffered), MemberType = typeof(FixRows))]
    public async Task Is_not_offered(string id, string key, string member)
    {
        using FixHost host = new(GeneratorHost.CompileMembers(member));
        Diagnostic found = (await host.FindAsync(id)).First();
        (await host.OffersAsync(found)).Select(action => action.EquivalenceKey).ShouldNotContain(key);
    }

    [Theory]
    [MemberData(nameof(FixRows.Several), MemberType = typeof(FixRows))]
    public async Task All_are_mended(string id, string key, string before, string expected)
    {
        using FixHost host = new(GeneratorHost.CompileMembers(before));
        (await host.FindAsync(id)).Length.ShouldBeGreaterThan(1);
        string text = await host.ApplyToAllAsync(id, key);
        text.ShouldBe(TextOf(expected));

        CSharpCompilation after = GeneratorHost.Compile(text);
        GeneratorHost.Complete(after);
        using FixHost again = new(after);
        (await again.FindAsync(id)).ShouldBeEmpty();
    }

    /// <summary>A page has the section, the fix is exported, and the table has a row for it: all or none.</summary>
    [Fact]
    public void Every_fix_has_its_section_and_its_rows()
    {
        string[] fixable = [.. FixHost.All.SelectMany(fix => fix.FixableDiagnosticIds).Order(StringComparer.Ordinal)];
        DiagnosticPage.Ids.Where(id => File.ReadAllText(Path.Combine(DiagnosticPage.Folder, id + ".md")).Contains("\n## Code fix\n", StringComparison.Ordinal)).ShouldBe(fixable);
        Table.Values.Select(row => row.Id).Distinct().Order(StringComparer.Ordinal).ShouldBe(fixable);
        FixRows.Several.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(fixable);
    }

    private static string TextOf(string members) => GeneratorHost.CompileMembers(members).SyntaxTrees[0].ToString();

    private static Snippet SnippetOf(FixRow row, string source) =>
        new(row.ToString(), row.Arguments, source) { TypeArguments = source.Contains("F<T>", StringComparison.Ordinal) ? "<double>" : "" };

    private static void SaysWhatItChanges(FixRow row, CodeAction offer)
    {
        bool isOther = offer.Title.EndsWith(" values)", StringComparison.Ordinal) || offer.Title.EndsWith(" loss)", StringComparison.Ordinal);
        isOther.ShouldBe(row.Tolerance is null, offer.Title);
    }

    private static void HasSameValues(FixRow row, CompiledSnippet former, CompiledSnippet mended)
    {
        if (row.Tolerance is not { } tolerance)
        {
            return;
        }

        double[] at = former.Program.Point();
        foreach (double scale in new[] { 1, 0.5, 0.25 })
        {
            double[] point = [.. at.Select(number => number * scale)];
            double[] expected = former.Value(point), values = mended.Value(point);
            for (int i = 0; i < expected.Length; i++)
            {
                double.IsFinite(expected[i]).ShouldBeTrue("a value to compare with");
                Math.Abs(values[i] - expected[i]).ShouldBeLessThanOrEqualTo(tolerance * (1 + Math.Abs(expected[i])));
            }
        }
    }

    private static void HasFiniteGradient(FixRow row, CompiledSnippet former, CompiledSnippet mended)
    {
        if (row.Mended is { } point)
        {
            GradientOf(former, point).ShouldContain(number => !double.IsFinite(number));
            GradientOf(mended, point).ShouldAllBe(number => double.IsFinite(number));
        }

        GradientOf(mended, mended.Program.Point()).ShouldAllBe(number => double.IsFinite(number));
    }

    private static double[] GradientOf(CompiledSnippet snippet, double[] point)
    {
        double[] upstream = new double[snippet.Program.OutputCount];
        Array.Fill(upstream, 1);
        return snippet.Backward(point, upstream, new double[point.Length], "").Gradient;
    }
}
