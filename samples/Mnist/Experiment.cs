using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>The whole job: read, train and test epoch by epoch, keep the weights.</summary>
public static class Experiment
{
    /// <summary>The exit code of a program that Ctrl-C has stopped.</summary>
    public const int StoppedExitCode = 130;

    /// <exception cref="InvalidInputException">A file cannot be read or written.</exception>
    public static int Run(Options options, Report report)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        // Better said now than after the last epoch.
        if (options.Save is not null)
            WeightsFile.RequireFolder(options.Save);

        MnistData trainingData = MnistData.ReadTraining(options.Data);
        MnistData testData = MnistData.ReadTest(options.Data);
        Random random = new(options.Seed);
        Network<float> network = new(options.Design, Options.BatchSize, random);
        Training training = new(network, options.Settings, random);
        if (options.Load is not null)
        {
            WeightsFile.Load(options.Load, Describe(options), network.State);
            report.Line(FormattableString.Invariant($"Loaded {options.Load}: test accuracy {training.Accuracy(testData):F4}"));
        }

        List<EpochResult> results = [];
        int[] order = [.. Enumerable.Range(0, trainingData.Count)];
        for (int epoch = 1; epoch <= options.Epochs && !stop.IsCancellationRequested; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            float loss = report.WithProgress(
                epoch, trainingData.Count, afterBatch => training.RunEpoch(trainingData, order, afterBatch, stop.Token));
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            if (stop.IsCancellationRequested)
                break;
            results.Add(new EpochResult(epoch, loss, training.Accuracy(testData), time));
            report.Epoch(results[^1]);
        }

        if (results.Count > 0)
            report.Table(results, DocumentFigures.For(options));
        if (options.Save is not null)
        {
            WeightsFile.Save(options.Save, Describe(options), network.State);
            report.Line($"Saved {options.Save}");
        }

        if (!stop.IsCancellationRequested)
            return 0;
        report.Line("Stopped.");
        return StoppedExitCode;

        void Stop(PosixSignalContext context)
        {
            // Whoever asks twice does not want to wait for the batch.
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>What weights are good for: a network of another activation would take them, and answer nonsense.</summary>
    private static string Describe(Options options) =>
        $"{string.Join('-', Options.Widths)} {options.Activation}{(options.BatchNorm ? " batch-norm" : "")}";
}
