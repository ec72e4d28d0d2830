using System.Text.Json;

namespace SymbolicGrad.Tests.Oracles;

/// <summary>One file of reference numbers (float64): inputs, upstreams, outputs and gradients of one system.</summary>
public sealed class Oracle
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Oracles", "data");

    private readonly JsonElement _root;

    private Oracle(JsonElement root) => _root = root;

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static Oracle Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        return new Oracle(document.RootElement.Clone());
    }

    /// <summary>The names of the inputs that have a reference gradient.</summary>
    public IEnumerable<string> Gradients => _root.GetProperty("gradients").EnumerateObject().Select(property => property.Name);

    public IEnumerable<string> Outputs => _root.GetProperty("outputs").EnumerateObject().Select(property => property.Name);

    public double[] Input(string name) => Flat(_root.GetProperty("inputs").GetProperty(name));

    public double[] Upstream(string name) => Flat(_root.GetProperty("upstreams").GetProperty(name));

    public double[] Output(string name) => Flat(_root.GetProperty("outputs").GetProperty(name));

    public double[] Gradient(string name) => Flat(_root.GetProperty("gradients").GetProperty(name));

    /// <summary>The length of the last axis of an array.</summary>
    public static int LastLength(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element[0].ValueKind == JsonValueKind.Array ? LastLength(element[0]) : element.GetArrayLength();

    public int Columns(string input) => LastLength(_root.GetProperty("inputs").GetProperty(input));

    public int ColumnsOfOutput(string output) => LastLength(_root.GetProperty("outputs").GetProperty(output));

    private static double[] Flat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat).ToArray() : [element.GetDouble()];
}
