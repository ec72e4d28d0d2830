using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>
/// What the documentation says of gradient flow: how much of the loss's derivative a parameter can get at most, where slopes make it small; and
/// what an iteration of a recurrence makes of it. Nothing where that would be no more than the formula.
/// </summary>
internal static class FlowDocumentation
{
    // Beyond this the reader looks at the formula instead.
    private const int LongestBound = 70, LongestRemark = 240, MostProducts = 4, MostOfStep = 6;

    public static IEnumerable<string> For(MemberKind kind, Function primal)
    {
        bool returnsOneNumber = primal is { Result: null, Returns: [{ Type.IsFloating: true, Structure: null }] };
        bool isToldHere = kind == MemberKind.Gradient
            || (kind == MemberKind.Backward && (!returnsOneNumber || primal.Parameters.Any(parameter => parameter is ArrayParameter { Role: ParameterRole.Output })));
        if (!isToldHere || !HasSomethingToSay(primal))
        {
            return [];
        }

        RangeAnalysis ranges = RangeAnalysis.Of(primal);
        FlowText text = new(primal);
        return (kind == MemberKind.Gradient ? OfParameters(primal, ranges, text) : []).Concat(OfSteps(primal, ranges, text));
    }

    /// <summary>A slope with a bound, or a number that passes from iteration to iteration.</summary>
    private static bool HasSomethingToSay(Function primal) => Array.Exists(primal.Body.AllStatements, statement =>
        statement is Compute { Operation: { Arity: 1, Cost: > 1, IsDifferentiable: true } operation, Result.Type.IsFloating: true } && !double.IsInfinity(operation.SlopeBound));

    private static IEnumerable<string> OfParameters(Function primal, RangeAnalysis ranges, FlowText text)
    {
        // Through memory and loops nobody says how many paths there are.
        if (primal.Body.Yields[0] is not Value result || primal.Body.AllStatements.Any(statement => statement is not (Compute or If or Dimension or Load)))
        {
            return [];
        }

        Dictionary<int, PathSum> reached = new() { [result.Id] = PathSum.One };
        new GradientPaths(ranges).Reverse(primal.Body, reached);
        List<string> bounds = [];
        int length = 0;
        foreach (ScalarParameter parameter in primal.Parameters.OfType<ScalarParameter>().Where(parameter => parameter is { IsDifferentiable: true, Role: ParameterRole.Input }))
        {
            if (reached.TryGetValue(parameter.Value.Id, out PathSum? sum) && FlowBound.Of(sum, ranges) is { } bound
                && bound.Products.Count <= MostProducts && bound.Products.All(product => product is { HasSlopes: true, Number: < 1 })
                && text.Of(bound) is { Length: <= LongestBound } shown
                && (length += shown.Length + parameter.Name.Length + 12) <= LongestRemark)
            {
                bounds.Add($"|∂L/∂{parameter.Name}| ≤ {shown}");
            }
        }

        return bounds.Count == 0 ? [] : [$"Gradient flow: {string.Join(", ", bounds)}."];
    }

    private static IEnumerable<string> OfSteps(Function primal, RangeAnalysis ranges, FlowText text)
    {
        foreach (StateStep step in Recurrences.Of(primal, ranges))
        {
            if (step is { Name: { } name, IsOfDerivative: true } && FlowBound.Of(step.Step, ranges) is { } bound
                && bound.Products.Count is > 0 and <= MostOfStep && bound.Products.Any(product => product.HasSlopes)
                && text.Of(bound) is { Length: <= LongestBound } shown)
            {
                yield return $"Gradient flow: |∂{name}/∂{name}₋₁| ≤ {shown}, where {name}₋₁ is {name} one iteration earlier.";
            }
        }
    }
}
