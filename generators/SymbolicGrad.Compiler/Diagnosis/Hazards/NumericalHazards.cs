using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>The rules about numbers: where digits are lost, where ∞ or NaN come from.</summary>
internal static class NumericalHazards
{
    /// <summary>What a rule before has found, with the parts that belong to it, is not said again.</summary>
    private static readonly Func<Formulas, IEnumerable<FlowFinding>>[] Rules = [CrossEntropies.Find, UnshiftedExponentials.Find, LostDigits.Find, Variances.Find, DividedProducts.Find, SingularPoints.Find, FloatEqualities.Find];

    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        Formulas formulas = new(facts);
        Dictionary<(int, int), FlowFinding> said = [];
        foreach (Func<Formulas, IEnumerable<FlowFinding>> rule in Rules)
        {
            // A warning is said beside a suggestion.
            List<FlowFinding> found = [.. rule(formulas).Where(finding => !said.TryGetValue(Key(finding.Origin), out FlowFinding? before) || (before.IsSuggestion && !finding.IsSuggestion))];
            foreach (FlowFinding finding in found)
            {
                foreach (Origin origin in finding.Related.Prepend(finding.Origin))
                {
                    said[Key(origin)] = finding;
                }

                yield return finding;
            }
        }
    }

    private static (int, int) Key(Origin origin) => (origin.Start, origin.Length);
}
