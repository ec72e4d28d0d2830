using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Records that are counted together, since no formula says how many came before, are read from the last to the first. What fills
/// memory again for the reverse of a call reads a run's records too, from the first to the last, and leaves them to the loop that
/// reverses the run.
/// </summary>
internal sealed partial class Taping
{
    private readonly Dictionary<int, For> _loops = function.Body.AllStatements.OfType<For>().ToDictionary(loop => loop.Index.Id);

    /// <summary>The loops of the sweep that mirror each, in their order.</summary>
    private readonly ILookup<int, For> _mirrors = function.Body.AllStatements.OfType<For>().Where(loop => loop.Mirrors is not null).ToLookup(loop => loop.Mirrors!.Value);

    /// <summary>It runs in the direction of what it mirrors.</summary>
    private bool IsRefill(For loop) => loop.Mirrors is { } primal && _loops.TryGetValue(primal, out For? forward) && forward.Range.Comparison == loop.Range.Comparison;

    private static Block Count(Block body, For mirror, bool isRefill, TapePlan tape)
    {
        if (mirror.Mirrors is not { } primal || !tape.CountersIn(primal).Any())
        {
            return body;
        }

        IEnumerable<Statement> steps = tape.CountersIn(primal).Select(counter => new Accumulate(counter, [], Constant.Int(isRefill ? 1 : -1)));
        return body with { Statements = (isRefill ? body.Statements.Concat(steps) : steps.Concat(body.Statements)).ToEquatableArray() };
    }

    /// <summary>Back to a run's first record, before a refill; and once more after it, where no other loop reads them.</summary>
    private void CountBack(For refill, Scope scope, TapePlan tape)
    {
        List<For> nest = [.. refill.WithNested().OfType<For>()];
        For innermost = nest[nest.Count - 1];
        List<ArrayVariable> counters = [.. tape.CountersIn(innermost.Mirrors!.Value)];
        if (counters.Count == 0)
        {
            return;
        }

        Operand Emit(Operation operation, Operand left, Operand right)
        {
            Value result = tape.Emit(scope.Output.Add, operation, left, right);
            scope.Show(result);
            return result;
        }

        Operand records = nest.Select(loop => Resolve(loop.Range.End, scope, tape)).Aggregate((left, right) => Emit(Arithmetic.Multiply, left, right));
        Operand back = Emit(Arithmetic.Subtract, Constant.Int(0), records);
        scope.Output.AddRange(counters.Select(counter => new Accumulate(counter, [], back)));
        if (ReferenceEquals(_mirrors[innermost.Mirrors!.Value].Last(), innermost))
        {
            scope.After.AddRange(counters.Select(counter => new Accumulate(counter, [], back)));
        }
    }
}
