using System.Numerics;
using CommunityToolkit.HighPerformance;
using FsCheck;
using FsCheck.Fluent;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd;

/// <summary>The three layouts against a plain loop in double precision, at every kind of size.</summary>
public class MatrixProductTests
{
    public enum Layout
    {
        Plain,
        RightTransposed,
        LeftTransposed,
    }

    public static TheoryData<Layout> Layouts() => [.. Enum.GetValues<Layout>()];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_small_size_is_right(Layout layout)
    {
        // Covers all remainders of the tiles' six rows and three, and of one and two vectors of float and double.
        int[] columns = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 35];
        for (int m = 1; m <= 14; m++)
        {
            foreach (int n in columns)
            {
                foreach (int k in (int[])[1, 2, 3, 4, 5, 8, 9, 16, 19])
                {
                    Check<double>(layout, m, n, k, gap: 0, 1e-14);
                    Check<float>(layout, m, n, k, gap: 0, 1e-5);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Long_sums_are_right(Layout layout)
    {
        // Deeper than one panel: 256 terms with vectors of 32 bytes.
        foreach (int k in (int[])[127, 128, 129, 255, 256, 257, 512, 700])
        {
            Check<double>(layout, 9, 21, k, gap: 3, 1e-12);
            Check<float>(layout, 1, 21, k, gap: 3, 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Random_sizes_and_gaps_are_right(Layout layout)
    {
        var cases = from m in Gen.Choose(1, 40)
                    from n in Gen.Choose(1, 70)
                    from k in Gen.Choose(1, 90)
                    from gap in Gen.Choose(0, 9)
                    select (m, n, k, gap);
        Prop.ForAll(cases.ToArbitrary(), size =>
        {
            Check<double>(layout, size.m, size.n, size.k, size.gap, 1e-13);
            Check<float>(layout, size.m, size.n, size.k, size.gap, 1e-4);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Types_without_vectors_work(Layout layout) => Check<Half>(layout, 5, 6, 7, gap: 1, 0.02);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Empty_factors_add_nothing(Layout layout)
    {
        double[,] c = { { 1, 2 }, { 3, 4 } };
        Multiply<double>(layout, ReadOnlySpan2D<double>.Empty, ReadOnlySpan2D<double>.Empty, c);
        c.Cast<double>().ShouldBe([1, 2, 3, 4]);
        double[,] cleared = (double[,])c.Clone();
        Multiply<double>(layout, ReadOnlySpan2D<double>.Empty, ReadOnlySpan2D<double>.Empty, cleared, isSet: true);
        cleared.Cast<double>().ShouldBe([0, 0, 0, 0]);
        Multiply(layout, ReadOnlySpan2D<double>.Empty, c, Span2D<double>.Empty);
        Multiply(layout, c, ReadOnlySpan2D<double>.Empty, Span2D<double>.Empty);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Not_a_number_reaches_its_row_and_column_and_no_other(Layout layout)
    {
        const int Size = 20;
        double[,] a = new double[Size, Size], b = new double[Size, Size], c = new double[Size, Size];
        // The zeros with which panels are filled up must not meet an infinity of a neighbour.
        int row = layout == Layout.LeftTransposed ? 4 : 7;
        int column = layout == Layout.LeftTransposed ? 7 : 4;
        a[row, column] = double.PositiveInfinity;
        Multiply<double>(layout, a, b, c);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
                double.IsNaN(c[i, j]).ShouldBe(i == 7, $"at {i}, {j}");
        }
    }

    [Fact]
    public void Wrong_shapes_are_named()
    {
        double[,] a = new double[2, 3], b = new double[4, 5], c = new double[2, 5];
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProduct<double>(a, b, c))
            .ShouldSatisfyAllConditions(e => e.ParamName.ShouldBe("b"), e => e.Message.ShouldStartWith("The height of b, 4, differs from the width of a, 3."));
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProductTransposed<double>(a, b, c))
            .ShouldSatisfyAllConditions(e => e.ParamName.ShouldBe("b"), e => e.Message.ShouldStartWith("The width of b, 5, differs from the width of a, 3."));
        Should.Throw<ArgumentException>(() => MatrixProduct.AddTransposedProduct<double>(a, b, c))
            .ShouldSatisfyAllConditions(e => e.ParamName.ShouldBe("b"), e => e.Message.ShouldStartWith("The height of b, 4, differs from the height of a, 2."));
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProduct<double>(a, new double[3, 5], new double[3, 5]))
            .ShouldSatisfyAllConditions(e => e.ParamName.ShouldBe("c"), e => e.Message.ShouldStartWith("The height of c, 3, differs from the height of a, 2."));
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProduct<double>(a, new double[3, 5], new double[2, 4]))
            .ShouldSatisfyAllConditions(e => e.ParamName.ShouldBe("c"), e => e.Message.ShouldStartWith("The width of c, 4, differs from the width of b, 5."));
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProduct<double>(a, new double[3, 5], Span2D<double>.Empty)).ParamName.ShouldBe("c");
        Should.Throw<ArgumentException>(() => MatrixProduct.AddProduct<double>(a, ReadOnlySpan2D<double>.Empty, c)).ParamName.ShouldBe("b");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Nothing_is_allocated(Layout layout)
    {
        float[,] a = new float[40, 40], c = new float[40, 40];
        Multiply<float>(layout, a, a, c);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply<float>(layout, a, a, c);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Check<T>(Layout layout, int m, int n, int k, int gap, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new(m + 100 * n + 10000 * k);
        var a = layout == Layout.LeftTransposed ? RandomMatrix<T>(random, k, m, gap) : RandomMatrix<T>(random, m, k, gap);
        var b = layout == Layout.RightTransposed ? RandomMatrix<T>(random, n, k, gap) : RandomMatrix<T>(random, k, n, gap);
        var c = RandomMatrix<T>(random, m, n, gap);
        T[,] before = (T[,])c.Clone();
        int leftWidth = layout == Layout.LeftTransposed ? m : k;
        int rightWidth = layout == Layout.RightTransposed ? k : n;
        Multiply<T>(layout, View(a, leftWidth), View(b, rightWidth), new Span2D<T>(c, 0, gap, m, n));
        Compare("added", c, before);

        // What is not a number would show that the former contents were read.
        new Span2D<T>(c, 0, gap, m, n).Fill(T.NaN);
        new Span2D<T>(before, 0, gap, m, n).Clear();
        Multiply<T>(layout, View(a, leftWidth), View(b, rightWidth), new Span2D<T>(c, 0, gap, m, n), isSet: true);
        Compare("set", c, before);

        ReadOnlySpan2D<T> View(T[,] matrix, int width) => new(matrix, 0, gap, matrix.GetLength(0), width);

        void Compare(string what, T[,] c, T[,] before)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < c.GetLength(1); j++)
                {
                    double expected = double.CreateChecked(before[i, j]);
                    bool inside = j >= gap && j < gap + n;
                    for (int p = 0; inside && p < k; p++)
                    {
                        T left = layout == Layout.LeftTransposed ? a[p, i + gap] : a[i, p + gap];
                        T right = layout == Layout.RightTransposed ? b[j - gap, p + gap] : b[p, j - gap + gap];
                        expected += double.CreateChecked(left) * double.CreateChecked(right);
                    }

                    double error = Math.Abs(double.CreateChecked(c[i, j]) - expected);
                    if (!(error <= (inside ? tolerance : 0)))
                        throw new ShouldAssertException($"{what}, {layout} {typeof(T).Name} {m}×{k}×{n}, gap {gap}: c[{i}, {j - gap}] is {c[i, j]}, not {expected}");
                }
            }
        }
    }

    private static void Multiply<T>(Layout layout, ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet = false)
        where T : IFloatingPointIeee754<T>
    {
        switch ((layout, isSet))
        {
            case (Layout.Plain, false):
                MatrixProduct.AddProduct(a, b, c);
                break;
            case (Layout.Plain, true):
                MatrixProduct.Product(a, b, c);
                break;
            case (Layout.RightTransposed, false):
                MatrixProduct.AddProductTransposed(a, b, c);
                break;
            case (Layout.RightTransposed, true):
                MatrixProduct.ProductTransposed(a, b, c);
                break;
            case (_, false):
                MatrixProduct.AddTransposedProduct(a, b, c);
                break;
            case (_, true):
                MatrixProduct.TransposedProduct(a, b, c);
                break;
        }
    }

    /// <summary>Random elements in [−1, 1], with <paramref name="gap"/> columns that do not belong to the matrix on both sides.</summary>
    private static T[,] RandomMatrix<T>(Random random, int height, int width, int gap)
        where T : IFloatingPointIeee754<T>
    {
        T[,] matrix = new T[height, width + 2 * gap];
        foreach (ref T element in new Span2D<T>(matrix))
            element = T.CreateChecked(2 * random.NextDouble() - 1);
        return matrix;
    }
}
