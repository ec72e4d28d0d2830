using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>A row-major matrix in a span: a Jacobian or a Hessian.</summary>
/// <param name="Array">The span.</param>
/// <param name="Rows">What its rows stand for.</param>
/// <param name="Columns">What its columns stand for.</param>
internal sealed record Table(ArrayVariable Array, UnitDirections Rows, UnitDirections Columns)
{
    /// <summary>Stores the entry in a row for a scalar of the columns, or in a column for a scalar of the rows.</summary>
    public void Store(BlockBuilder builder, Operand row, Operand column, Operand value)
    {
        Operand converted = value.Type == Array.Element ? value : builder.Convert(value, Array.Element);
        builder.Add(new Store(Array, [IndexOf(builder, row, column)], converted));
    }

    /// <summary>The entries of one row that belong to a part of the columns, as memory of that part's shape.</summary>
    public ArrayArgument InRow(Operand row, int part) => new(
        Array, Columns.LengthsOf(part), (builder, indices) => [IndexOf(builder, row, Columns.PositionOf(builder, part, indices))]);

    /// <summary>The entries of one column that belong to a part of the rows, as memory of that part's shape.</summary>
    public ArrayArgument InColumn(Operand column, int part) => new(
        Array, Rows.LengthsOf(part), (builder, indices) => [IndexOf(builder, Rows.PositionOf(builder, part, indices), column)]);

    private Value IndexOf(BlockBuilder builder, Operand row, Operand column) =>
        builder.Compute(Arithmetic.Add, [builder.Compute(Arithmetic.Multiply, [row, Columns.Count]), column]);
}
