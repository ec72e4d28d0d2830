using System.Globalization;
using Spectre.Console;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>What an epoch came to.</summary>
public readonly record struct EpochResult(int Epoch, float Loss, double Accuracy, TimeSpan Time);

/// <summary>Writes the training's course to the console: a moving bar on a terminal, plain lines in a file or a pipe.</summary>
public sealed class Report(IAnsiConsole console)
{
    /// <summary>Runs an epoch under a progress bar.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    /// <param name="examples">The number of examples it has.</param>
    /// <param name="run">The epoch; calls its argument with the number of examples done.</param>
    public float WithProgress(int epoch, int examples, Func<Action<int>?, float> run)
    {
        // Redirected, a bar would only leave its traces in the file.
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
            return run(null);

        return console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask(Invariant($"Epoch {epoch}"), maxValue: examples);
            return run(done => task.Value = done);
        });
    }

    /// <summary>Written past the console: it would break long paths at its width.</summary>
    public void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    public void Epoch(EpochResult result) => Line(
        Invariant($"Epoch {result.Epoch,2}: loss {result.Loss:F4}, test accuracy {result.Accuracy:F4}, {result.Time.TotalSeconds:F1} s"));

    /// <summary>All epochs, with the document's figures beside ours where it has any.</summary>
    public void Table(IReadOnlyList<EpochResult> results, IReadOnlyDictionary<int, double>? document)
    {
        Table table = new();
        table.AddColumn(new TableColumn("Epoch").RightAligned());
        if (document is not null)
            table.AddColumn(new TableColumn("Document").RightAligned());
        table.AddColumn(new TableColumn("SymbolicGrad").RightAligned());
        table.AddColumn(new TableColumn("Loss").RightAligned());
        table.AddColumn(new TableColumn("Seconds").RightAligned());
        foreach (EpochResult result in results)
        {
            List<string> cells = [Invariant($"{result.Epoch}")];
            if (document is not null)
                cells.Add(document.TryGetValue(result.Epoch, out double accuracy) ? Invariant($"{accuracy:F4}") : "");
            cells.AddRange([Invariant($"{result.Accuracy:F4}"), Invariant($"{result.Loss:F4}"), Invariant($"{result.Time.TotalSeconds:F1}")]);
            table.AddRow([.. cells]);
        }

        console.Write(table);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
