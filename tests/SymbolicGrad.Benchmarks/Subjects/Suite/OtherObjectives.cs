using System.Text.Json;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.GradBench.Measuring;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary>
/// The other objectives of the GradBench suite at its smallest sizes, against the function alone; their results are compared with the suite's by
/// the tests. Those that are whole optimisations, with no function to compare with, are left out.
/// </summary>
public sealed class OtherObjectives : Subject
{
    /// <summary>Subjects of their own.</summary>
    private static readonly string[] Elsewhere = ["lstm", "gmm", "llsq", "lse"];

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } = GradBench.Objectives.Suite.Modules
        .Where(module => !Elsewhere.Contains(module.Name) && module.Functions is [{ Name: "primal" or "objective" or "cost" }, _] && File.Exists(InputOf(module)))
        .ToDictionary(module => module.Name, module => (Func<SizedSubject>)(() => Create(module)));

    private static SizedSubject Create(SuiteModule module)
    {
        using JsonDocument input = JsonDocument.Parse(File.ReadAllText(InputOf(module)));
        return new SizedSubject(0)
        {
            { Variant.Generated, module.Functions[1].Prepare(input.RootElement) },
            { Variant.Primal, module.Functions[0].Prepare(input.RootElement) },
        };
    }

    private static string InputOf(SuiteModule module) => Path.Combine(Measurement.DefaultData, module.Name + ".input.json");
}
