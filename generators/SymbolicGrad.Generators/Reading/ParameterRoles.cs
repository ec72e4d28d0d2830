using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Which arrays are outputs: those whose elements are proven written before they are read. The proof: there is no load at
/// all, or every load comes after loops at the top level that have written the whole array. What is not proven is in/out,
/// unless <c>[Output]</c> says so.
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
        bool isWritten = function.Body.AllStatements().Any(statement => statement is Store or Accumulate && statement.Array()!.Id == array.Id);
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

        // Regions that top-level loops have written by now, each the loops' ends along the axes.
        List<IReadOnlyList<Operand>> written = [];
        foreach (Statement statement in function.Body.Statements)
        {
            if (!LoadsAreCovered(statement, array, written, []))
            {
                return ParameterRole.InOut;
            }

            if (RegionWritten(statement, array, []) is { } region)
            {
                written.Add(region);
            }
        }

        return ParameterRole.Output;
    }

    /// <summary>Every load in the statement reads inside a region that is written already.</summary>
    private static bool LoadsAreCovered(Statement statement, ArrayVariable array, List<IReadOnlyList<Operand>> written, IReadOnlyList<For> loops)
    {
        if (statement is Load load && load.Array.Id == array.Id)
        {
            // The first element exists inside a loop to the region's end, for that loop runs at least once there.
            return written.Any(region => Enumerable.Range(0, region.Count).All(axis => loops.Any(loop =>
                (loop.Index.Equals(load.Indices[axis]) || load.Indices[axis] is Constant { IsZero: true }) && IsCounting(loop) && loop.Range.End.Equals(region[axis]))));
        }

        if (statement is Accumulate accumulate && accumulate.Array.Id == array.Id)
        {
            return false;
        }

        IReadOnlyList<For> inner = statement is For around ? [.. loops, around] : loops;
        return statement.Blocks().All(block => block.Statements.All(nested => LoadsAreCovered(nested, array, written, inner)));
    }

    private static bool IsCounting(For loop) =>
        loop.Range is { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } };

    /// <summary>A counting loop that always reaches its end.</summary>
    private static bool IsComplete(For loop) => loop.Guard is null && IsCounting(loop);

    /// <summary>What nested loops from 0 around an unconditional store (or one in each branch) write: their ends along the axes.</summary>
    private static IReadOnlyList<Operand>? RegionWritten(Statement statement, ArrayVariable array, IReadOnlyList<For> loops)
    {
        switch (statement)
        {
            case For loop when IsComplete(loop):
                return loop.Body.Statements.Select(inner => RegionWritten(inner, array, [.. loops, loop])).FirstOrDefault(region => region is not null);
            case If branch:
                IReadOnlyList<Operand>? then = branch.Then.Statements.Select(inner => RegionWritten(inner, array, loops)).FirstOrDefault(region => region is not null);
                IReadOnlyList<Operand>? otherwise = branch.Else.Statements.Select(inner => RegionWritten(inner, array, loops)).FirstOrDefault(region => region is not null);
                return then is not null && otherwise is not null && then.SequenceEqual(otherwise) ? then : null;
            case Store store when store.Array.Id == array.Id:
                List<Operand> ends = [];
                foreach (Operand index in store.Indices)
                {
                    if (loops.FirstOrDefault(loop => loop.Index.Equals(index)) is not { } loop)
                    {
                        return null;
                    }

                    ends.Add(loop.Range.End);
                }

                // Every loop around the store has an axis of its own, and none runs empty while the others do not.
                return store.Indices.Distinct().Count() == store.Indices.Count && loops.Count == store.Indices.Count ? ends : null;
            default:
                return null;
        }
    }
}
