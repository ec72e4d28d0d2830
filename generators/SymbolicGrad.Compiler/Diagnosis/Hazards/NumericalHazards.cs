using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>The rules about numbers: where digits are lost, where ∞ or NaN come from.</summary>
internal static class NumericalHazards
{
    /// <summary>What a rule before has found, with the parts that belong to it, is not said again.</summary>
    private static readonly Func<Formulas, IEnumerable<FlowFinding>>[] Rules = [LostDigits.Find];

    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        Formulas formulas = new(facts);
        HashSet<(int, int)> said = [];
        foreach (Func<Formulas, IEnumerable<FlowFinding>> rule in Rules)
        {
            List<FlowFinding> found = [.. rule(formulas).Where(finding => !said.Contains((finding.Origin.Start, finding.Origin.Length)))];
            foreach (Origin origin in found.SelectMany(finding => finding.Related.Prepend(finding.Origin)))
            {
                said.Add((origin.Start, origin.Length));
            }

            foreach (FlowFinding finding in found)
            {
                yield return finding;
            }
        }
    }
}
