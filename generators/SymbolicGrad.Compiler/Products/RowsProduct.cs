using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// A product with consecutive rows of a matrix, each of which belongs to one element of a vector or to one column of a matrix: its piece. What is
/// beside it in the matrix is beside it in a stack of pieces.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="Matrices">Which arguments are the matrix's rows; several are that many matrices, cut in one way.</param>
/// <param name="Part">Which argument is the piece.</param>
internal sealed record RowsProduct(Kernel Call, IReadOnlyList<int> Matrices, int Part)
{
    private static readonly Dictionary<KernelOperation, (int[] Matrices, int Part)> Operations = new()
    {
        [KernelOperation.ProductWithVector] = ([1], 0),
        [KernelOperation.AddProductWithVector] = ([1], 0),
        [KernelOperation.SumOfProductsWithVectors] = ([1, 3], 0),
        [KernelOperation.AddSumOfProductsWithVectors] = ([1, 3], 0),
        [KernelOperation.AddTransposedProductWithVector] = ([1], 2),
        [KernelOperation.AddOuterProduct] = ([0], 1),
        [KernelOperation.AddAdjointsOfProduct] = ([2, 1], 4),
        [KernelOperation.ProductTransposed] = ([2], 0),
        [KernelOperation.AddProductTransposed] = ([2], 0),
        [KernelOperation.AddProduct] = ([2], 1),
        [KernelOperation.AddTransposedProduct] = ([0], 1),
    };

    public KernelArgument Piece => Call.Arguments[Part];

    public MatrixArgument Rows => (MatrixArgument)Call.Arguments[Matrices[0]];

    /// <summary>What all calls of a stack have in common: all but the piece and where the rows begin.</summary>
    public string Key => Call.Operation.Name + string.Join(";", Call.Arguments.Select((argument, i) =>
        i == Part ? (argument as MatrixArgument)?.RowCount.ToString()
        : Matrices.Contains(i) && argument is MatrixArgument matrix ? $"{matrix.Array.Id} {matrix.RowCount} {matrix.ColumnStart} {matrix.ColumnCount}"
        : argument.ToString()));

    /// <summary>Null where the call is no such product, or its piece only a part of an array.</summary>
    public static RowsProduct? Of(Kernel call) =>
        Operations.TryGetValue(call.Operation, out (int[] Matrices, int Part) shape)
        && new RowsProduct(call, shape.Matrices, shape.Part) is { Piece: SectionArgument { Row: null, IsWhole: true } or MatrixArgument { IsWhole: true } } product
        && product.Matrices.All(i => ((MatrixArgument)call.Arguments[i]).RowStart.Equals(product.Rows.RowStart))
            ? product : null;

    /// <summary>The same product with so many rows from the same one on, and another piece.</summary>
    public Kernel With(Operand rowCount, KernelArgument piece) => Call with
    {
        Arguments = Call.Arguments.Select((argument, i) =>
            i == Part ? piece
            : Matrices.Contains(i) ? (MatrixArgument)argument with { RowCount = rowCount, IsWhole = false }
            : argument).ToEquatableArray(),
    };
}
