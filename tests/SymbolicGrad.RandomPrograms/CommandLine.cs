using System.CommandLine;

namespace SymbolicGrad.RandomPrograms;

/// <summary>Reads the command line.</summary>
internal static class CommandLine
{
    private static readonly Option<int> s_count = new("--count")
    {
        Description = "The number of programs.",
        DefaultValueFactory = _ => 1000,
        HelpName = "programs",
    };

    private static readonly Option<int?> s_seed = new("--seed")
    {
        Description = "The first program's seed; the others follow. Drawn, and printed, if not given.",
        HelpName = "number",
    };

    private static readonly Option<DirectoryInfo?> s_failures = new("--failures")
    {
        Description = "Where failing programs are written, shrunk, one file each.",
        HelpName = "folder",
    };

    private static readonly Option<int> s_shrink = new("--shrink")
    {
        Description = "How many failing programs of a kind are shrunk; the others are only counted.",
        DefaultValueFactory = _ => 2,
        HelpName = "programs",
    };

    private static readonly Option<bool> s_refusals = new("--refusals")
    {
        Description = "Print what was refused, and where.",
    };

    public static RootCommand Create()
    {
        RootCommand command = new(
            "Draws C# programs at random, generates their derivatives and compares them with the programs themselves, their differences and each other. "
            + "Exit codes: 0 all right or refused, 1 a program failed.")
        {
            s_count, s_seed, s_failures, s_shrink, s_refusals,
        };
        command.SetAction(result => LongRun.Start(
            result.GetValue(s_seed) ?? Random.Shared.Next(),
            result.GetValue(s_count),
            result.GetValue(s_shrink),
            result.GetValue(s_failures),
            result.GetValue(s_refusals)));
        return command;
    }
}
