using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Which arrays are outputs: those whose elements are proven written before they are read (<see cref="WrittenFirst"/>). What is not
/// proven is in/out, unless <c>[Output]</c> says so.
/// </summary>
internal static class ParameterRoles
{
    public static Function Assign(Function function, IReadOnlyCollection<string> statedOutputs, bool isRecursive) => function with
    {
        Parameters = function.Parameters
            .Select(parameter => parameter is ArrayParameter array ? array with { Role = RoleOf(function, array, statedOutputs, isRecursive) } : parameter)
            .ToEquatableArray(),
    };

    private static ParameterRole RoleOf(Function function, ArrayParameter parameter, IReadOnlyCollection<string> statedOutputs, bool isRecursive)
    {
        ParameterRole role = RoleOf(function, parameter.Array, statedOutputs.Contains(parameter.WholeName), isRecursive);

        // A structure has one gradient, which has a field for what it writes as well.
        return parameter.Whole is not null && role == ParameterRole.Output ? ParameterRole.InOut : role;
    }

    private static ParameterRole RoleOf(Function function, ArrayVariable array, bool isStatedOutput, bool isRecursive)
    {
        bool isWritten = function.Body.AllStatements.Any(statement => statement is Store or Accumulate && statement.Array()!.Id == array.Id);
        if (!isWritten)
        {
            return ParameterRole.Input;
        }

        if (isStatedOutput)
        {
            return ParameterRole.Output;
        }

        // A recursive call took the role for granted before this body was known.
        if (isRecursive)
        {
            return ParameterRole.InOut;
        }

        return WrittenFirst.IsWritten(function.Body, array) ? ParameterRole.Output : ParameterRole.InOut;
    }
}
