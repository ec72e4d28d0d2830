using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// A gradient that is cleared at the start and then gets a contribution for each element is set instead: no clear, <c>=</c> in place of
/// <c>+=</c>. Single elements that are added to earlier in the same iteration wait until then.
/// </summary>
internal sealed class FirstContribution
{
    private readonly Function _function;
    private readonly Definitions _definitions;
    private readonly LengthClasses _lengths;
    private readonly bool _mayReorder;

    private FirstContribution(Function function, LengthClasses lengths, bool mayReorder)
    {
        _function = function;
        _definitions = function.Body.Definitions;
        _lengths = lengths;
        _mayReorder = mayReorder;
    }

    /// <param name="function">A member.</param>
    /// <param name="lengths">What is known of lengths.</param>
    /// <param name="mayReorder">Whether sums may be taken in another order.</param>
    public static Function Run(Function function, LengthClasses lengths, bool mayReorder) => new FirstContribution(function, lengths, mayReorder).Run();

    private Function Run()
    {
        Block body = _function.Body;
        foreach (Statement statement in _function.Body.Statements)
        {
            if (statement is For clear && ClearedBy(clear) is { } array && Contributions(array, clear) is { } contributions
                && contributions.Find(VisitsEachElementOnce) is { } first && (contributions.Count == 1 || _mayReorder)
                && FirstOf(body, first, contributions, []) is { } reordered)
            {
                body = reordered.SelectStatements(candidate =>
                    candidate is For other && other.Index.Equals(clear.Index) ? []
                    : ReferenceEquals(candidate, first) ? [new Store(array, first.Indices, first.Value) { Origin = first.Origin }]
                    : [candidate]);
            }
        }

        return _function with { Body = body };
    }

    /// <summary>The block with the contribution before all others to the same elements; null where another one cannot wait for it.</summary>
    /// <param name="block">A block that the first contribution stands in.</param>
    /// <param name="first">The contribution that visits each element once.</param>
    /// <param name="contributions">All of them.</param>
    /// <param name="loops">The loops around the block.</param>
    private static Block? FirstOf(Block block, Accumulate first, List<Accumulate> contributions, IReadOnlyList<For> loops)
    {
        bool IsOther(Statement statement) => !ReferenceEquals(statement, first) && contributions.Exists(contribution => ReferenceEquals(contribution, statement));
        bool IsInSameIteration(Statement other) => loops.All(loop => ((Accumulate)other).Indices[first.Indices.ToList().IndexOf(loop.Index)].Equals(loop.Index));
        List<Statement> before = [], waiting = [], after = [];
        Statement? containing = null;
        foreach (Statement statement in block.Statements)
        {
            Statement[] all = statement.WithNested();
            if (Array.Exists(all, nested => ReferenceEquals(nested, first)))
            {
                containing = statement;
            }
            else if (!Array.TrueForAll(all, nested => !IsOther(nested) || IsInSameIteration(nested)))
            {
                return null;
            }
            else if (containing is not null)
            {
                after.Add(statement);
            }
            else if (IsOther(statement))
            {
                waiting.Add(statement);
            }
            else if (Array.Exists(all, IsOther))
            {
                return null;
            }
            else
            {
                before.Add(statement);
            }
        }

        if (containing is For around)
        {
            if (FirstOf(around.Body, first, contributions, [.. loops, around]) is not { } inner)
            {
                return null;
            }

            containing = around.With(inner);
        }

        return block with { Statements = [.. before, containing!, .. waiting, .. after] };
    }

    /// <summary>The parameter that the loops clear, if that is what they do.</summary>
    private ArrayVariable? ClearedBy(For loop)
    {
        Statement inner = loop;
        while (inner is For { Carried.Count: 0, FromLibrary: true, Body.Statements: { } statements }
            && statements.Where(statement => statement is not Load { Array.Storage: ArrayStorage.RowLengths }).ToList() is [var only])
        {
            inner = only;
        }

        return inner is Store { Value: Constant { IsZero: true } } store
            && _function.Parameters.OfType<ArrayParameter>().Any(parameter => parameter.Array.Id == store.Array.Id)
            ? store.Array
            : null;
    }

    /// <summary>All that is done with the array besides clearing it, if that is additions alone.</summary>
    private List<Accumulate>? Contributions(ArrayVariable array, For clear)
    {
        List<Statement> uses = _function.Body.Statements
            .Where(statement => !ReferenceEquals(statement, clear))
            .SelectMany(statement => statement.WithNested())
            .Where(statement => statement is not Dimension && statement.Arrays().Any(used => used.Id == array.Id))
            .ToList();
        return uses.TrueForAll(use => use is Accumulate) ? [.. uses.Cast<Accumulate>()] : null;
    }

    private bool VisitsEachElementOnce(Accumulate accumulate)
    {
        List<For>? loops = LoopsAround(_function.Body, accumulate);
        return loops is not null
            && loops.All(loop => loop.Guard is null)
            && loops.Count == accumulate.Indices.Count
            && Enumerable.Range(0, loops.Count).All(axis =>
                loops.Any(loop => loop.Index.Equals(accumulate.Indices[axis]) && CoversAxis(loop.Range, accumulate.Array, axis, accumulate.Indices[0])))
            && accumulate.Indices.Distinct().Count() == accumulate.Indices.Count;
    }

    private bool CoversAxis(LoopRange range, ArrayVariable array, int axis, Operand row) => range switch
    {
        { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } => IsLength(range.End, array, axis, row),
        { End: Constant { IsZero: true }, Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } } =>
            _definitions.Find(range.Start) is Compute last
            && last.Operation == Arithmetic.Subtract
            && last.Operands[1] is Constant { IsOne: true }
            && IsLength(last.Operands[0], array, axis, row),
        _ => false,
    };

    private bool IsLength(Operand operand, ArrayVariable array, int axis, Operand row) =>
        _lengths.IsLength(operand, array, axis, _definitions) || (axis == 1 && _lengths.IsRowLength(operand, array, row, _definitions));

    /// <summary>The loops around a statement, or null where it stands in a branch.</summary>
    private static List<For>? LoopsAround(Block block, Statement wanted)
    {
        foreach (Statement statement in block.Statements)
        {
            if (ReferenceEquals(statement, wanted))
            {
                return [];
            }

            if (statement is For loop && LoopsAround(loop.Body, wanted) is { } inner)
            {
                return [loop, .. inner];
            }
        }

        return null;
    }
}
