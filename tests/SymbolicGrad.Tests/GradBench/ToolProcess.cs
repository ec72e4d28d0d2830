using System.Diagnostics;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>The tool as the suite sees it: a process that gets a message a line and writes a response a line.</summary>
public sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    public ToolProcess(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "SymbolicGrad.GradBench.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Sends a line and waits for the line that comes back; null when the tool has ended.</summary>
    public string? Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        Task<string?> answer = _process.StandardOutput.ReadLineAsync();
        answer.Wait(Patience).ShouldBeTrue("The tool does not answer.");
        return answer.Result;
    }

    /// <summary>Ends the input and waits for the end of the tool.</summary>
    public (int ExitCode, string Output, string Errors) Finish()
    {
        _process.StandardInput.Close();
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        _process.WaitForExit(Patience).ShouldBeTrue("The tool does not end.");
        return (_process.ExitCode, output.GetAwaiter().GetResult(), _errors.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
