using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// A loop over directions of which each iteration begins with the same values keeps its own part alone: the values are computed once, before it. A
/// Jacobian's rows then cost a reverse sweep each, and one forward sweep together.
/// </summary>
internal static class ValuesOnce
{
    /// <summary>The function with that loop changed; the function itself where values change while the loop uses them.</summary>
    /// <param name="function">A Jacobian's function, after simplification.</param>
    /// <param name="index">The index of the loop over directions.</param>
    /// <param name="table">The Jacobian.</param>
    public static Function Run(Function function, Value index, ArrayVariable table)
    {
        int position = function.Body.Statements.ToList().FindIndex(statement => statement is For loop && loop.Index.Id == index.Id);
        if (position < 0 || function.Body.Statements[position] is not For { Carried.Count: 0, Guard: null } directions)
        {
            return function;
        }

        (List<Statement> once, List<Statement> each) = Split(directions.Body.Statements, new VaryingPart(directions, table));
        return AreApart(directions.Body.Statements, once, each)
            ? function with
            {
                Body = function.Body with
                {
                    Statements =
                    [
                        .. function.Body.Statements.Take(position),
                        .. once,
                        directions with { Body = new Block(each.ToEquatableArray(), []) },
                        .. function.Body.Statements.Skip(position + 1),
                    ],
                },
            }
            : function;
    }

    /// <summary>
    /// What runs once and what runs for each direction. A loop may compute a total or write scratch, the same for all directions, beside a direction's
    /// own part: what uses them comes after it.
    /// </summary>
    private static (List<Statement> Once, List<Statement> Each) Split(EquatableArray<Statement> statements, VaryingPart varying)
    {
        List<Statement> once = [], each = [];
        IdSet values = new(), arrays = new();
        foreach (Statement statement in statements)
        {
            if (!varying.Varies(statement)
                && !Array.Exists(statement.AllOperands(), operand => operand is Value value && values.Contains(value.Id))
                && !statement.WithNested().SelectMany(nested => nested.Arrays()).Any(array => arrays.Contains(array.Id)))
            {
                once.Add(statement);
                continue;
            }

            each.Add(statement);
            foreach (Value result in statement.Results())
            {
                values.Add(result.Id);
            }

            foreach (int written in Written(statement))
            {
                arrays.Add(written);
            }
        }

        return (once, each);
    }

    /// <summary>
    /// Nothing is written both by what runs once and by what runs for each direction; and what the latter reads is complete by then, also in the order
    /// in which the statements stood.
    /// </summary>
    private static bool AreApart(EquatableArray<Statement> statements, List<Statement> once, List<Statement> each)
    {
        HashSet<int> writtenOnce = [.. once.SelectMany(Written)], written = [.. each.SelectMany(Written)];
        if (writtenOnce.Overlaps(written))
        {
            return false;
        }

        HashSet<int> touched = [];
        foreach (Statement statement in statements)
        {
            if (each.Contains(statement))
            {
                touched.UnionWith(statement.WithNested().SelectMany(nested => nested.Arrays()).Select(array => array.Id));
            }
            else if (touched.Overlaps(Written(statement)) || touched.Overlaps(statement.WithNested().OfType<Allocate>().Select(allocate => allocate.Array.Id)))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<int> Written(Statement statement) => statement.WithNested().SelectMany(nested => nested switch
    {
        Store or Accumulate => [nested.Array()!.Id],
        Call call => call.Written().Select(array => array.Id),
        Kernel kernel => kernel.Arguments.Take(kernel.Operation.Written).Select(argument => argument.ArrayOf()!.Id),
        _ => Enumerable.Empty<int>(),
    });
}
