using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>Differentiable inputs whose gradient is 0 whatever the arguments are.</summary>
internal static class UnusedInputs
{
    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        Function function = facts.Function;

        // Whoever stops a gradient means it.
        if (Array.Exists(function.Body.AllStatements, statement => statement is Compute compute && compute.Operation == Barriers.Stop))
        {
            yield break;
        }

        // Of a structure not every field need matter.
        foreach (IGrouping<string, Parameter> leaves in function.Parameters.Where(parameter => !parameter.IsMember).GroupBy(parameter => parameter.WholeName))
        {
            List<Parameter> inputs = [.. leaves.Where(parameter => parameter is { IsDifferentiable: true, Role: ParameterRole.Input })];
            if (inputs.Count > 0 && inputs.TrueForAll(input => !IsActive(input, facts)) && leaves.All(leaf => leaf.Role == ParameterRole.Input))
            {
                yield return new FlowFinding(FlowRule.NoGradient, default, leaves.Key, [leaves.Key, ReasonOf(inputs, function)]);
            }
        }
    }

    private static bool IsActive(Parameter parameter, FlowFacts facts) => parameter switch
    {
        ScalarParameter scalar => facts.Activity.IsActive(scalar.Value),
        ArrayParameter array => facts.Activity.IsActive(array.Array),
        _ => throw new InvalidOperationException("Unknown parameter."),
    };

    private static string ReasonOf(List<Parameter> inputs, Function function)
    {
        HashSet<int> ids = [.. inputs.Select(input => input is ScalarParameter scalar ? scalar.Value.Id : ((ArrayParameter)input).Array.Id)];
        bool isRead = function.Body.AllOperands().Any(operand => operand is Value value && ids.Contains(value.Id))
            || function.Body.AllStatements.Any(statement => statement is not Dimension && statement.Arrays().Any(array => ids.Contains(array.Id)));
        return isRead ? "the result depends on it only through comparisons, rounding and casts, or what it is used for is no part of the result"
            : function.Body.AllStatements.Any(statement => statement is Dimension dimension && ids.Contains(dimension.Array.Id) && IsUsed(dimension, function)) ? "only its length is used"
            : "it is not used";
    }

    /// <summary>Lengths of all parameters are in the function, whether it asks for them or not.</summary>
    private static bool IsUsed(Dimension dimension, Function function) =>
        function.Body.AllOperands().Any(operand => operand is Value value && value.Id == dimension.Result.Id);
}
