using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Peers;

/// <summary>
/// The suite's C++ tools and this one on the same inputs, in turn, each in the way the suite times it: a table in Markdown. Of several rounds, and
/// of several compilers, the lowest median counts.
/// </summary>
/// <param name="peers">The folder of their programs (<see cref="PeerProgram.Find"/>).</param>
/// <param name="seconds">How long each function runs at least, in each round.</param>
/// <param name="rounds">How often everything is measured.</param>
internal sealed class PeerComparison(string peers, double seconds, int rounds)
{
    // What the tools' results may differ by, relative to the largest number of them: sums in another order.
    private const double Tolerance = 1e-8;

    // Tools that have come to another result at a size of the module before: where all numbers are 0, agreement shows nothing.
    private readonly HashSet<(string Module, string Tool)> _different = [];

    private readonly string[] _tools = [.. Directory.EnumerateDirectories(peers).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <param name="modules">This tool.</param>
    /// <param name="inputs">What to measure.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="errors">Where it says which programs failed.</param>
    public void Run(IReadOnlyList<SuiteModule> modules, IEnumerable<SuiteInput> inputs, TextWriter output, TextWriter errors)
    {
        output.WriteLine("| eval | size | function | SymbolicGrad | " + string.Join(" | ", _tools) + " | fastest peer |");
        output.WriteLine("| --- | --- | --- | ---: | " + string.Concat(_tools.Select(_ => "---: | ")) + "---: |");
        foreach (SuiteInput input in inputs)
        {
            string file = Path.GetTempFileName();
            try
            {
                JsonObject json = input.Json();
                json["min_runs"] = 3;
                json["min_seconds"] = seconds;
                File.WriteAllText(file, json.ToJsonString());
                JsonElement element = JsonElement.Parse(File.ReadAllText(file));
                foreach (SuiteFunction function in modules.First(module => module.Name == input.Module).Functions)
                    WriteRow(input, function, element, file, output, errors);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private void WriteRow(SuiteInput input, SuiteFunction function, JsonElement element, string file, TextWriter output, TextWriter errors)
    {
        IReadOnlyList<PeerProgram> programs = PeerProgram.Find(peers, input.Module);
        Dictionary<string, double> times = [];
        HashSet<string> failed = [];
        double own = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            Evaluation evaluation = function.Evaluate(element);
            own = Math.Min(own, Medians.Of(evaluation.Timings.Where(timing => timing.Name == "evaluate").Select(timing => timing.Nanoseconds)));
            foreach (PeerProgram program in programs.Where(program => !failed.Contains(program.File)))
            {
                try
                {
                    (JsonElement result, double time) = program.Run(file, function.Name);
                    times[program.Tool] = Math.Min(time, times.GetValueOrDefault(program.Tool, double.PositiveInfinity));
                    if (!Agree(result, evaluation.Output))
                        _different.Add((input.Module, program.Tool));
                }
                catch (Exception problem) when (problem is InvalidOperationException or JsonException)
                {
                    failed.Add(program.File);
                    errors.WriteLine(problem.Message);
                }
            }
        }

        bool IsDifferent(string tool) => _different.Contains((input.Module, tool));
        double fastest = times.Where(time => !IsDifferent(time.Key)).Select(time => time.Value).DefaultIfEmpty(double.NaN).Min();
        IEnumerable<string> cells = _tools.Select(tool => times.TryGetValue(tool, out double time) ? Time(time) + (IsDifferent(tool) ? " (other result)" : "") : "");
        output.WriteLine(
            $"| {input.Module} | {input.Size} | {function.Name} | {Time(own)} | " + string.Join(" | ", cells) + $" | {Ratio(fastest / own)} |");
        output.Flush();
    }

    /// <summary>Whether all numbers agree, in their order, whatever structure they stand in.</summary>
    private static bool Agree(JsonElement one, JsonElement other)
    {
        double[] numbers = [.. Numbers(one)], others = [.. Numbers(other)];
        double largest = numbers.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return numbers.Length == others.Length && numbers.Zip(others).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * largest);
    }

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal).SelectMany(property => Numbers(property.Value)),
        JsonValueKind.Number => [element.GetDouble()],
        _ => [double.NaN],
    };

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Digits(nanoseconds) + " ns",
        < 1e6 => Digits(nanoseconds / 1e3) + " µs",
        _ => Digits(nanoseconds / 1e6) + " ms",
    };

    private static string Ratio(double ratio) => double.IsNaN(ratio) ? "" : Digits(ratio) + "×";

    private static string Digits(double number) => number.ToString(number < 10 ? "0.00" : number < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
