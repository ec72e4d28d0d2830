using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>Loops that hand a state on: what one iteration makes of its derivative, many make a power of.</summary>
internal static class RecurrenceRules
{
    // So few iterations are no recurrence, whatever a step does.
    private const int FewIterations = 4;

    public static IEnumerable<FlowFinding> Find(FlowFacts facts) => Recurrences.Of(facts.Function, facts.Ranges)
        .GroupBy(step => step.Loop.Index.Id)
        .SelectMany(states => Find([.. states], facts))
        .Concat(MemoryRecurrences.Of(facts.Function, facts.Ranges)
            .GroupBy(step => step.Loop.Index.Id)
            .SelectMany(states => FindInMemory([.. states], facts)));

    private static IEnumerable<FlowFinding> Find(List<StateStep> states, FlowFacts facts)
    {
        foreach (StateStep step in states)
        {
            // Only what a parameter's gradient has to pass, and what is bounded at all.
            if (!facts.Activity.IsActive(step.State) || HasFewIterations(step.Loop) || step is not { Name: { } name, IsOfDerivative: true }
                || step.Step is not { Paths: { Count: > 0 } paths } || FlowBound.Of(step.Step, facts.Ranges) is not { } bound)
            {
                continue;
            }

            Origin origin = (facts.Function.Body.Definitions.Find(step.Loop.Body.Yields[step.Position]) ?? step.Loop).Origin;
            if (IsSaturated(step))
            {
                // The h of an LSTM hangs on its c, which passes on what it is given.
                if (!states.Exists(other => step.Sources.Contains(other.Position) && !IsSaturated(other)))
                {
                    yield return new FlowFinding(FlowRule.VanishingRecurrence, origin, null, [name, facts.Text.Of(bound)]);
                }
            }
            else if (paths.Any(path => !IsSaturated(path) && MayGrow(path, step.Loop, facts)))
            {
                yield return new FlowFinding(FlowRule.ExplodingRecurrence, origin, null, [name, facts.Text.Of(bound)]) { Unbounded = UnboundedIn(paths, step.Loop, facts) };
            }
        }
    }

    private static IEnumerable<FlowFinding> FindInMemory(List<MemoryStep> states, FlowFacts facts)
    {
        foreach (MemoryStep step in states)
        {
            if (!facts.Activity.IsActive(step.Array) || HasFewIterations(step.Loop) || step.Step is not { Paths: { Count: > 0 } paths } || FlowBound.Of(step.Step, facts.Ranges) is not { } bound)
            {
                continue;
            }

            // Of one element by one element; how many paths there are nobody knows.
            Origin origin = (facts.Function.Body.Definitions.Find(step.Written.Value) ?? step.Written).Origin;
            EquatableArray<string> details = [step.Array.Name, facts.Text.Of(bound) + " along each path"];
            if (IsSaturated(step.Step))
            {
                if (!step.HasScalarSources && !states.Exists(other => step.Sources.Contains(other.Array.Id) && !IsSaturated(other.Step)))
                {
                    yield return new FlowFinding(FlowRule.VanishingRecurrence, origin, null, details);
                }
            }
            else if (paths.Any(path => !IsSaturated(path) && MayGrow(path, step.Loop, facts)))
            {
                yield return new FlowFinding(FlowRule.ExplodingRecurrence, origin, null, details) { Unbounded = UnboundedIn(paths, step.Loop, facts) };
            }
        }
    }

    private static bool IsSaturated(StateStep step) => IsSaturated(step.Step);

    private static bool IsSaturated(PathSum step) => step.Paths is { Count: > 0 } paths && paths.All(IsSaturated);

    private static bool IsSaturated(PathProduct path) => path.Factors.Any(factor => factor.Slopes is { } slopes && Saturation.Vanishes(slopes));

    /// <summary>The numbers among the parameters that let a path grow; none where something else does too.</summary>
    private static EquatableArray<string> UnboundedIn(IReadOnlyList<PathProduct> paths, For loop, FlowFacts facts)
    {
        List<ScalarParameter?> growing = [.. paths
            .Where(path => !IsSaturated(path))
            .SelectMany(path => path.Factors.Where(factor => MayGrow(factor, loop, facts)))
            .Select(factor => facts.Function.Parameters.OfType<ScalarParameter>().FirstOrDefault(parameter => parameter.Value.Id == factor.Variable.Id))];
        return growing.Contains(null) ? [] : [.. growing.Select(parameter => parameter!.WholeName).Distinct()];
    }

    /// <summary>A weight without a bound that is the same in every iteration: its powers grow where it is above 1.</summary>
    private static bool MayGrow(PathProduct path, For loop, FlowFacts facts) => path.Factors.Any(factor => MayGrow(factor, loop, facts));

    private static bool MayGrow(PathFactor factor, For loop, FlowFacts facts) =>
        factor.Power > 0
        && double.IsInfinity(facts.Ranges.Of(factor.Variable).Magnitude)
        && facts.Activity.IsActive(factor.Variable)
        && IsSameInAll(factor.Variable, loop, facts);

    /// <summary>Computed outside of the loop, or an element of memory that the loop neither writes nor steps through.</summary>
    private static bool IsSameInAll(Value value, For loop, FlowFacts facts) =>
        !Array.Exists(loop.AllDefinitions(), defined => defined.Id == value.Id)
        || (facts.Function.Body.Definitions.Find(value) is Load load
            && !loop.Body.AllStatements.Any(statement => statement is Store or Accumulate or Call && statement.Arrays().Any(written => written.Id == load.Array.Id))
            && new ValueSources(facts.Function.Body) is var sources && !load.Indices.Any(index => sources.Of(index).Contains(loop.Index.Id)));

    private static bool HasFewIterations(For loop) =>
        loop.Range is { Start: Constant { Number: var start }, End: Constant { Number: var end }, Step: Constant { Number: var step } }
        && Math.Abs((end - start) / step) < FewIterations;
}
