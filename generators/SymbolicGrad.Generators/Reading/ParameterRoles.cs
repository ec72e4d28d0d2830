using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Which arrays are outputs: those whose elements are proven written before they are read. The proof: there is no load at
/// all, or every load comes after loops at the top level that have written the whole array. What is not proven is in/out,
/// unless <c>[Output]</c> says so.
/// </summary>
internal static class ParameterRoles
{
    public static Function Assign(Function function, IMethodSymbol method)
    {
        Dictionary<int, Dimension> lengths = function.Body.AllStatements().OfType<Dimension>().ToDictionary(d => d.Result.Id);
        List<Parameter> parameters = [];
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Parameter parameter = function.Parameters[i];
            parameters.Add(parameter is ArrayParameter array
                ? array with { Role = RoleOf(function, array.Array, ParameterAttributes.Has(method.Parameters[i], "OutputAttribute"), lengths) }
                : parameter);
        }

        return function with { Parameters = parameters.ToEquatableArray() };
    }

    private static ParameterRole RoleOf(Function function, ArrayVariable array, bool isStatedOutput, Dictionary<int, Dimension> lengths)
    {
        bool isWritten = function.Body.AllStatements().Any(statement => statement is Store or Accumulate && statement.Array()!.Id == array.Id);
        if (!isWritten)
        {
            return ParameterRole.Input;
        }

        if (isStatedOutput)
        {
            return ParameterRole.Output;
        }

        foreach (Statement statement in function.Body.Statements)
        {
            if (statement.WithNested().Any(nested => nested is Load && nested.Array()!.Id == array.Id))
            {
                return ParameterRole.InOut;
            }

            if (WritesAll(statement, array, lengths, []))
            {
                return ParameterRole.Output;
            }
        }

        return ParameterRole.Output;
    }

    /// <summary>Nested loops from 0 to the array's lengths around a store at their indices.</summary>
    private static bool WritesAll(Statement statement, ArrayVariable array, Dictionary<int, Dimension> lengths, IReadOnlyList<For> loops)
    {
        switch (statement)
        {
            case For { Range: { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } } loop:
                return loop.Body.Statements.Any(inner => WritesAll(inner, array, lengths, [.. loops, loop]));
            case If branch:
                return branch.Then.Statements.Any(inner => WritesAll(inner, array, lengths, loops))
                    && branch.Else.Statements.Any(inner => WritesAll(inner, array, lengths, loops));
            case Store store when store.Array.Id == array.Id:
                return Enumerable.Range(0, store.Indices.Count).All(axis => loops.Any(loop =>
                        loop.Index.Equals(store.Indices[axis])
                        && loop.Range.End is Value end
                        && lengths.TryGetValue(end.Id, out Dimension? dimension)
                        && dimension.Array.Id == array.Id
                        && dimension.Axis == axis))
                    && store.Indices.Distinct().Count() == store.Indices.Count;
            default:
                return false;
        }
    }
}
