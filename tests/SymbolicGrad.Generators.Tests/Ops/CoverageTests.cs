using System.Globalization;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>What every entry of the table must have.</summary>
public class CoverageTests
{
    public static TheoryData<string> Names => [.. OperationTable.All.Select(operation => operation.Name)];

    [Fact]
    public void Every_differentiable_operation_has_a_row_of_references()
    {
        OperationTable.All.Where(operation => operation.IsDifferentiable).Select(operation => operation.Name)
            .Except(ReferenceTable.Rows.Where(row => row.Value.Count >= 2).Select(row => row.Key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_of_references_is_of_an_operation()
    {
        ReferenceTable.Rows.Keys.Except(OperationTable.All.Where(operation => operation.IsDifferentiable).Select(operation => operation.Name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_unique()
    {
        OperationTable.All.Select(operation => operation.Name).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_says_where_it_is_from(string name)
    {
        Find(name).Source.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Formula_and_TeX_mention_every_operand(string name)
    {
        Operation operation = Find(name);
        object[] operands = Enumerable.Range(0, operation.Arity).Select(i => (object)$"«{i}»").ToArray();
        foreach (string template in new[] { operation.Formula, operation.TeX })
        {
            string text = string.Format(CultureInfo.InvariantCulture, template, operands);
            operands.ShouldAllBe(operand => text.Contains((string)operand), $"{name}: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Braces_of_TeX_are_balanced(string name)
    {
        Operation operation = Find(name);
        object[] operands = Enumerable.Range(0, operation.Arity).Select(_ => (object)"x").ToArray();
        string text = string.Format(CultureInfo.InvariantCulture, operation.TeX, operands);
        text.Count(character => character == '{').ShouldBe(text.Count(character => character == '}'), text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_slope_is_stated_for_each_operand(string name)
    {
        Operation operation = Find(name);
        if (operation.IsDifferentiable)
        {
            TermDifferentiation.Slopes(operation).Length.ShouldBe(operation.Arity);
        }
    }

    /// <summary>Two ways to state one thing would drift apart.</summary>
    [Fact]
    public void A_definition_replaces_slopes()
    {
        OperationTable.All.ShouldAllBe(operation => operation.Definition == null || operation.Slopes == null);
    }

    [Fact]
    public void Activations_name_their_slope()
    {
        OperationTable.All
            .Where(operation => operation is { Arity: 1, Spelling: Spelling.PackageCall { Owner: "Activations" } } && operation.SlopeFormula is null)
            .ShouldBeEmpty();
    }

    private static Operation Find(string name) => OperationTable.All.Single(operation => operation.Name == name);
}
