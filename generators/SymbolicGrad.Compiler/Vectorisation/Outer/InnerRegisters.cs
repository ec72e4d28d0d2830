using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// What an innermost loop reads from one place, or adds to one place, stays in a register while it runs. All of that stands behind the question
/// whether the loop runs at all, so that no place is touched that the loop would not touch.
/// </summary>
internal sealed class InnerRegisters(IdSource ids)
{
    /// <summary>The questions whether loops run.</summary>
    public HashSet<int> Guards { get; } = [];

    public Block Rewrite(Block block) => block.With(block.Statements.SelectMany(statement => statement switch
    {
        For loop when loop.Body.AllStatements.Any(inner => inner is For) => [loop.With(Rewrite(loop.Body))],
        For loop => Rewrite(loop),
        If branch => [branch.With(Rewrite(branch.Then), Rewrite(branch.Else))],
        _ => new[] { statement },
    }).ToList());

    private IReadOnlyList<Statement> Rewrite(For loop)
    {
        HashSet<int> inside = [.. loop.AllDefinitions().Select(value => value.Id).Except(loop.Results.Select(result => result.Id))];
        Statement[] accesses = [.. loop.Body.AllStatements.Where(statement => statement is Load or Store or Accumulate)];
        List<Statement> before = [], body = [];
        List<Accumulate> sums = [];
        foreach (Statement statement in loop.Body.Statements)
        {
            bool isFixed = statement.Operands().All(operand => operand is not Value value || !inside.Contains(value.Id));
            switch (statement)
            {
                case Compute or Dimension when isFixed:
                case Load load when isFixed && accesses.All(access => access is Load || access.Array()!.Id != load.Array.Id):
                case Store store when isFixed && accesses.Count(access => access.Array()!.Id == store.Array.Id) == 1:
                    before.Add(statement);
                    inside.ExceptWith(statement.Results().Select(result => result.Id));
                    break;
                case Accumulate sum when sum.Indices.All(index => index is not Value value || !inside.Contains(value.Id)) && accesses.Count(access => access.Array()!.Id == sum.Array.Id) == 1:
                    sums.Add(sum);
                    break;
                default:
                    body.Add(statement);
                    break;
            }
        }

        return before.Any(statement => statement is not (Compute { Operation.MayThrow: false } or Dimension)) || sums.Count > 0 ? Guarded(loop, before, body, sums) : before.Count > 0 ? [.. before, loop.With(loop.Body with { Statements = body.ToEquatableArray() })]
            : [loop];
    }

    private IReadOnlyList<Statement> Guarded(For loop, List<Statement> before, List<Statement> body, List<Accumulate> sums)
    {
        List<Carried> carried = [.. loop.Carried];
        List<Operand> yields = [.. loop.Body.Yields];
        List<Value> results = [.. loop.Results.Select(result => ids.NewValue(result.Type, result.Name))];
        List<Statement> after = [];
        foreach (Accumulate sum in sums)
        {
            string name = QuantityNames.Of(new Load(ids.NewValue(sum.Array.Element), sum.Array, sum.Indices));
            Value entry = ids.NewValue(sum.Array.Element, name), next = ids.NewValue(sum.Array.Element), total = ids.NewValue(sum.Array.Element, entry.Name);
            body.Add(new Compute(next, Arithmetic.Add, [entry, sum.Value]));
            carried.Add(new Carried(new Constant(entry.Type, 0), entry));
            yields.Add(next);
            results.Add(total);
            after.Add(sum with { Value = total });
        }

        For rest = loop with { Carried = carried.ToEquatableArray(), Body = new Block(body.ToEquatableArray(), yields.ToEquatableArray()), Results = results.ToEquatableArray() };
        Value runs = ids.NewValue(ScalarType.Boolean);
        Compute question = new(runs, loop.Range.Comparison switch
        {
            LoopComparison.Less => Comparisons.LessThan,
            LoopComparison.LessOrEqual => Comparisons.LessThanOrEqual,
            LoopComparison.Greater => Comparisons.GreaterThan,
            LoopComparison.GreaterOrEqual => Comparisons.GreaterThanOrEqual,
            _ => throw new InvalidOperationException($"Unknown comparison {loop.Range.Comparison}."),
        }, [loop.Range.Start, loop.Range.End]);
        Guards.Add(runs.Id);
        If guarded = new(
            runs,
            new Block([.. before, rest, .. after], results.Take(loop.Results.Count).Cast<Operand>().ToEquatableArray()),
            new Block([], loop.Carried.Select(scalar => scalar.Initial).ToEquatableArray()),
            loop.Results)
        {
            Origin = loop.Origin,
        };
        return [question, guarded];
    }
}
