using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Products;

/// <summary>Which call of the library a contraction is, told by which loops its arrays move with.</summary>
internal sealed class ProductCalls(LoopShape shape)
{
    public Kernel? Of(Contraction contraction) => contraction.Loops.Count == 3 ? OfMatrices(contraction) : OfMatrixAndVector(contraction);

    /// <summary>
    /// Two calls that are the reverse of one product of a matrix and a vector, for the same upstream, as the one that reads both
    /// matrices in one pass.
    /// </summary>
    public static List<Kernel> Join(IReadOnlyList<Kernel> calls)
    {
        List<Kernel> joined = [.. calls];
        foreach (Kernel toVector in calls.Where(call => call.Operation == KernelOperation.AddTransposedProductWithVector))
        {
            int at = joined.IndexOf(toVector);
            int other = joined.FindIndex(call => call.Operation == KernelOperation.AddOuterProduct && AreAdjoints(toVector, call));
            if (other < 0)
            {
                continue;
            }

            Kernel toMatrix = joined[other];
            joined[at] = new Kernel(
                null,
                KernelOperation.AddAdjointsOfProduct,
                [toVector.Arguments[0], toMatrix.Arguments[0], toVector.Arguments[1], toMatrix.Arguments[2], toVector.Arguments[2]]);
            joined.RemoveAt(other);
        }

        return joined;
    }

    private static bool AreAdjoints(Kernel toVector, Kernel toMatrix)
    {
        MatrixArgument matrix = (MatrixArgument)toVector.Arguments[1], gradient = (MatrixArgument)toMatrix.Arguments[0];
        return toVector.Arguments[2].Equals(toMatrix.Arguments[1])
            && matrix.RowCount.Equals(gradient.RowCount)
            && matrix.ColumnCount.Equals(gradient.ColumnCount);
    }

    private Kernel? OfMatrices(Contraction contraction)
    {
        (Factor target, Factor left, Factor right) = (contraction.Target, contraction.Left, contraction.Right);
        if (!target.IsMatrix || !left.IsMatrix || !right.IsMatrix)
        {
            return null;
        }

        // The factor that has the row comes first.
        if (right.MovesWith(target.Row))
        {
            (left, right) = (right, left);
        }

        For summed = contraction.Loops.Single(loop => loop != target.Row && loop != target.Column);
        if (!left.MovesWith(target.Row) || !left.MovesWith(summed) || !right.MovesWith(target.Column) || !right.MovesWith(summed))
        {
            return null;
        }

        KernelOperation? operation = (left.Row == target.Row, right.Row == summed) switch
        {
            (true, true) => KernelOperation.AddProduct,
            (true, false) => KernelOperation.AddProductTransposed,
            (false, true) => KernelOperation.AddTransposedProduct,
            (false, false) => null,
        };
        return operation is null ? null : new Kernel(null, operation, [Matrix(target, contraction.Places), Matrix(left, contraction.Places), Matrix(right, contraction.Places)]);
    }

    private Kernel? OfMatrixAndVector(Contraction contraction)
    {
        NestPlaces places = contraction.Places;
        (Factor target, Factor left, Factor right) = (contraction.Target, contraction.Left, contraction.Right);
        if (target.IsMatrix)
        {
            Factor upstream = left.MovesWith(target.Row) ? left : right, x = left.MovesWith(target.Row) ? right : left;
            return upstream.IsVector && x.IsVector && upstream.Column == target.Row && x.Column == target.Column
                ? new Kernel(null, KernelOperation.AddOuterProduct, [Matrix(target, places), Vector(upstream, places), Vector(x, places)])
                : null;
        }

        Factor matrix = left.IsMatrix ? left : right, vector = left.IsMatrix ? right : left;
        if (!target.IsVector || !matrix.IsMatrix || !vector.IsVector || target.Column == vector.Column)
        {
            return null;
        }

        KernelOperation operation = target.Column == matrix.Row ? KernelOperation.AddProductWithVector : KernelOperation.AddTransposedProductWithVector;
        return new Kernel(null, operation, [Vector(target, places), Matrix(matrix, places), Vector(vector, places)]);
    }

    private MatrixArgument Matrix(Factor factor, NestPlaces places)
    {
        Operand row = places.StartOf(factor.Axes[0]), column = places.StartOf(factor.Axes[1]);
        Operand height = factor.Row.Range.End, width = factor.Column.Range.End;
        bool isWhole = row is Constant { IsZero: true } && column is Constant { IsZero: true } && shape.IsLength(height, factor.Array, 0) && shape.IsLength(width, factor.Array, 1);
        return new MatrixArgument(factor.Array, row, height, column, width, isWhole);
    }

    private SectionArgument Vector(Factor factor, NestPlaces places)
    {
        Operand? row = factor.Axes.Count == 2 ? places.StartOf(factor.Axes[0]) : null;
        Operand start = places.StartOf(factor.Axes[factor.Axes.Count - 1]), length = factor.Column.Range.End;
        bool isWhole = start is Constant { IsZero: true } && shape.IsLength(length, factor.Array, factor.Axes.Count - 1);
        return new SectionArgument(factor.Array, row, start, length, isWhole);
    }
}
