using System.Diagnostics;
using System.Text.Json;

namespace SymbolicGrad.GradBench.Peers;

/// <summary>
/// One of the suite's C++ tools, built for one module: called with a file and a function's name, it writes the function's output on the first line,
/// and then a line with the time of each run.
/// </summary>
internal sealed record PeerProgram(string Tool, string File)
{
    /// <param name="folder">Has a folder for each tool, in which there is one for each compiler, with a program for each module.</param>
    /// <param name="module">The module.</param>
    public static IReadOnlyList<PeerProgram> Find(string folder, string module) =>
    [
        .. from tool in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
           from compiler in Directory.EnumerateDirectories(tool).Order(StringComparer.Ordinal)
           let file = Path.Combine(compiler, module)
           where System.IO.File.Exists(file)
           select new PeerProgram(Path.GetFileName(tool), file),
    ];

    /// <exception cref="InvalidOperationException">It has failed.</exception>
    public (JsonElement Output, double Nanoseconds) Run(string input, string function)
    {
        using Process process = Process.Start(new ProcessStartInfo(File, [input, function]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{File} does not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || lines.Length < 3)
            throw new InvalidOperationException($"{File} {function} ended with {process.ExitCode}: {errors.Result.Trim()}");

        JsonElement[] timings = [.. lines[1..].Select(line => JsonElement.Parse(line))];
        return (JsonElement.Parse(lines[0]), Medians.Of(timings.Where(timing => timing.GetProperty("name").GetString() == "evaluate").Select(timing => timing.GetProperty("nanoseconds").GetInt64())));
    }
}
