using System.Globalization;
using Xunit.Abstractions;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>
/// Programs drawn at random are differentiated right, or refused. Every run draws others; SYMBOLICGRAD_SEED repeats one, and
/// SYMBOLICGRAD_PROGRAMS asks for another number of them.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private const int Programs = 1000, MostShrunk = 3, LeastPrograms = 200, DrawnPrograms = 10_000;

    [Fact]
    public void RandomProgramsAreDifferentiatedRightOrRefused()
    {
        int seed = Setting("SYMBOLICGRAD_SEED") ?? Random.Shared.Next();
        int count = Setting("SYMBOLICGRAD_PROGRAMS") ?? Programs;
        Campaign campaign = new(seed, count);
        campaign.Run();
        output.WriteLine(campaign.Summary);

        string[] shrunk = [.. campaign.Failures
            .OrderBy(failure => failure.Program.Size)
            .DistinctBy(failure => failure.Reason)
            .Take(MostShrunk)
            .Select(failure => Shrinking.Shrink(failure).Report)];
        campaign.Failures.ShouldBeEmpty($"{campaign.Summary}\nSYMBOLICGRAD_SEED={seed} SYMBOLICGRAD_PROGRAMS={count} repeats this.\n{string.Join("\n\n", shrunk)}");

        // A compiler that refuses everything would pass too.
        if (count >= LeastPrograms)
        {
            ((double)campaign.Refused / count).ShouldBeLessThan(0.15, campaign.Summary);
        }
    }

    /// <summary>Much cheaper than to differentiate them, so that a form that does not fit somewhere shows here.</summary>
    [Fact]
    public void EverySeedDrawsAProgram()
    {
        for (int seed = 0; seed < DrawnPrograms; seed++)
        {
            ProgramDrawing.Draw(seed).Members.ShouldNotBeEmpty();
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;
}
