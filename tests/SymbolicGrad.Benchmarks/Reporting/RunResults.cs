using System.Globalization;
using System.Text.Json;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Peak;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>
/// Runs of the comparisons and of what is measured against the hardware's peak, as BenchmarkDotNet's full JSON files have them. Of several runs each way's lowest median counts: what else a machine
/// does makes times longer, never shorter.
/// </summary>
/// <param name="Machine">Processor and operating system.</param>
/// <param name="Runtime">Its version.</param>
/// <param name="Date">When the last run ended.</param>
/// <param name="Mode">Short or full.</param>
/// <param name="Runs">How many there are.</param>
/// <param name="Sizes">The comparisons.</param>
/// <param name="Peak">Nanoseconds of what is measured against the hardware's peak, and of the peak, by method and parameter.</param>
internal sealed record RunResults(
    string Machine, string Runtime, DateOnly Date, string Mode, int Runs, IReadOnlyList<MeasuredSize> Sizes, IReadOnlyDictionary<(string Method, string Parameter), double> Peak)
{
    private const string Suffix = "-report-full.json", ComparisonPrefix = "Comparison<";

    /// <exception cref="InvalidOperationException">The folders have neither.</exception>
    public static RunResults Read(IReadOnlyList<string> folders)
    {
        List<Measured> measured = [];
        Dictionary<(string Method, string Parameter), double> peak = [];
        string? machine = null, runtime = null, mode = null;
        DateOnly date = default;
        foreach (string file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal)))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement root = document.RootElement;
            JsonElement[] benchmarks = [.. root.GetProperty("Benchmarks").EnumerateArray().Where(HasTimes)];
            Measured[] comparisons = [.. benchmarks.Where(benchmark => Text(benchmark, "Type").StartsWith(ComparisonPrefix, StringComparison.Ordinal)).Select(Read)];
            JsonElement[] kernels = [.. benchmarks.Where(benchmark => Text(benchmark, "Type") is nameof(PeakRate) or nameof(LayerProducts))];
            if (comparisons.Length + kernels.Length == 0)
                continue;
            measured.AddRange(comparisons);
            foreach (JsonElement kernel in kernels)
            {
                (string, string) key = (Text(kernel, "Method"), Parameter(kernel));
                peak[key] = Math.Min(Median(kernel), peak.GetValueOrDefault(key, double.PositiveInfinity));
            }

            JsonElement host = root.GetProperty("HostEnvironmentInfo");
            (machine, runtime) = ($"{Text(host, "ProcessorName")}, {host.GetProperty("LogicalCoreCount").GetInt32()} cores, {Text(host, "OsVersion")}", Text(host, "RuntimeVersion"));
            mode = Text(benchmarks[0], "DisplayInfo").Contains("InProcess", StringComparison.Ordinal) ? "short" : "full";
            date = DateOnly.FromDateTime(File.GetLastWriteTimeUtc(file));
        }

        return measured.Count + peak.Count > 0
            ? new RunResults(machine!, runtime!, date, mode!, folders.Count, [.. InOrder(measured)], peak)
            : throw new InvalidOperationException($"There is no file *{Suffix} of a comparison or a share of the peak in {string.Join(", ", folders)}.");
    }

    /// <summary>Benchmarks that failed have none.</summary>
    private static bool HasTimes(JsonElement benchmark) => benchmark.GetProperty("Statistics").ValueKind == JsonValueKind.Object;

    private static Measured Read(JsonElement benchmark) => new(
        Text(benchmark, "Type")[ComparisonPrefix.Length..^1],
        Parameter(benchmark),
        Enum.Parse<Variant>(Text(benchmark, "Method")),
        Median(benchmark),
        benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64());

    /// <summary>The value of the one parameter: all after the first sign of equality, since a value may have one too.</summary>
    private static string Parameter(JsonElement benchmark)
    {
        string parameters = Text(benchmark, "Parameters");
        return parameters[(parameters.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    private static double Median(JsonElement benchmark) => benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble();

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
