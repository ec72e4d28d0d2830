using System.Globalization;
using System.Text.Json;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Measuring;

/// <summary>Measures what the suite would measure, without the suite.</summary>
public static class Measurement
{
    /// <summary>The suite's smallest inputs, beside the program.</summary>
    public static string DefaultData => Path.Combine(AppContext.BaseDirectory, "GradBench", "data");

    /// <returns>The exit code: 1 when the folder has no input.</returns>
    public static int Run(IReadOnlyList<SuiteModule> modules, string folder, double seconds, TextWriter output, TextWriter errors)
    {
        List<(SuiteModule Module, string File)> measured =
            [.. modules.Select(module => (module, Path.Combine(folder, module.Name + ".input.json"))).Where(pair => File.Exists(pair.Item2))];
        if (measured.Count == 0)
        {
            errors.WriteLine($"There is no EVAL.input.json in '{folder}'.");
            return 1;
        }

        Write(output, "module", "function", "median ns", "runs", "to first");
        foreach ((SuiteModule module, string file) in measured)
            Measure(module, WithSeconds(File.ReadAllText(file), seconds), output);
        return 0;
    }

    private static void Measure(SuiteModule module, JsonElement input, TextWriter output)
    {
        long first = 0;
        foreach (SuiteFunction function in module.Functions)
        {
            long[] times = [.. function.Evaluate(input).Timings.Where(timing => timing.Name == "evaluate").Select(timing => timing.Nanoseconds).Order()];
            long median = times[times.Length / 2];
            bool isFirst = first == 0;
            if (isFirst)
                first = Math.Max(1, median);
            Write(
                output, module.Name, function.Name, median.ToString("N0", CultureInfo.InvariantCulture), times.Length.ToString("N0", CultureInfo.InvariantCulture),
                isFirst ? "" : ((double)median / first).ToString("0.00", CultureInfo.InvariantCulture));
        }
    }

    private static JsonElement WithSeconds(string input, double seconds)
    {
        using JsonDocument document = JsonDocument.Parse(input);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name is not ("min_runs" or "min_seconds"))
                    property.WriteTo(writer);
            }

            writer.WriteNumber("min_runs", 3);
            writer.WriteNumber("min_seconds", seconds);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static void Write(TextWriter output, string module, string function, string median, string runs, string ratio) =>
        output.WriteLine($"{module,-10}{function,-12}{median,14}{runs,12}{ratio,10}");
}
