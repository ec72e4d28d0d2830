using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// A sum over an inner loop that is added to the sum of an outer one: the inner loop goes on with the outer sum instead of
/// starting at 0. Changes the order of additions, so it is for derivatives only.
/// </summary>
internal static class AccumulatorMerging
{
    public static Function Run(Function function, int firstAdjointId) =>
        function with
        {
            Body = function.Body.SelectStatements(statement => [statement is For loop ? Merge(loop, firstAdjointId) : statement]),
        };

    private static For Merge(For outer, int firstAdjointId)
    {
        for (int i = 0; i < outer.Carried.Count; i++)
        {
            Value sum = outer.Carried[i].Entry;
            if (sum.Id >= firstAdjointId && MergeOne(outer, i, sum) is { } merged)
            {
                outer = merged;
            }
        }

        return outer;
    }

    private static For? MergeOne(For outer, int position, Value sum)
    {
        Compute? addition = outer.Body.Statements.OfType<Compute>()
            .FirstOrDefault(compute => compute.Result.Equals(outer.Body.Yields[position]) && compute.Operation == Arithmetic.Add && compute.Operands.Contains(sum));
        if (addition is null || Uses(outer.Body, sum) != 1 || Uses(outer.Body, addition.Result) != 1)
        {
            return null;
        }

        Operand share = addition.Operands[0].Equals(sum) ? addition.Operands[1] : addition.Operands[0];
        For? inner = outer.Body.Statements.OfType<For>().FirstOrDefault(loop => loop.Results.Any(result => result.Equals(share)));
        if (inner is null || Uses(outer.Body, share) != 1)
        {
            return null;
        }

        int carried = Enumerable.Range(0, inner.Results.Count).First(i => inner.Results[i].Equals(share));
        Value entry = inner.Carried[carried].Entry;
        bool isSum = inner.Carried[carried].Initial is Constant { IsZero: true }
            && Uses(inner.Body, entry) == 1
            && Uses(inner.Body, inner.Body.Yields[carried]) == 1
            && inner.Body.Statements.OfType<Compute>().Any(compute =>
                compute.Result.Equals(inner.Body.Yields[carried])
                && ((compute.Operation == Arithmetic.Add && compute.Operands.Contains(entry))
                    || (compute.Operation == Arithmetic.Subtract && compute.Operands[0].Equals(entry))));
        if (!isSum)
        {
            return null;
        }

        For continued = inner with
        {
            Carried = inner.Carried.Select((c, i) => i == carried ? c with { Initial = sum } : c).ToEquatableArray(),
        };
        return outer with
        {
            Body = new Block(
                outer.Body.Statements
                    .Where(statement => !ReferenceEquals(statement, addition))
                    .Select(statement => ReferenceEquals(statement, inner) ? continued : statement)
                    .ToEquatableArray(),
                outer.Body.Yields.Select((yield, i) => i == position ? share : yield).ToEquatableArray()),
        };
    }

    private static int Uses(Block block, Operand operand) => block.AllOperands().Count(used => used.Equals(operand));
}
