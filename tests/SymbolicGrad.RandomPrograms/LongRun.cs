using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using SymbolicGrad.Generators.Tests.RandomPrograms;

namespace SymbolicGrad.RandomPrograms;

/// <summary>A run with a progress bar that shrinks failures as they come.</summary>
internal static class LongRun
{
    public static int Start(int seed, int count, int shrinkOfAKind, DirectoryInfo? folder, bool showsRefusals)
    {
        // With a Debug build of the runtime its assertions take part: what reads outside of its memory may well find the right number.
        Trace.Listeners.Clear();
        Trace.Listeners.Add(new ThrowingListener());
        Campaign campaign = new(seed, count);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} programs from seed {seed}"));
        folder?.Create();
        Dictionary<string, int> shrunk = new(StringComparer.Ordinal);
        AnsiConsole.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            ProgressTask progress = context.AddTask("programs", maxValue: count);
            campaign.Run(verdicts =>
            {
                foreach (Verdict verdict in verdicts)
                {
                    if (verdict.IsFailure && IsWanted(shrunk, verdict.Reason, shrinkOfAKind))
                    {
                        // As drawn, since shrinking takes its time; and no C# would soon be a very small program that is none.
                        Write(verdict, verdict.Program.Seed, folder);
                        if (verdict.Reason != Verdict.Malformed)
                        {
                            Write(Shrinking.Shrink(verdict), verdict.Program.Seed, folder);
                        }
                    }
                    else if (verdict.Kind == VerdictKind.Refused && showsRefusals)
                    {
                        AnsiConsole.WriteLine($"{verdict.Program.Seed} {verdict.Reason} {verdict.Detail}");
                    }
                }

                progress.Increment(verdicts.Count);
                progress.Description = string.Create(CultureInfo.InvariantCulture, $"{campaign.Done} programs, {campaign.Failures.Count} failed");
            });
        });

        AnsiConsole.WriteLine(campaign.Summary);
        foreach (IGrouping<string, Verdict> kind in campaign.Failures.GroupBy(failure => failure.Reason).OrderByDescending(kind => kind.Count()))
        {
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.Key}: seeds {string.Join(", ", kind.Select(failure => failure.Program.Seed).Take(20))}"));
        }

        return campaign.Failures.Count == 0 ? 0 : 1;
    }

    private static bool IsWanted(Dictionary<string, int> shrunk, string reason, int most)
    {
        lock (shrunk)
        {
            int soFar = shrunk.GetValueOrDefault(reason);
            shrunk[reason] = soFar + 1;
            return soFar < most;
        }
    }

    private static void Write(Verdict failure, int seed, DirectoryInfo? folder)
    {
        string report = failure.Report;
        if (folder is null)
        {
            AnsiConsole.WriteLine(report);
        }
        else
        {
            File.WriteAllText(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{seed}.txt")), report);
        }
    }
}
