using System.Globalization;
using Spectre.Console;

namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>Shows one system's derivatives, by hand beside generated.</summary>
internal static class ComparisonTable
{
    /// <summary>Below this width two formulas side by side are broken after every factor.</summary>
    private const int WideEnough = 150;

    public static void Show(DerivedSystem system, IReadOnlyList<Comparison> comparisons)
    {
        // Text, not markup: formulas hold brackets. No title in the rule: a rule cuts what is wider than the terminal.
        AnsiConsole.Write(new Rule());
        AnsiConsole.Write(new Text(system.Title + "\n", new Style(decoration: Decoration.Bold)));
        AnsiConsole.WriteLine(Source(system));
        string[] substituted = [.. system.Definitions.Where(definition => comparisons.Any(comparison => Uses(comparison, definition)))];
        if (substituted.Length > 0)
            AnsiConsole.WriteLine("Substituted to compare: " + string.Join(", ", substituted));

        AnsiConsole.Write(AnsiConsole.Profile.Width >= WideEnough ? SideBySide(comparisons) : OneBelowTheOther(comparisons));
        AnsiConsole.WriteLine();
    }

    private static string Source(DerivedSystem system) => system.NumbersFrom is { } numbers
        ? $"Generated formulas: the documentation of {system.Type.Name}.{system.Member}; numbers: {numbers}"
        : $"Generated formulas and numbers: {system.Type.Name}.{system.Member} and its documentation";

    private static Table SideBySide(IReadOnlyList<Comparison> comparisons)
    {
        Table table = new Table().Border(TableBorder.Square).ShowRowSeparators();
        table.AddColumn(new TableColumn("quantity").NoWrap());
        table.AddColumn("by hand (formula)");
        table.AddColumn("generated (formula)");
        table.AddColumn(new TableColumn("formulas agree").NoWrap());
        table.AddColumn(new TableColumn("by hand (number)").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("generated (number)").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("relative difference").RightAligned().Width(10));
        foreach (Comparison comparison in comparisons)
        {
            table.AddRow(
                new Text(comparison.ByHand.Quantity),
                new Text(comparison.ByHand.Formula),
                new Text(comparison.GeneratedFormula),
                Verdict(comparison),
                Number(comparison.ByHand.Value),
                Number(comparison.GeneratedValue),
                Difference(comparison));
        }

        return table;
    }

    private static Table OneBelowTheOther(IReadOnlyList<Comparison> comparisons)
    {
        Table table = new Table().Border(TableBorder.Square);
        table.AddColumn(new TableColumn("quantity").NoWrap());
        table.AddColumn("formula by hand, formula generated");
        table.AddColumn(new TableColumn("number").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("agreement").RightAligned().NoWrap());
        foreach (Comparison comparison in comparisons)
        {
            table.AddRow(new Text(comparison.ByHand.Quantity), new Text(comparison.ByHand.Formula), Number(comparison.ByHand.Value), Verdict(comparison));
            table.AddRow(Text.Empty, new Text(comparison.GeneratedFormula), Number(comparison.GeneratedValue), Difference(comparison));
            table.AddEmptyRow();
        }

        return table;
    }

    private static bool Uses(Comparison comparison, string definition)
    {
        string symbol = definition.Split('=', 2)[0].Trim();
        return comparison.Formulas != Agreement.Identical
            && (comparison.ByHand.Formula + comparison.GeneratedFormula).Contains(symbol, StringComparison.Ordinal);
    }

    private static Text Verdict(Comparison comparison)
    {
        string words = comparison.Formulas switch
        {
            Agreement.Identical => "identical",
            Agreement.MultipliedOut => "multiplied out",
            _ => "NO",
        };
        return new Text(words, Colour(comparison.Formulas != Agreement.None));
    }

    private static Text Difference(Comparison comparison) => new(
        comparison.RelativeDifference.ToString("0.0e+00", CultureInfo.InvariantCulture),
        Colour(comparison.RelativeDifference <= Comparison.Tolerance));

    private static Style Colour(bool holds) => new(holds ? Color.Green : Color.Red);

    /// <summary>Fifteen digits: as many as both sides are sure to share.</summary>
    private static Text Number(double value) => new(value.ToString("G15", CultureInfo.InvariantCulture));
}
