using System.Text.Json;

namespace SymbolicGrad.GradBench.Protocol;

/// <summary>
/// The tool's side of GradBench's protocol: one message a line, and to each message one response a line with the same id.
/// </summary>
/// <param name="modules">What the tool implements.</param>
/// <param name="errors">Where a line is reported that has no id to respond to.</param>
public sealed class Session(IReadOnlyList<SuiteModule> modules, TextWriter errors)
{
    private readonly HashSet<long> _ids = [];

    /// <summary>Responds until the input ends.</summary>
    /// <returns>The exit code: 1 when a line could not be responded to, for the eval waits for an id that nobody knows.</returns>
    public int Run(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            if (Respond(line) is not { } response)
                return 1;
            output.WriteLine(JsonSerializer.Serialize(response, Json.Default.Response));
            output.Flush();
        }

        return 0;
    }

    private Response? Respond(string line)
    {
        long? id = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out JsonElement property)
                && property.ValueKind == JsonValueKind.Number
                && property.TryGetInt64(out long number))
            {
                id = number;
                return Respond(document.Deserialize(Json.Default.Message)!);
            }

            errors.WriteLine("Not a message: a JSON object with an integer as id is expected.");
            return null;
        }
        catch (JsonException exception)
        {
            if (id is { } known)
                return Failure(new(known), exception.Message);
            errors.WriteLine($"Not a message: {exception.Message}");
            return null;
        }
    }

    private Response Respond(Message message)
    {
        Response response = new(message.Id);
        bool isNew = _ids.Add(message.Id);
        return message.Kind switch
        {
            "start" => response with { Tool = "symbolicgrad" },
            "define" or "evaluate" when !isNew => Failure(response, $"The id {message.Id} has been used before."),
            "define" => Define(message, response),
            "evaluate" => Evaluate(message, response),
            _ => response,
        };
    }

    private Response Define(Message message, Response response) =>
        Find(message.Module) is null ? Failure(response, UnknownModule(message)) : response with { Success = true };

    private Response Evaluate(Message message, Response response)
    {
        if (Find(message.Module) is not { } module)
            return Failure(response, UnknownModule(message));
        if (message.Function is null || module.Find(message.Function) is not { } function)
            return Failure(response, $"There is no function '{message.Function}' in '{module.Name}'; there are {string.Join(", ", module.Functions.Select(known => known.Name))}.");
        if (message.Input is not { } input)
            return Failure(response, "There is no input.");

        try
        {
            Evaluation evaluation = function.Evaluate(input);
            return response with { Success = true, Output = evaluation.Output, Timings = evaluation.Timings };
        }
        catch (Exception exception)
        {
            // Whatever an input leads to is this message's failure, and the next message gets its response.
            return Failure(response, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private SuiteModule? Find(string? name) => modules.FirstOrDefault(module => module.Name == name);

    private string UnknownModule(Message message) =>
        $"There is no module '{message.Module}'; there are {string.Join(", ", modules.Select(module => module.Name))}.";

    private static Response Failure(Response response, string error) => response with { Success = false, Error = error };
}
