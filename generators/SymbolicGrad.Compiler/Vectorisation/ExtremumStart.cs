using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// A largest or smallest element that begins with the first one and goes on from the second: max(x₀, x₀) is x₀, so the loop may as well begin with the first.
/// Then vectors begin where memory does, and the loop has the same extent as others over it.
/// </summary>
internal static class ExtremumStart
{
    /// <param name="loop">The loop.</param>
    /// <param name="before">What stands before it in its block.</param>
    /// <returns>The loop from one element earlier on, or as it is.</returns>
    public static For Include(For loop, IReadOnlyList<Statement> before)
    {
        if (loop is not { Carried: [{ Initial: Value initial, Entry: var entry }], Range.Start: Constant { Number: >= 1 } start, Body: { Statements: [Load element, Compute extremum], Yields: [var yielded] } }
            || (extremum.Operation != Extrema.Max && extremum.Operation != Extrema.Min)
            || !yielded.Equals(extremum.Result) || !extremum.Operands.Contains(entry) || !extremum.Operands.Contains(element.Result)
            || !element.Indices[element.Indices.Count - 1].Equals(loop.Index))
        {
            return loop;
        }

        Constant first = Constant.Int((int)start.Number - 1);
        EquatableArray<Operand> place = [.. element.Indices.Take(element.Indices.Count - 1), first];
        for (int i = before.Count - 1; i >= 0; i--)
        {
            if (before[i] is Load load && load.Result.Equals(initial))
            {
                return load.Array.Id == element.Array.Id && load.Indices.Equals(place) ? loop with { Range = loop.Range with { Start = first } } : loop;
            }

            // Anything else may have written the element since.
            if (before[i] is not (Compute or Load or Dimension))
            {
                return loop;
            }
        }

        return loop;
    }
}
