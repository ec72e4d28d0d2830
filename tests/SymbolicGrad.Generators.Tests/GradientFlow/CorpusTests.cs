using System.Reflection;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>How many programs the rules are tried on: faulty ones, of which all have to be found, and near misses, of which none may be.</summary>
public class CorpusTests
{
    private const int Wanted = 80, WantedOfEach = 5;

    private static readonly Type[] Families = [typeof(FlowTests), typeof(StackedActivationTests), typeof(InitialisationTests), typeof(NumericalHazardTests)];

    private static readonly string[] Faulty = [.. Rows(nameof(FlowTests.Found)).Select(row => (string)row[0])];

    [Fact]
    public void There_are_enough_faulty_programs() => Faulty.Length.ShouldBeGreaterThanOrEqualTo(Wanted);

    [Fact]
    public void There_are_enough_near_misses() => Rows(nameof(FlowTests.Left_alone)).Count().ShouldBeGreaterThanOrEqualTo(Wanted);

    public static TheoryData<string> Rules => [.. FindingDescriptors.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_is_met_in_several_spellings(string id) => Faulty.Count(row => row == id).ShouldBeGreaterThanOrEqualTo(WantedOfEach);

    /// <summary>Every file of rows is counted here.</summary>
    [Fact]
    public void Every_family_is_known() =>
        typeof(CorpusTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(CorpusTests).Namespace && type.GetMethod(nameof(FlowTests.Left_alone)) is not null).ShouldBe(Families, ignoreOrder: true);

    private static IEnumerable<object[]> Rows(string test) => Families
        .Select(family => family.GetMethod(test)!)
        .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>().SelectMany(row => row.GetData(method)));
}
