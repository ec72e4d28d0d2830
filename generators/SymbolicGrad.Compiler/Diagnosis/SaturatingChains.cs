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
        List<Dictionary<int, PathSum>> outputs = [.. Outputs(function).Select(output => Reached(output, facts))];
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: ParameterRole.Input, IsMember: false }))
        {
            int id = parameter is ScalarParameter scalar ? scalar.Value.Id : ((ArrayParameter)parameter).Array.Id;
            List<PathSum> sums = [.. outputs.Where(reached => reached.TryGetValue(id, out PathSum? sum) && !sum.IsZero).Select(reached => reached[id])];
            if (sums.Count > 0 && sums.TrueForAll(sum => IsChain(sum, facts)))
            {
                // To the output that most of the gradient comes from.
                (PathSum sum, int count) = sums.Select(sum => (sum, sum.Paths!.Min(Saturation.CountOf))).OrderBy(found => found.Item2).First();
                yield return new FlowFinding(FlowRule.SaturatingChain, default, parameter.WholeName, [parameter.Name, FlowText.Count(count), facts.Text.Of(FlowBound.Of(sum, facts.Ranges)!)])
                {
                    Related = HiddenActivations(id, facts),
                };
            }
        }
    }

    /// <summary>The ids of what is returned, scalars that are handed back, and memory that is written for the caller.</summary>
    private static IEnumerable<int> Outputs(Function function) => function.Body.Yields.OfType<Value>().Where(value => value.Type.IsFloating).Select(value => value.Id)
        .Concat(function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Input }).Select(parameter => parameter.Array.Id))
        .Distinct();

    private static Dictionary<int, PathSum> Reached(int output, FlowFacts facts)
    {
        Dictionary<int, PathSum> reached = new() { [output] = PathSum.One };
        new GradientPaths(facts.Ranges).Reverse(facts.Function.Body, reached);
        return reached;
    }

    private static bool IsChain(PathSum sum, FlowFacts facts) =>
        sum.Paths is { } paths && paths.Min(Saturation.CountOf) >= Chain && FlowBound.Of(sum, facts.Ranges) is { } bound
        && bound.Products.All(product => product.Number <= Little) && paths.All(path => path.Coefficient >= 1 || IsLittle(path, facts));

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
