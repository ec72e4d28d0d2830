using System.Text.Json;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>What the protocol demands beside right numbers.</summary>
public sealed class ProtocolTests : IDisposable
{
    private readonly ToolProcess _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("""{"id": 7, "kind": "start"}""", """{"id":7,"tool":"symbolicgrad"}""")]
    [InlineData("""{"id": 7, "kind": "analysis", "of": 3, "valid": false, "error": "no"}""", """{"id":7}""")]
    [InlineData("""{"id": 7, "kind": "farewell", "words": ["a", 1]}""", """{"id":7}""")]
    [InlineData("""{"id": 7, "kind": "define", "module": "lse"}""", """{"id":7,"success":true}""")]
    public void Responses_are_exactly(string message, string response) => _tool.Ask(message).ShouldBe(response);

    [Theory]
    [InlineData("""{"id": 5, "kind": "define", "module": "unknown"}""", "no module 'unknown'")]
    [InlineData("""{"id": 5, "kind": "define"}""", "no module ''")]
    [InlineData("""{"id": 5, "kind": "define", "module": 3}""", "module")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "unknown", "function": "square", "input": 1}""", "no module 'unknown'")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "hello", "function": "cube", "input": 1}""", "no function 'cube' in 'hello'; there are square, double")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "hello", "function": "square"}""", "no input")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "hello", "function": "square", "input": null}""", "no input")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "hello", "function": "square", "input": "1"}""", "Double")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"y": [1]}}""", "'x'")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": []}}""", "IndexOutOfRange")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "kmeans", "function": "cost", "input": {"points": [[1], [1, 2]], "centroids": [[1]]}}""", "Row 1 has 2 numbers")]
    [InlineData("""{"id": 5, "kind": "evaluate", "module": "llsq", "function": "primal", "input": {"x": [1], "n": 2.5}}""", "n")]
    [InlineData("""{"id": 5}""", "kind")]
    public void What_cannot_be_done_is_no_success_and_the_session_goes_on(string message, string error)
    {
        JsonElement response = JsonElement.Parse(_tool.Ask(message).ShouldNotBeNull());
        response.GetProperty("id").GetInt32().ShouldBe(5);
        response.GetProperty("success").GetBoolean().ShouldBeFalse();
        response.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain(error);
        response.TryGetProperty("output", out _).ShouldBeFalse();

        _tool.Ask("""{"id": 6, "kind": "define", "module": "hello"}""").ShouldBe("""{"id":6,"success":true}""");
        _tool.Finish().ExitCode.ShouldBe(0);
    }

    [Fact]
    public void An_id_serves_once()
    {
        _tool.Ask("""{"id": 1, "kind": "define", "module": "hello"}""").ShouldBe("""{"id":1,"success":true}""");
        JsonElement response = JsonElement.Parse(_tool.Ask("""{"id": 1, "kind": "evaluate", "module": "hello", "function": "square", "input": 3}""")!);
        response.GetProperty("success").GetBoolean().ShouldBeFalse();
        response.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("id 1 has been used");
    }

    /// <summary>No id, no response: the eval sees the end of the output instead of waiting for ever.</summary>
    [Theory]
    [InlineData("no JSON")]
    [InlineData("")]
    [InlineData("""{"id": 1, "kind": "start" """)]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"kind": "start"}""")]
    [InlineData("""{"id": "1", "kind": "start"}""")]
    [InlineData("""{"id": 1.5, "kind": "start"}""")]
    [InlineData("""{"id": null, "kind": "start"}""")]
    public void A_line_without_an_id_ends_the_session_with_exit_code_1(string line)
    {
        _tool.Ask(line).ShouldBeNull();
        (int exitCode, string output, string errors) = _tool.Finish();
        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("Not a message");
    }

    [Fact]
    public void Runs_are_repeated_as_often_as_asked() =>
        Evaluations("""{"x": [1, 2], "min_runs": 17, "min_seconds": 0}""").Length.ShouldBe(17);

    [Fact]
    public void Runs_are_repeated_as_long_as_asked()
    {
        long[] nanoseconds = Evaluations("""{"x": [1, 2], "min_runs": 1, "min_seconds": 0.05}""");
        nanoseconds.Sum().ShouldBeGreaterThanOrEqualTo(50_000_000);
        nanoseconds[..^1].Sum().ShouldBeLessThan(50_000_000);
    }

    [Fact]
    public void Nothing_asked_for_is_one_run() => Evaluations("""{"x": [1, 2]}""").Length.ShouldBe(1);

    [Fact]
    public void Numbers_that_no_message_can_carry_are_an_error()
    {
        JsonElement response = JsonElement.Parse(_tool.Ask("""{"id": 5, "kind": "evaluate", "module": "hello", "function": "square", "input": 1e200}""")!);
        response.GetProperty("success").GetBoolean().ShouldBeFalse();
        response.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("infinity");
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "measure", "--help")]
    [InlineData(1, "--unknown")]
    [InlineData(1, "measure", "--seconds", "long")]
    [InlineData(1, "measure", "--data", "nowhere")]
    public void Arguments(int exitCode, params string[] arguments)
    {
        using ToolProcess tool = new(arguments);
        (int code, string output, string errors) = tool.Finish();
        code.ShouldBe(exitCode);
        (output + errors).ShouldContain(exitCode == 0 ? "Usage" : arguments[^1]);
    }

    private long[] Evaluations(string input)
    {
        JsonElement response = JsonElement.Parse(_tool.Ask($$"""{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {{input}}}""")!);
        return
        [
            .. response.GetProperty("timings").EnumerateArray()
                .Where(timing => timing.GetProperty("name").GetString() == "evaluate")
                .Select(timing => timing.GetProperty("nanoseconds").GetInt64()),
        ];
    }
}
