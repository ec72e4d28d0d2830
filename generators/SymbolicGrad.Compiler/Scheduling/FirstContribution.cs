using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// A gradient that is cleared at the start and then gets exactly one contribution for each element is set instead: no clear,
/// <c>=</c> in place of <c>+=</c>.
/// </summary>
internal sealed class FirstContribution
{
    private readonly Function _function;
    private readonly Definitions _definitions;
    private readonly LengthClasses _lengths;

    private FirstContribution(Function function, LengthClasses lengths)
    {
        _function = function;
        _definitions = function.Body.Definitions;
        _lengths = lengths;
    }

    public static Function Run(Function function, LengthClasses lengths) => new FirstContribution(function, lengths).Run();

    private Function Run()
    {
        Block body = _function.Body;
        foreach (Statement statement in _function.Body.Statements)
        {
            if (statement is For clear && ClearedBy(clear) is { } array && SoleContribution(array, clear) is { } contribution)
            {
                body = body.SelectStatements(candidate =>
                    candidate is For other && other.Index.Equals(clear.Index) ? []
                    : candidate.Equals(contribution) ? [new Store(array, contribution.Indices, contribution.Value) { Origin = contribution.Origin }]
                    : [candidate]);
            }
        }

        return _function with { Body = body };
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

    private Accumulate? SoleContribution(ArrayVariable array, For clear)
    {
        List<Statement> uses = _function.Body.Statements
            .Where(statement => !ReferenceEquals(statement, clear))
            .SelectMany(statement => statement.WithNested())
            .Where(statement => statement is not Dimension && statement.Arrays().Any(used => used.Id == array.Id))
            .ToList();
        return uses is [Accumulate accumulate] && VisitsEachElementOnce(accumulate) ? accumulate : null;
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
