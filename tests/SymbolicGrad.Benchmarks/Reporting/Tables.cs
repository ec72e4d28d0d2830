using System.Globalization;
using System.Text;
using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>Markdown tables of a run.</summary>
internal static class Tables
{
    /// <summary>Times, and their ratios to the generated gradient's, each size a row.</summary>
    public static string Full(RunResults run)
    {
        Variant[] variants = [.. Enum.GetValues<Variant>().Where(variant => run.Sizes.Any(size => size.Ways.ContainsKey(variant)))];
        StringBuilder table = new();
        AppendRow(table, ["subject", "size", .. variants.Select(Words.Of), "allocated"]);
        AppendRow(table, ["---", "---", .. variants.Select(_ => "---:"), "---:"]);
        string previous = "";
        foreach (MeasuredSize size in run.Sizes)
        {
            AppendRow(table, [size.Subject == previous ? "" : Words.Of(size.Subject), size.Size, .. variants.Select(variant => Cell(size, variant)), Allocated(size)]);
            previous = size.Subject;
        }

        return table.ToString();
    }

    /// <summary>Ratios alone, a row for each subject: geometric means over its sizes.</summary>
    public static string Summary(RunResults run)
    {
        Variant[] variants = [.. Enum.GetValues<Variant>().Where(variant => variant != Variant.Generated && run.Sizes.Any(size => size.Ways.ContainsKey(variant)))];
        StringBuilder table = new();
        AppendRow(table, ["subject", .. variants.Select(Words.Of)]);
        AppendRow(table, ["---", .. variants.Select(_ => "---:")]);
        foreach (IGrouping<string, MeasuredSize> subject in run.Sizes.GroupBy(size => size.Subject))
            AppendRow(table, [Words.Of(subject.Key), .. variants.Select(variant => Words.Ratio(GeometricMean(subject.Select(size => size.Ratio(variant)))))]);
        return table.ToString();
    }

    private static string Cell(MeasuredSize size, Variant variant)
    {
        if (!size.Ways.TryGetValue(variant, out Measured? way))
            return "";
        string time = Words.Time(way.MedianNanoseconds);
        return variant == Variant.Generated ? time : $"{time}, {Words.Ratio(size.Ratio(variant))}";
    }

    private static string Allocated(MeasuredSize size) =>
        string.Create(CultureInfo.InvariantCulture, $"{size.Ways[Variant.Generated].AllocatedBytes} B");

    private static double? GeometricMean(IEnumerable<double?> ratios)
    {
        double[] known = [.. ratios.OfType<double>()];
        return known.Length == 0 ? null : Math.Exp(known.Average(Math.Log));
    }

    /// <summary>A row of cells, as Markdown has it.</summary>
    public static void AppendRow(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
