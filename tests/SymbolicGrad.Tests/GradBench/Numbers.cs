using System.Text.Json;
using System.Text.Json.Nodes;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>The numbers in inputs and outputs, whatever their nesting.</summary>
public static class Numbers
{
    /// <summary>All numbers, in their order.</summary>
    public static double[] Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Of)],
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(property => Of(property.Value))],
        _ => [element.GetDouble()],
    };

    public static double[] Of(JsonNode node) => Of(JsonSerializer.SerializeToElement(node));

    /// <summary>The same structure with other numbers.</summary>
    public static JsonNode Map(JsonNode node, Func<double, double> map) =>
        node is JsonArray array
            ? new JsonArray([.. array.Select(element => Map(element!, map))])
            : JsonValue.Create(map(node.GetValue<double>()));
}
