using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

public class CommandLineTests
{
    [Fact]
    public void Nothing_asked_for_is_the_documents_network() => Parse().ShouldBe(new Options());

    [Fact]
    public void Every_option_arrives() =>
        Parse(
            "--batch-norm", "--clip", "1.0", "--activation", "tanh", "--init", "large", "--epochs", "3", "--seed", "7",
            "--save", "a", "--load", "b", "--data", "c")
        .ShouldBe(new Options
        {
            BatchNorm = true,
            Clip = 1,
            Activation = "tanh",
            Initialisation = "large",
            Epochs = 3,
            Seed = 7,
            Save = "a",
            Load = "b",
            Data = "c",
        });

    [Theory]
    [InlineData("--clip", "0")]
    [InlineData("--clip", "-1")]
    [InlineData("--clip", "NaN")]
    [InlineData("--clip", "much")]
    [InlineData("--epochs", "-1")]
    [InlineData("--epochs", "1.5")]
    [InlineData("--activation", "step")]
    [InlineData("--init", "lucky")]
    [InlineData("--unknown", "1")]
    public void Wrong_values_are_refused_before_anything_runs(string option, string value)
    {
        bool ran = false;
        var result = CommandLine.Create(_ => { ran = true; return 0; }).Parse([option, value]);
        result.Errors.ShouldNotBeEmpty();
        using StringWriter writer = new();
        result.Invoke(new() { Output = writer, Error = writer }).ShouldBe(1);
        writer.ToString().ShouldContain(option);
        ran.ShouldBeFalse();
    }

    private static Options Parse(params string[] arguments)
    {
        Options? parsed = null;
        CommandLine.Create(options => { parsed = options; return 0; }).Parse(arguments).Invoke().ShouldBe(0);
        return parsed.ShouldNotBeNull();
    }
}
