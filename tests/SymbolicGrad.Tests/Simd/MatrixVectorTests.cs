using System.Numerics;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd;

/// <summary>Products of a matrix and a vector, and what their reverse adds, against plain loops in double precision.</summary>
public class MatrixVectorTests
{
    public static TheoryData<int, int> Shapes()
    {
        // All remainders of four rows and of one and two vectors.
        TheoryData<int, int> shapes = [];
        foreach (int rows in (int[])[1, 2, 3, 4, 5, 7, 8, 13])
        {
            foreach (int columns in (int[])[1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 33, 70])
                shapes.Add(rows, columns);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_is_right(int rows, int columns)
    {
        Check<double>(rows, columns, gap: 0, 1e-13);
        Check<double>(rows, columns, gap: 3, 1e-13);
        Check<float>(rows, columns, gap: 2, 1e-5);
    }

    [Fact]
    public void Types_without_vectors_work() => Check<Half>(9, 7, gap: 1, 0.02);

    [Fact]
    public void Nothing_is_added_where_a_side_is_empty()
    {
        double[] untouched = [1, 2, 3];
        MatrixVector.AddProduct(new ReadOnlySpan2D<double>(new double[3, 0]), [], untouched);
        MatrixVector.AddTransposedProduct(new ReadOnlySpan2D<double>(new double[0, 3]), [], untouched);
        MatrixVector.AddAdjoints(new ReadOnlySpan2D<double>(new double[0, 3]), untouched, [], untouched, new Span2D<double>(new double[0, 3]));
        untouched.ShouldBe([1, 2, 3]);
        MatrixVector.Product(new ReadOnlySpan2D<double>(new double[3, 0]), [], untouched);
        untouched.ShouldBe([0, 0, 0]);
        MatrixVector.SumOfProducts(new ReadOnlySpan2D<double>(new double[3, 0]), [], new ReadOnlySpan2D<double>(new double[,] { { 1 }, { 2 }, { 3 } }), [2], untouched);
        untouched.ShouldBe([2, 4, 6]);
        double[] cleared = [1, 2, 3];
        MatrixVector.TransposedProduct(new ReadOnlySpan2D<double>(new double[0, 3]), [], cleared);
        cleared.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        double[,] matrix = new double[2, 3], other = new double[2, 4];
        double[] two = new double[2], three = new double[3];
        Should.Throw<ArgumentException>(() => MatrixVector.Product<double>(matrix, two, two)).ParamName.ShouldBe("x");
        Should.Throw<ArgumentException>(() => MatrixVector.AddProduct<double>(matrix, three, three)).ParamName.ShouldBe("target");
        Should.Throw<ArgumentException>(() => MatrixVector.SumOfProducts<double>(matrix, three, other, three, two)).ParamName.ShouldBe("h");
        Should.Throw<ArgumentException>(() => MatrixVector.AddTransposedProduct<double>(matrix, three, three)).ParamName.ShouldBe("upstream");
        Should.Throw<ArgumentException>(() => MatrixVector.AddOuterProduct<double>(two, two, matrix)).ParamName.ShouldBe("x");
        Should.Throw<ArgumentException>(() => MatrixVector.AddAdjoints<double>(matrix, three, two, two, matrix)).ParamName.ShouldBe("dx");
        Should.Throw<ArgumentException>(() => MatrixVector.AddAdjoints<double>(matrix, three, two, three, other)).ParamName.ShouldBe("dMatrix");
    }

    private static void Check<T>(int rows, int columns, int gap, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new(rows * 100 + columns);
        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() * 2 - 1))];
        T[] w = Draw(rows * (columns + gap)), g = Draw(rows * (columns + gap)), x = Draw(columns), upstream = Draw(rows), z = Draw(rows), dx = Draw(columns);
        T At(T[] matrix, int j, int k) => matrix[j * (columns + gap) + k];
        ReadOnlySpan2D<T> W() => new(w, 0, rows, columns, gap);
        Span2D<T> Target(T[] memory) => new(memory, 0, rows, columns, gap);

        T[] product = [.. z], added = [.. z], transposed = [.. dx], outer = [.. g], bothVector = [.. dx], bothMatrix = [.. g];
        T[] setTransposed = [.. dx], setOuter = [.. g];

        // The second product's matrix and vector are other ones, of another width.
        int states = columns + 5;
        T[] u = Draw(rows * (states + gap)), h = Draw(states), sumOfBoth = [.. z], addedSum = [.. z];
        ReadOnlySpan2D<T> U() => new(u, 0, rows, states, gap);
        MatrixVector.Product(W(), x, product);
        MatrixVector.AddProduct(W(), x, added);
        MatrixVector.AddTransposedProduct(W(), upstream, transposed);
        MatrixVector.AddOuterProduct(upstream, x, Target(outer));
        MatrixVector.AddAdjoints(W(), x, upstream, bothVector, Target(bothMatrix));
        MatrixVector.TransposedProduct(W(), upstream, setTransposed);
        MatrixVector.OuterProduct(upstream, x, Target(setOuter));
        MatrixVector.SumOfProducts(W(), x, U(), h, sumOfBoth);
        MatrixVector.AddSumOfProducts(W(), x, U(), h, addedSum);

        for (int j = 0; j < rows; j++)
        {
            double dot = Enumerable.Range(0, columns).Sum(k => double.CreateTruncating(At(w, j, k)) * double.CreateTruncating(x[k]));
            Close(product[j], dot);
            Close(added[j], double.CreateTruncating(z[j]) + dot);
            double second = Enumerable.Range(0, states).Sum(k => double.CreateTruncating(u[j * (states + gap) + k]) * double.CreateTruncating(h[k]));
            Close(sumOfBoth[j], dot + second);
            Close(addedSum[j], double.CreateTruncating(z[j]) + dot + second);
        }

        for (int k = 0; k < columns; k++)
        {
            double sum = double.CreateTruncating(dx[k]) + Enumerable.Range(0, rows).Sum(j => double.CreateTruncating(At(w, j, k)) * double.CreateTruncating(upstream[j]));
            Close(transposed[k], sum);
            Close(setTransposed[k], sum - double.CreateTruncating(dx[k]));
            Close(bothVector[k], sum);
        }

        for (int i = 0; i < g.Length; i++)
        {
            (int j, int k) = Math.DivRem(i, columns + gap);
            double expected = double.CreateTruncating(g[i]) + (k < columns ? double.CreateTruncating(upstream[j]) * double.CreateTruncating(x[k]) : 0);
            Close(outer[i], expected);
            Close(bothMatrix[i], expected);
            Close(setOuter[i], k < columns ? expected - double.CreateTruncating(g[i]) : expected);
        }

        void Close(T actual, double expected) =>
            (Math.Abs(double.CreateTruncating(actual) - expected) <= tolerance * (1 + Math.Abs(expected))).ShouldBeTrue($"{actual}, expected {expected}: {rows} × {columns}, gap {gap}");
    }
}
