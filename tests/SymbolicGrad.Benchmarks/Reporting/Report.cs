using System.Globalization;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>Turns one or more runs into docs/benchmarks.md, docs/benchmarks.svg and the summary in README.md: those parts of them that were run.</summary>
internal static class Report
{
    private const string Begin = "<!-- Written by the benchmarks' report command: begin -->", End = "<!-- end -->";
    private const string BeginPeak = "<!-- Shares of the peak, written by the benchmarks' report command: begin -->";

    /// <param name="folders">Where BenchmarkDotNet left its results.</param>
    /// <param name="root">The repository.</param>
    public static void Write(IReadOnlyList<string> folders, string root)
    {
        RunResults run = RunResults.Read(folders);
        string docs = Path.Combine(root, "docs");
        if (run.Sizes.Count > 0)
            WriteComparisons(run, root, docs);
        if (run.Peak.Count > 0)
            Replace(Path.Combine(docs, "benchmarks.md"), BeginPeak, Where(run) + "\n" + PeakTable.Text(run.Peak));
    }

    private static void WriteComparisons(RunResults run, string root, string docs)
    {
        File.WriteAllText(Path.Combine(docs, "benchmarks.svg"), new Plot(run).Text());
        Replace(Path.Combine(docs, "benchmarks.md"), Begin, Where(run) + "\n" + Tables.Full(run) + "\n![The same as a plot](benchmarks.svg)\n");
        Replace(
            Path.Combine(root, "README.md"),
            Begin,
            "Time as a multiple of the generated gradient's, geometric mean over the sizes (more than 1×: slower than generated code).\n"
            + Where(run) + "\n" + Tables.Summary(run) + "\n![Ratios of every size](docs/benchmarks.svg)\n");
    }

    /// <summary>The folder above <paramref name="start"/>, or itself, that has the solution.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Root(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SymbolicGrad.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"'{start}' is not in a clone of the repository.");
    }

    private static string Where(RunResults run) => string.Create(
        CultureInfo.InvariantCulture, $"{run.Machine}, {run.Runtime}, one thread, {run.Date:yyyy-MM-dd}, {Runs(run)}.\n");

    private static string Runs(RunResults run) => run.Runs == 1
        ? $"{run.Mode} run; medians"
        : string.Create(CultureInfo.InvariantCulture, $"{run.Runs} {run.Mode} runs; the lowest of their medians");

    private static void Replace(string file, string begin, string text)
    {
        string old = File.ReadAllText(file);
        int start = old.IndexOf(begin, StringComparison.Ordinal), end = start < 0 ? -1 : old.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidOperationException($"{Path.GetFileName(file)} has no lines '{begin}' and '{End}' for the report to go between.");
        File.WriteAllText(file, $"{old[..(start + begin.Length)]}\n{text}{old[end..]}");
    }
}
