using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// The elements that fill no whole vector, as a vector of which only the first lanes count. A function of one number takes as long as that of all
/// lanes, so where a loop computes functions this takes less than the loop as it was; where it does not, moving parts of vectors would take more.
/// </summary>
internal static class LastVector
{
    private const int CostOfFunction = 8;

    public static bool Pays(For loop, IReadOnlyList<RunningTotal> totals) =>
        totals.All(total => total.Factor is null) && loop.Body.AllStatements.OfType<Compute>().Any(compute => compute.Result.Type.IsFloating && compute.Operation.Cost >= CostOfFunction);

    /// <param name="vectors">The loop over whole vectors, whose results get other names.</param>
    /// <param name="whole">How many elements it covers.</param>
    /// <param name="length">How many there are: where the hardware has no vectors of the type, none.</param>
    /// <param name="element">Their type.</param>
    /// <param name="ids">Gives new values their ids.</param>
    public static (For Vectors, IEnumerable<Statement> Last) Build(For vectors, Value whole, Operand length, ScalarType element, IdSource ids)
    {
        List<Value> before = [.. vectors.Results.Select(result => ids.NewValue(result.Type, result.Name))];
        Value isLeft = ids.NewValue(ScalarType.Boolean), rest = ids.NewValue(ScalarType.Int32, "rest");
        List<Statement> last = [new Compute(rest, Arithmetic.Subtract, [length, whole])];
        Rewriter rewriter = new() { FreshIds = ids };
        rewriter.Replace(vectors.Index, whole);
        for (int i = 0; i < before.Count; i++)
        {
            rewriter.Replace(vectors.Carried[i].Entry, before[i]);
        }

        Block body = rewriter.Rewrite(vectors.Body);
        last.AddRange(body.Statements.Select(statement => statement switch
        {
            Load { Result.Type.IsVector: true } load => load with { Indices = [.. load.Indices, rest] },
            Store { Value.Type.IsVector: true } store => store with { Indices = [.. store.Indices, rest] },
            Accumulate { Value.Type.IsVector: true } accumulate => accumulate with { Indices = [.. accumulate.Indices, rest] },
            _ => statement,
        }));
        List<Operand> yields = [];
        if (before.Count > 0)
        {
            Value mask = ids.NewValue(ScalarType.VectorOf(element), "left");
            last.Add(new Compute(mask, LaneOperations.First, [rest, new Constant(element, 0)]));
            for (int i = 0; i < before.Count; i++)
            {
                Value total = ids.NewValue(before[i].Type, before[i].Name);
                last.Add(new Compute(total, Comparisons.Select, [mask, body.Yields[i], before[i]]));
                yields.Add(total);
            }
        }

        return (
            vectors with { Results = before.ToEquatableArray() },
            [
                new Compute(isLeft, Comparisons.LessThan, [whole, length]),
                new If(isLeft, new Block(last.ToEquatableArray(), yields.ToEquatableArray()), new Block([], before.Cast<Operand>().ToEquatableArray()), vectors.Results) { Origin = vectors.Origin },
            ]);
    }
}
