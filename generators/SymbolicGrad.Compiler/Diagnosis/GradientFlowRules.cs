using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Diagnosis.Hazards;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>What all rules of gradient flow ask, answered once for a function.</summary>
internal sealed record FlowFacts(Function Function, RangeAnalysis Ranges, Activity Activity, FlowText Text)
{
    public static FlowFacts Of(Function function) => new(function, RangeAnalysis.Of(function), Activity.Of(function), new FlowText(function));
}

/// <summary>The rules of gradient flow on a function as it was read. Only what holds in every run is found.</summary>
public static class GradientFlowRules
{
    private static readonly Func<FlowFacts, IEnumerable<FlowFinding>>[] Rules =
        [SaturatingChains.Find, SaturatingOutputs.Find, FlatActivations.Find, UnusedInputs.Find, RecurrenceRules.Find, StackedActivations.Find, NumericalHazards.Find];

    public static IReadOnlyList<FlowFinding> Find(Function function)
    {
        FlowFacts facts = FlowFacts.Of(function);

        // A helper that is called twice stands in the function twice, and in the source once. Origins are all equal, so that their positions are asked.
        return [.. Rules
            .SelectMany(rule => rule(facts))
            .GroupBy(finding => (finding.Rule, finding.Origin.Start, finding.Origin.Length, finding.Parameter))
            .Select(same => same.First())];
    }
}
