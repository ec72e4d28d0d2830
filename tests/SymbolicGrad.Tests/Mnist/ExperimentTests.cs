using Spectre.Console;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

/// <summary>The whole job on a few images, with its output redirected.</summary>
public sealed class ExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Options _options;

    public ExperimentTests()
    {
        IdxFiles.WriteDigits(_folder.Path, "train", count: 400);
        IdxFiles.WriteDigits(_folder.Path, "t10k", count: 30);
        _options = new Options { Data = _folder.Path, BatchNorm = true, Epochs = 2 };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_epoch_has_a_line_and_a_row_beside_the_documents_figure()
    {
        string output = Run(_options);
        output.ShouldContain("Epoch  1: loss");
        output.ShouldContain("Epoch  2: loss");
        output.ShouldContain("0.8815");
        output.ShouldContain("0.9044");
        output.ShouldNotContain("\x1b");
    }

    [Fact]
    public void Other_settings_than_the_documents_have_no_column_of_it() =>
        Run(_options with { Activation = "tanh" }).ShouldNotContain("Document");

    [Fact]
    public void Saved_weights_answer_the_same_when_loaded()
    {
        string weights = _folder.File("weights");
        string output = Run(_options with { Epochs = 5, Save = weights });
        string accuracy = output.Split('\n').Single(line => line.StartsWith("Epoch  5", StringComparison.Ordinal)).Split("accuracy ")[1][..6];
        Run(_options with { Epochs = 0, Load = weights, Seed = 2 }).ShouldContain($"test accuracy {accuracy}");
    }

    [Fact]
    public void Missing_data_are_an_error() =>
        Should.Throw<InvalidInputException>(() => Run(_options with { Data = _folder.File("nowhere") })).Message.ShouldContain("nowhere");

    private static string Run(Options options)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        Experiment.Run(options, new Report(console)).ShouldBe(0);
        return writer.ToString();
    }
}
