using System.Globalization;
using System.Text.Json;
using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>
/// Runs of the comparisons, as BenchmarkDotNet's full JSON files have them. Of several runs each way's lowest median counts: what else a machine
/// does makes times longer, never shorter.
/// </summary>
internal sealed record RunResults(string Machine, string Runtime, DateOnly Date, string Mode, int Runs, IReadOnlyList<MeasuredSize> Sizes)
{
    private const string Suffix = "-report-full.json";

    /// <exception cref="InvalidOperationException">The folders have no comparison.</exception>
    public static RunResults Read(IReadOnlyList<string> folders)
    {
        List<Measured> measured = [];
        string? machine = null, runtime = null, mode = null;
        DateOnly date = default;
        foreach (string file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal)))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement root = document.RootElement;
            int before = measured.Count;
            measured.AddRange(root.GetProperty("Benchmarks").EnumerateArray().Select(Read).OfType<Measured>());
            if (measured.Count == before)
                continue;

            JsonElement host = root.GetProperty("HostEnvironmentInfo");
            (machine, runtime) = ($"{Text(host, "ProcessorName")}, {host.GetProperty("LogicalCoreCount").GetInt32()} cores, {Text(host, "OsVersion")}", Text(host, "RuntimeVersion"));
            mode = Text(root.GetProperty("Benchmarks")[0], "DisplayInfo").Contains("InProcess", StringComparison.Ordinal) ? "short" : "full";
            date = DateOnly.FromDateTime(File.GetLastWriteTimeUtc(file));
        }

        return measured.Count > 0
            ? new RunResults(machine!, runtime!, date, mode!, folders.Count, [.. InOrder(measured)])
            : throw new InvalidOperationException($"There is no file *{Suffix} of a comparison in {string.Join(", ", folders)}.");
    }

    /// <summary>Nothing for benchmarks that are no comparison, and for those that failed.</summary>
    private static Measured? Read(JsonElement benchmark)
    {
        string type = Text(benchmark, "Type"), size = Text(benchmark, "Parameters");
        if (!type.StartsWith("Comparison<", StringComparison.Ordinal) || benchmark.GetProperty("Statistics").ValueKind != JsonValueKind.Object)
            return null;

        return new Measured(
            type["Comparison<".Length..^1],
            size[(size.IndexOf('=', StringComparison.Ordinal) + 1)..],
            Enum.Parse<Variant>(Text(benchmark, "Method")),
            benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble(),
            benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64());
    }

    /// <summary>In the order of the subjects and their sizes, not of the files.</summary>
    private static IEnumerable<MeasuredSize> InOrder(List<Measured> measured) =>
        from subject in Subject.All
        from size in subject.Cases.Keys
        let ways = measured.Where(way => way.Subject == subject.Name && way.Size == size)
            .GroupBy(way => way.Variant)
            .ToDictionary(runs => runs.Key, runs => runs.MinBy(way => way.MedianNanoseconds)!)
        where ways.ContainsKey(Variant.Generated)
        select new MeasuredSize(subject.Name, size, ways);

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetString() ?? throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{property} is null."));
}
