using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>The elements of a jagged array, counted through row after row: where each row starts.</summary>
internal sealed class RowStarts
{
    private readonly Operand _rows;
    private readonly ArrayVariable _rowLengths;
    private readonly ArrayVariable _starts;

    /// <param name="builder">Computes the starts.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="rowLengths">How long they are.</param>
    public RowStarts(BlockBuilder builder, Operand rows, ArrayVariable rowLengths)
    {
        (_rows, _rowLengths) = (rows, rowLengths);
        _starts = builder.Ids.NewArray("starts", ScalarType.Int32, 1, ArrayStorage.Scratch);
        builder.Add(new Allocate(_starts, [rows], Zeroed: false));
        Value i = builder.Ids.NewValue(ScalarType.Int32, "i"), start = builder.Ids.NewValue(ScalarType.Int32, "start"), count = builder.Ids.NewValue(ScalarType.Int32, "count");
        BlockBuilder body = builder.Nested();
        body.Add(new Store(_starts, [i], start));
        Value next = body.Compute(Arithmetic.Add, [start, body.Load(rowLengths, [i])]);
        builder.Add(new For(i, LoopRange.UpTo(rows), [new Carried(Constant.Int(0), start)], body.ToBlock([next]), [count]));
        Count = count;
    }

    /// <summary>How many elements there are in all rows.</summary>
    public Operand Count { get; }

    /// <summary>The position of an element among all of them.</summary>
    public Operand PositionOf(BlockBuilder builder, EquatableArray<Operand> indices) =>
        builder.Compute(Arithmetic.Add, [builder.Load(_starts, [indices[0]]), indices[1]]);

    /// <summary>Looks for the element at a position, and does something with its indices.</summary>
    public void Find(BlockBuilder builder, Operand position, Action<BlockBuilder, EquatableArray<Operand>> found)
    {
        Value i = builder.Ids.NewValue(ScalarType.Int32, "i");
        BlockBuilder body = builder.Nested(), own = builder.Nested();
        Value column = body.Compute(Arithmetic.Subtract, [position, body.Load(_starts, [i])], "column");
        Value isReached = body.Compute(Comparisons.GreaterThanOrEqual, [column, Constant.Int(0)]);
        Value isInside = body.Compute(Comparisons.LessThan, [column, body.Load(_rowLengths, [i])]);
        found(own, [i, column]);
        body.Add(new If(body.Compute(Comparisons.And, [isReached, isInside]), own.ToBlock([]), Block.Empty, []));
        builder.Add(new For(i, LoopRange.UpTo(_rows), [], body.ToBlock([]), []));
    }
}
