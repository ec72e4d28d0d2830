using System.Diagnostics;

namespace SymbolicGrad.Generators.Tests.Packaging;

/// <summary>Runs the command line of the SDK as a user would, in a folder of its own.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <returns>What was written to the standard output.</returns>
    public static string Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host's own build left behind would make the new one load its targets from the wrong place.
        foreach (string name in start.Environment.Keys.Where(IsOfBuild).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        string text = output.GetAwaiter().GetResult();
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{text}\n{errors.GetAwaiter().GetResult()}");
        return text;
    }

    private static bool IsOfBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
