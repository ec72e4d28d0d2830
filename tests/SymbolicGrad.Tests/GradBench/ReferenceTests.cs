using System.Text.Json;
using System.Text.Json.Nodes;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>
/// Every function of the suite, asked over its protocol with the suite's smallest input, against the output of the suite's
/// own reference implementation.
/// </summary>
public class ReferenceTests
{
    // The tolerance of the evals is for single precision too. Both sides compute in double here.
    private const double SuiteTolerance = 1e-4;
    private const double Tolerance = 1e-10;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "GradBench", "data");

    [Theory]
    [InlineData("gmm", "objective")]
    [InlineData("gmm", "jacobian")]
    [InlineData("ba", "objective")]
    [InlineData("ba", "jacobian")]
    [InlineData("ht", "objective")]
    [InlineData("ht", "jacobian")]
    [InlineData("lstm", "objective")]
    [InlineData("lstm", "jacobian")]
    [InlineData("kmeans", "cost")]
    [InlineData("kmeans", "dir")]
    [InlineData("llsq", "primal")]
    [InlineData("llsq", "gradient")]
    [InlineData("lse", "primal")]
    [InlineData("lse", "gradient")]
    [InlineData("ode", "primal")]
    [InlineData("ode", "gradient", SuiteTolerance)]
    [InlineData("det", "primal")]
    [InlineData("det", "gradient")]
    public void Output_is_the_references(string module, string function, double tolerance = Tolerance)
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{module}.{function}.ref.json")));
        Comparison.Differences(reference.RootElement, Evaluate(module, function, Input(module)), tolerance).ShouldBeEmpty();
    }

    /// <summary>The outputs that the suite's eval itself expects: all four combinations of forward and reverse mode give the same.</summary>
    [Theory]
    [InlineData("rr")]
    [InlineData("rf")]
    [InlineData("fr")]
    [InlineData("ff")]
    public void Nested_derivatives_find_the_evals_answers(string modes)
    {
        Evaluate("particle", modes, Input("particle")).GetDouble().ShouldBe(0.2071918746486116, Tolerance);
        double[] saddle = Numbers.Of(Evaluate("saddle", modes, Input("saddle")));
        saddle.Length.ShouldBe(4);
        saddle.ShouldAllBe(coordinate => Math.Abs(coordinate - 8.246324826140356e-06) < 1e-15);
    }

    /// <summary>The hello eval's own sequence: squares and doubles of one another.</summary>
    [Fact]
    public void Hello_squares_and_doubles()
    {
        double x = 1;
        for (int i = 0; i < 4; i++)
        {
            double y = Evaluate("hello", "square", x).GetDouble();
            y.ShouldBe(x * x);
            x = Evaluate("hello", "double", y).GetDouble();
            x.ShouldBe(2 * y);
        }
    }

    private static JsonNode Input(string module) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{module}.input.json")))!;

    private static JsonElement Evaluate(string module, string function, JsonNode input)
    {
        using ToolProcess tool = new();
        tool.Ask($$"""{"id": 0, "kind": "start", "eval": "{{module}}"}""").ShouldBe("""{"id":0,"tool":"symbolicgrad"}""");
        tool.Ask($$"""{"id": 1, "kind": "define", "module": "{{module}}"}""").ShouldBe("""{"id":1,"success":true}""");

        JsonObject message = new() { ["id"] = 2, ["kind"] = "evaluate", ["module"] = module, ["function"] = function, ["input"] = input };
        JsonElement response = JsonElement.Parse(tool.Ask(message.ToJsonString()).ShouldNotBeNull());
        response.GetProperty("id").GetInt32().ShouldBe(2);
        response.GetProperty("success").GetBoolean().ShouldBeTrue(response.ToString());
        response.GetProperty("timings").EnumerateArray().Count(timing => timing.GetProperty("name").GetString() == "evaluate").ShouldBe(1);

        tool.Ask("""{"id": 3, "kind": "analysis", "of": 2, "valid": true}""").ShouldBe("""{"id":3}""");
        tool.Finish().ExitCode.ShouldBe(0);
        return response.GetProperty("output");
    }
}
