using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>Parameters whose gradient passes several saturating activations on every path.</summary>
internal static class SaturatingChains
{
    private const int Chain = 3;

    // What three sigmoids leave, and a hair for the search of their suprema.
    private const double Little = 1.0001 / 64;

    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        Function function = facts.Function;
        if (function is not { Result: null, Returns: [{ Type.IsFloating: true, Structure: null }] } || function.Body.Yields[0] is not Value result)
        {
            yield break;
        }

        Dictionary<int, PathSum> reached = new() { [result.Id] = PathSum.One };
        new GradientPaths(facts.Ranges).Reverse(function.Body, reached);
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: ParameterRole.Input, IsMember: false }))
        {
            int id = parameter is ScalarParameter scalar ? scalar.Value.Id : ((ArrayParameter)parameter).Array.Id;
            if (reached.TryGetValue(id, out PathSum? sum) && sum.Paths is { Count: > 0 } paths
                && paths.Min(Saturation.CountOf) is >= Chain and var count && FlowBound.Of(sum, facts.Ranges) is { } bound
                && bound.Products.All(product => product.Number <= Little) && paths.All(path => path.Coefficient >= 1 || IsLittle(path, facts)))
            {
                yield return new FlowFinding(FlowRule.SaturatingChain, default, parameter.WholeName, [parameter.Name, FlowText.Count(count), facts.Text.Of(bound)])
                {
                    Related = HiddenActivations(id, facts),
                };
            }
        }
    }

    /// <summary>The saturating activations of the quantity whose values are given to others.</summary>
    private static EquatableArray<Origin> HiddenActivations(int quantity, FlowFacts facts)
    {
        ValueSources sources = new(facts.Function.Body);
        List<(Compute Activation, HashSet<int> Sources)> reached = [.. facts.Function.Body.AllStatements.OfType<Compute>()
            .Where(compute => Saturation.HasTwoFlatTails(compute.Operation))
            .Select(compute => (Activation: compute, Sources: sources.Of(compute.Operands[0])))
            .Where(activation => activation.Sources.Contains(quantity))];
        ILookup<bool, Origin> byPlace = reached.ToLookup(
            activation => reached.Exists(other => other.Activation != activation.Activation && other.Sources.Contains(activation.Activation.Result.Id)),
            activation => activation.Activation.Origin);

        // What stands in a helper may be hidden in one call and the output in another.
        return [.. byPlace[true]
            .GroupBy(origin => (origin.Start, origin.Length))
            .Where(hidden => !byPlace[false].Any(last => (last.Start, last.Length) == hidden.Key))
            .Select(hidden => hidden.First())];
    }

    /// <summary>By its slopes, whatever constants there are besides.</summary>
    private static bool IsLittle(PathProduct path, FlowFacts facts) =>
        FlowBound.Of(PathSum.Of(path.WithCoefficient(1)), facts.Ranges) is { } bound && bound.Products.All(product => product.Number <= Little);
}
