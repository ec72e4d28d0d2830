using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// The rows that inner loops go along are bound where the loop over rows begins: an element of a matrix takes two checks and a multiplication, one
/// of a row takes one check.
/// </summary>
/// <param name="ids">Gives new values their ids.</param>
/// <param name="guards">Conditions that only ask whether a loop runs: what stands behind them is demanded on entry like what stands in loops.</param>
internal sealed class RowViews(IdSource ids, ISet<int> guards)
{
    public Block Rewrite(Block block) => block.With([.. block.Statements.Select(statement => statement switch
    {
        For loop => loop.With(Bind(loop, Rewrite(loop.Body))),
        If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
        _ => statement,
    })]);

    private Block Bind(For rows, Block body)
    {
        List<Statement> views = [];
        Dictionary<int, ArrayVariable> known = [];
        bool IsElement(Statement statement) =>
            statement is Load or Store or Accumulate && statement.Place() is [var row, _] && row.Equals(rows.Index)
            && statement.Array()!.Storage is ArrayStorage.Scratch or ArrayStorage.Span2D or ArrayStorage.ReadOnlySpan2D or ArrayStorage.RectangularArray;
        ArrayVariable Row(ArrayVariable array)
        {
            if (!known.TryGetValue(array.Id, out ArrayVariable? row))
            {
                row = ids.NewArray(array.Name + "Row", array.Element, 1, array.Storage == ArrayStorage.ReadOnlySpan2D ? ArrayStorage.ReadOnlySpan : ArrayStorage.Span);
                Value width = ids.NewValue(ScalarType.Int32);
                views.Add(new Dimension(width, array, 1));
                views.Add(new View(row, new SectionArgument(array, rows.Index, Constant.Int(0), width, IsWhole: false)));
                known.Add(array.Id, row);
            }

            return row;
        }

        Block Inside(Block block, bool isInLoop) => block.With([.. block.Statements.Select(statement => statement switch
        {
            For loop => loop.With(Inside(loop.Body, isInLoop: true)),
            If { Condition: Value condition } branch when guards.Contains(condition.Id) => branch.With(Inside(branch.Then, isInLoop), branch.Else),
            Load load when isInLoop && IsElement(load) => load with { Array = Row(load.Array), Indices = [load.Indices[1]] },
            Store store when isInLoop && IsElement(store) => store with { Array = Row(store.Array), Indices = [store.Indices[1]] },
            Accumulate sum when isInLoop && IsElement(sum) => sum with { Array = Row(sum.Array), Indices = [sum.Indices[1]] },
            _ => statement,
        })]);

        Block bound = Inside(body, isInLoop: false);
        return views.Count == 0 ? body : bound with { Statements = [.. views, .. bound.Statements] };
    }
}
