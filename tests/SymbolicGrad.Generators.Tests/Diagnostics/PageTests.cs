using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Generators.Analyzers;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic has its page, and the page tells the truth: its examples are compiled.</summary>
public class PageTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> All = new DifferentiationAnalyzer().SupportedDiagnostics;

    /// <summary>Those that some program raises; none is known that makes the generator fail.</summary>
    public static TheoryData<string> IdsWithExamples => [.. All.Where(descriptor => descriptor != Descriptors.Defect).Select(descriptor => descriptor.Id)];

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Every_descriptor_has_a_page_and_every_page_a_descriptor() =>
        DiagnosticPage.Ids.ShouldBe(All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_has_a_descriptor_of_its_own() =>
        Enum.GetValues<FlowRule>().Select(FindingDescriptors.Of).ShouldBe(FindingDescriptors.All, ignoreOrder: true);

    [Fact]
    public void The_list_of_unshipped_rules_is_complete()
    {
        string[] listed = [.. File.ReadLines(Path.Combine(DiagnosticPage.Folder, "..", "..", "generators", "SymbolicGrad.Generators", "AnalyzerReleases.Unshipped.md"))
            .Where(line => line.StartsWith("SYG", StringComparison.Ordinal))];
        listed.ShouldBe(All.Select(known => $"{known.Id} | {known.Category} | {known.DefaultSeverity} | {known.Title}"), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_first_line_names_id_and_title(string id) =>
        DiagnosticPage.Read(id).FirstLine.ShouldBe($"# {id}: {Find(id).Title}");

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id)
    {
        Uri link = new(Find(id).HelpLinkUri);
        link.AbsolutePath.ShouldEndWith($"/docs/diagnostics/{id}.md");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_index_lists_the_page(string id) =>
        File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md")).ShouldContain($"| [{id}]({id}.md) | {Find(id).Title} |");

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task The_example_raises_the_diagnostic_as_quoted_and_nothing_else(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Diagnostic raised = (await PageExample.DiagnosticsOf(page.Refused, id)).ShouldHaveSingleItem();
        raised.Id.ShouldBe(id);
        raised.Location.IsInSource.ShouldBeTrue();
        raised.GetMessage(CultureInfo.InvariantCulture).ShouldBe(page.Quoted);
    }

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task The_correction_raises_nothing(string id) =>
        (await PageExample.DiagnosticsOf(DiagnosticPage.Read(id).Accepted, id)).ShouldBeEmpty();

    private static DiagnosticDescriptor Find(string id) => All.Single(descriptor => descriptor.Id == id);
}
