using System.Text.Json;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>Compares outputs as the suite's evals do.</summary>
public static class Comparison
{
    /// <summary>
    /// The places where two outputs differ: in structure, or in a number by more than the tolerance, in units of the
    /// sum of both magnitudes and at least of one.
    /// </summary>
    public static IEnumerable<string> Differences(JsonElement expected, JsonElement actual, double tolerance, string path = "output")
    {
        if (expected.ValueKind != actual.ValueKind)
            return [$"{path}: {expected.ValueKind} expected, {actual.ValueKind} found"];

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                string[] names = [.. expected.EnumerateObject().Select(property => property.Name).Order()];
                string[] found = [.. actual.EnumerateObject().Select(property => property.Name).Order()];
                return names.SequenceEqual(found)
                    ? names.SelectMany(name => Differences(expected.GetProperty(name), actual.GetProperty(name), tolerance, $"{path}.{name}"))
                    : [$"{path}: {string.Join(", ", names)} expected, {string.Join(", ", found)} found"];

            case JsonValueKind.Array:
                return expected.GetArrayLength() == actual.GetArrayLength()
                    ? Enumerable.Range(0, expected.GetArrayLength()).SelectMany(i => Differences(expected[i], actual[i], tolerance, $"{path}[{i}]"))
                    : [$"{path}: {expected.GetArrayLength()} elements expected, {actual.GetArrayLength()} found"];

            case JsonValueKind.Number:
                double x = expected.GetDouble();
                double y = actual.GetDouble();
                return Math.Abs(x - y) / Math.Max(1, Math.Abs(x) + Math.Abs(y)) <= tolerance ? [] : [$"{path}: {x} expected, {y} found"];

            default:
                return [$"{path}: {expected.ValueKind} is nothing that an output has"];
        }
    }
}
