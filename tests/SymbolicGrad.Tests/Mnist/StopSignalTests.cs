using System.Diagnostics;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

/// <summary>The program as a process, stopped while it trains.</summary>
public sealed class StopSignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stopped_training_saves_its_weights_and_says_so()
    {
        if (OperatingSystem.IsWindows())
            return; // Windows has no command that sends the signal.

        IdxFiles.WriteDigits(_folder.Path, "train", count: 400);
        IdxFiles.WriteDigits(_folder.Path, "t10k", count: 20);
        string weights = _folder.File("weights");
        string program = typeof(Experiment).Assembly.Location;
        ProcessStartInfo start = new("dotnet", [program, "--data", _folder.Path, "--epochs", "1000000", "--save", weights])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull().ShouldStartWith("Epoch  1");

            // Ctrl-C's own signal is ignored by whatever a shell has started in the background; the program treats both alike.
            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            string rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await process.WaitForExitAsync();
            rest.ShouldEndWith($"Stopped.{Environment.NewLine}");
            process.ExitCode.ShouldBe(Experiment.StoppedExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        Network<float> network = new(new Options().Design, Options.BatchSize, new Random(0));
        Should.NotThrow(() => WeightsFile.Load(weights, "784-300-100-10 elu", network.State));
    }
}
