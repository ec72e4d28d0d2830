using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>High-precision values of an operation and its derivatives at one point; see References/references.py.</summary>
public sealed record ReferencePoint(
    object[] At,
    double Value,
    IReadOnlyDictionary<int, double> Slopes,
    IReadOnlyDictionary<(int First, int Second), double> Seconds)
{
    public override string ToString() =>
        "(" + string.Join(", ", At.Select(operand => string.Format(CultureInfo.InvariantCulture, "{0}", operand))) + ")";
}

/// <summary>The rows of the table's test: one for each differentiable operation.</summary>
public static class ReferenceTable
{
    public static IReadOnlyDictionary<string, IReadOnlyList<ReferencePoint>> Rows { get; } = Read();

    private static Dictionary<string, IReadOnlyList<ReferencePoint>> Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(FilePath()));
        return document.RootElement.EnumerateArray().ToDictionary(
            row => row.GetProperty("operation").GetString()!,
            row => (IReadOnlyList<ReferencePoint>)row.GetProperty("points").EnumerateArray().Select(ReadPoint).ToList());
    }

    private static ReferencePoint ReadPoint(JsonElement point) => new(
        point.GetProperty("at").EnumerateArray().Select(ReadOperand).ToArray(),
        Number(point.GetProperty("value")),
        point.GetProperty("slopes").EnumerateObject().ToDictionary(
            slope => int.Parse(slope.Name, CultureInfo.InvariantCulture), slope => Number(slope.Value)),
        point.GetProperty("seconds").EnumerateObject().ToDictionary(second => Positions(second.Name), second => Number(second.Value)));

    /// <summary>2.0 is a floating operand, 2 a count.</summary>
    private static object ReadOperand(JsonElement operand) => operand.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ when operand.GetRawText().IndexOfAny(['.', 'e']) >= 0 => operand.GetDouble(),
        _ => operand.GetInt64(),
    };

    private static (int First, int Second) Positions(string name)
    {
        int[] positions = name.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (positions[0], positions[1]);
    }

    private static double Number(JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static string FilePath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "References", "references.json");
}
