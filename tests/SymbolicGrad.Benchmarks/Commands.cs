using System.CommandLine;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Reporting;

namespace SymbolicGrad.Benchmarks;

/// <summary>The commands that are not BenchmarkDotNet's own.</summary>
internal static class Commands
{
    private static readonly Argument<DirectoryInfo[]> s_folders = new Argument<DirectoryInfo[]>("folders")
    {
        Description = "Where runs left their results; BenchmarkDotNet.Artifacts/results if not given. Of several runs each way's lowest median counts.",
        Arity = ArgumentArity.ZeroOrMore,
    }.AcceptExistingOnly();

    /// <summary>Whether the arguments are for this, and not for BenchmarkDotNet.</summary>
    public static bool Knows(string[] args) => args is ["verify" or "report" or "turns" or "--help" or "-h" or "-?", ..];

    public static RootCommand Create()
    {
        Command verify = new("verify", "Checks that all ways of every subject come to the same numbers. Exit codes: 0 they do, 1 some do not.");
        verify.SetAction(_ =>
        {
            NativePeers.ReportMissing(Console.Error);
            return Verification.Run(Subject.All, Console.Out);
        });
        Command report = new("report", "Writes docs/benchmarks.md, docs/benchmarks.svg and README.md's summary from runs. Exit codes: 0 written, 1 there is nothing to write.") { s_folders };
        report.SetAction(result => WriteReport(result.GetValue(s_folders)));
        Argument<string> name = new("name") { Description = "A part of a subject's name and size, such as \"Rnn\" or \"batch 1, H 16\"; all if not given.", DefaultValueFactory = _ => "" };
        Command turns = new("turns", "Measures the generated way and the best by hand in turn, for ratios on a machine that has other work.") { name };
        turns.SetAction(result => InTurn.Run(Subject.All, result.GetValue(name) ?? "", Console.Out));
        return new RootCommand(
            $"Measures. Other arguments are BenchmarkDotNet's: --filter '*', --anyCategories {Categories.Gradients}, --list flat. "
            + $"{Configurations.ShortOption} measures in one process, with few iterations.")
        { verify, report, turns };
    }

    private static int WriteReport(DirectoryInfo[]? folders)
    {
        try
        {
            Report.Write(folders is null or [] ? [Path.Combine("BenchmarkDotNet.Artifacts", "results")] : [.. folders.Select(folder => folder.FullName)], Report.Root(Environment.CurrentDirectory));
            return 0;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
