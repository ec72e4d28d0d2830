using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>What a nest over rows does in each of them.</summary>
/// <param name="BeforeRows">What stands before the nest: how far vectors go, and the memory that they go through.</param>
/// <param name="BeforeVectors">What each row begins with.</param>
/// <param name="Vectors">The loop over a row's whole vectors.</param>
/// <param name="Last">The condition that a last vector is filled in part, and what it guards; empty where such a vector would not pay.</param>
/// <param name="Covered">How many elements of a row all of this does.</param>
/// <param name="Length">How many there are.</param>
/// <param name="IsAll">True where these are the same on all hardware.</param>
internal sealed record RowVectors(
    IReadOnlyList<Statement> BeforeRows, IReadOnlyList<Statement> BeforeVectors, IReadOnlyList<Statement> Vectors, IReadOnlyList<Statement> Last, Value Covered, Operand Length, bool IsAll);

/// <summary>
/// A loop over rows around a loop over their elements: memory is bound once before both, then all rows are gone through by whole vectors, and what
/// fills none in any row is done by nests of its own behind that.
/// </summary>
/// <remarks>
/// The other way is to bind each row when it comes. Then the twenty rows of an LSTM's step take longer than the two vectors that each of them has at
/// 16 units: the whole step on a batch of 32 took 1.3 times as long.
/// </remarks>
internal sealed class RowNest(LoopShape shape, Definitions definitions, IdSource ids)
{
    /// <summary>The statements that do what the nest does; null where rows have to be done one after the other.</summary>
    /// <param name="rows">The loop over rows.</param>
    /// <param name="columns">The loop over a row's elements, the last statement of the other's body.</param>
    public IReadOnlyList<Statement>? Build(For rows, For columns)
    {
        List<Statement> head = [.. rows.Body.Statements.Take(rows.Body.Statements.Count - 1)];
        HashSet<int> written = [.. columns.Body.AllStatements.Where(statement => statement is Store or Accumulate).Select(write => write.Array()!.Id)];
        bool isNest = LoopShape.IsUnitStride(rows) && rows.Range.Start is Constant { Number: >= 0 } && columns.Range.Start is Constant { IsZero: true }
            && rows.Carried.Count == 0 && columns.Carried.Count == 0 && head.TrueForAll(statement => CanBeRepeated(statement, written));
        if (!isNest || new VectorLoop(columns, rows, shape, definitions, ids, []).BuildRow(rows) is not { } row)
        {
            return null;
        }

        List<Statement> statements = [.. row.BeforeRows, ForEach([.. row.BeforeVectors, .. row.Vectors])];
        if (row.Last is [var isPart, If { Then.Statements: var last } guard])
        {
            // How many elements there are is the same for all rows.
            statements.AddRange([isPart, guard with { Then = new Block([last[0], ForEach([.. row.BeforeVectors, .. last.Skip(1)])], []) }]);
        }

        if (!row.IsAll)
        {
            Value isLeft = ids.NewValue(ScalarType.Boolean);
            For rest = rows.With(new Block([.. head, columns with { Range = columns.Range with { Start = row.Covered } }], []));
            statements.AddRange([new Compute(isLeft, Comparisons.LessThan, [row.Covered, row.Length]), new If(isLeft, new Block([rest], []), Block.Empty, []) { Origin = rows.Origin }]);
        }

        return statements;

        // The loop as it was keeps its values.
        Statement ForEach(IEnumerable<Statement> inRow) => new Rewriter { FreshIds = ids }.Rewrite(rows.With(new Block([.. head, .. inRow], [])));
    }

    /// <summary>True of what may be done again before the rest of the row: it changes nothing, and nothing of what it reads changes.</summary>
    private static bool CanBeRepeated(Statement statement, HashSet<int> written) =>
        statement is Dimension or Compute { Operation.MayThrow: false } || (statement is Load load && !written.Contains(load.Array.Id));
}
