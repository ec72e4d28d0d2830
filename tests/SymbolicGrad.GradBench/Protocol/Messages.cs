using System.Text.Json;

namespace SymbolicGrad.GradBench.Protocol;

/// <summary>One line from the eval. Which fields are there depends on the kind.</summary>
public sealed record Message(long Id, string Kind, string? Module = null, string? Function = null, JsonElement? Input = null);

/// <summary>One line to the eval. What does not belong to an answer is null, and not written.</summary>
public sealed record Response(long Id)
{
    public string? Tool { get; init; }

    public bool? Success { get; init; }

    public JsonElement? Output { get; init; }

    public IReadOnlyList<Timing>? Timings { get; init; }

    public string? Error { get; init; }
}

/// <summary>The time that one part of an answer took.</summary>
public sealed record Timing(string Name, long Nanoseconds);

/// <summary>The fields that ask for repetition; an input without them (hello's is a number) asks for one run.</summary>
public sealed record Runs(int MinRuns = 1, double MinSeconds = 0)
{
    public static Runs Of(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object ? input.Deserialize(Json.Default.Runs)! : new Runs();
}
