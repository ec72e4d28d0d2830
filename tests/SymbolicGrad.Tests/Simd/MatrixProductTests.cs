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

    /// <summary>How the product is computed: as the library chooses, or by blocks of vectors of one width.</summary>
    public enum Way
    {
        Chosen,
        Preferred,
        Wide,
    }

    public static TheoryData<Layout> Layouts() => [.. Enum.GetValues<Layout>()];

    public static TheoryData<Layout, Way> Ways()
    {
        TheoryData<Layout, Way> ways = [];
        foreach (Layout layout in Enum.GetValues<Layout>())
        {
            foreach (Way way in Enum.GetValues<Way>())
                ways.Add(layout, way);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_small_size_is_right(Layout layout, Way way)
    {
        // Covers all remainders of the tiles' rows, and of one and two vectors of float and double.
        int[] columns = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 35];
        for (int m = way == Way.Chosen ? 1 : BlockedProduct.LeastRows; m <= 21; m++)
        {
            foreach (int n in columns)
            {
                foreach (int k in way == Way.Chosen ? (int[])[1, 2, 3, 4, 5, 8, 9, 16, 19] : [1, 2, 5, 9])
                {
                    Check<double>(layout, m, n, k, gap: 0, 1e-14, way);
                    Check<float>(layout, m, n, k, gap: 0, 1e-5, way);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Long_sums_are_right(Layout layout, Way way)
    {
        // Deeper than one panel: 256 or 512 terms where it is copied, half where it is not.
        foreach (int k in (int[])[127, 128, 129, 255, 256, 257, 511, 512, 513, 700, 1025])
        {
            Check<double>(layout, 9, 21, k, gap: 3, 1e-12, way);
            Check<float>(layout, 9, 37, k, gap: 3, 1e-3, way);
            Check<float>(layout, 1, 21, k, gap: 3, 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Many_rows_are_right(Layout layout, Way way)
    {
        // Panels of many rows are copied, and strips have a rest.
        foreach (int m in (int[])[32, 47, 48, 63, 64, 65, 70, 97])
        {
            Check<double>(layout, m, 21, 40, gap: 3, 1e-12, way);
            Check<float>(layout, m, 35, 40, gap: 3, 1e-4, way);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rows_a_page_apart_are_right(Layout layout, Way way)
    {
        // Columns of a transposed left factor that are a page apart are copied, some rows at a time: 48, and 50 or 4 at the end.
        foreach (int m in (int[])[1024, 1008 + 2, 1008 + 4])
        {
            Check<float>(layout, m, 19, 6, gap: (1024 - m) / 2, 1e-5, way);
            Check<double>(layout, m, 19, 6, gap: (1024 - m) / 2, 1e-13, way);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Wide_products_are_right(Layout layout)
    {
        // The product of fewer rows than columns is computed transposed where that saves transposing the right factor.
        foreach (int n in (int[])[40, 63, 64, 65, 100])
        {
            foreach (Way way in Enum.GetValues<Way>())
            {
                Check<double>(layout, 7, n, 50, gap: 2, 1e-12, way);
                Check<float>(layout, 33, n, 130, gap: 2, 1e-4, way);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_same_product_has_the_same_bits(Layout layout)
    {
        Random random = new(5);
        float[,] a = RandomMatrix<float>(random, 50, 50, 0), first = new float[50, 50], second = new float[50, 50];
        Multiply<float>(layout, a, a, first, isSet: true);
        Multiply<float>(layout, a, a, second, isSet: true);
        second.Cast<float>().ShouldBe(first.Cast<float>());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Random_sizes_and_gaps_are_right(Layout layout, Way way)
    {
        var cases = from m in Gen.Choose(way == Way.Chosen ? 1 : BlockedProduct.LeastRows, 80)
                    from n in Gen.Choose(1, 70)
                    from k in Gen.Choose(1, 90)
                    from gap in Gen.Choose(0, 9)
                    select (m, n, k, gap);
        Prop.ForAll(cases.ToArbitrary(), size =>
        {
            Check<double>(layout, size.m, size.n, size.k, size.gap, 1e-13, way);
            Check<float>(layout, size.m, size.n, size.k, size.gap, 1e-4, way);
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
    [MemberData(nameof(Ways))]
    public void Not_a_number_reaches_its_row_and_column_and_no_other(Layout layout, Way way)
    {
        const int Size = 20;
        double[,] a = new double[Size, Size], b = new double[Size, Size], c = new double[Size, Size];
        // The zeros with which panels are filled up must not meet an infinity of a neighbour.
        int row = layout == Layout.LeftTransposed ? 4 : 7;
        int column = layout == Layout.LeftTransposed ? 7 : 4;
        a[row, column] = double.PositiveInfinity;
        Multiply<double>(layout, a, b, c, way: way);
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

    private static void Check<T>(Layout layout, int m, int n, int k, int gap, double tolerance, Way way = Way.Chosen)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new(m + 100 * n + 10000 * k);
        var a = layout == Layout.LeftTransposed ? RandomMatrix<T>(random, k, m, gap) : RandomMatrix<T>(random, m, k, gap);
        var b = layout == Layout.RightTransposed ? RandomMatrix<T>(random, n, k, gap) : RandomMatrix<T>(random, k, n, gap);
        var c = RandomMatrix<T>(random, m, n, gap);
        T[,] before = (T[,])c.Clone();
        int leftWidth = layout == Layout.LeftTransposed ? m : k;
        int rightWidth = layout == Layout.RightTransposed ? k : n;
        Multiply<T>(layout, View(a, leftWidth), View(b, rightWidth), new Span2D<T>(c, 0, gap, m, n), way: way);
        Compare("added", c, before);

        // What is not a number would show that the former contents were read.
        new Span2D<T>(c, 0, gap, m, n).Fill(T.NaN);
        new Span2D<T>(before, 0, gap, m, n).Clear();
        Multiply<T>(layout, View(a, leftWidth), View(b, rightWidth), new Span2D<T>(c, 0, gap, m, n), isSet: true, way);
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
                        throw new ShouldAssertException($"{what}, {layout}, {way}, {typeof(T).Name} {m}×{k}×{n}, gap {gap}: c[{i}, {j - gap}] is {c[i, j]}, not {expected}");
                }
            }
        }
    }

    private static void Multiply<T>(Layout layout, ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet = false, Way way = Way.Chosen)
        where T : IFloatingPointIeee754<T>
    {
        if (way != Way.Chosen)
        {
            MultiplyInBlocks(layout, a, b, c, isSet, way);
            return;
        }

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

    /// <summary>Both widths on every machine: what the hardware has not got is computed by the runtime.</summary>
    private static void MultiplyInBlocks<T>(Layout layout, ReadOnlySpan2D<T> a, ReadOnlySpan2D<T> b, Span2D<T> c, bool isSet, Way way)
        where T : IFloatingPointIeee754<T>
    {
        MatrixOperand<T> left = MatrixOperand.Of(a), right = MatrixOperand.Of(b), target = MatrixOperand.Of((ReadOnlySpan2D<T>)c);
        int terms = layout == Layout.LeftTransposed ? a.Height : a.Width;
        if (layout == Layout.LeftTransposed)
            left = left.Transposed;
        if (layout == Layout.RightTransposed)
            right = right.Transposed;
        if (way == Way.Wide)
            MatrixProductStrategy.RunBlocked<T, WideTiling<T>>(c.Height, c.Width, terms, left, right, target, isSet);
        else
            MatrixProductStrategy.RunBlocked<T, PreferredTiling<T>>(c.Height, c.Width, terms, left, right, target, isSet);
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
