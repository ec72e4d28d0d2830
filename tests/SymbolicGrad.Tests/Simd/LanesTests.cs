using System.Numerics;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd;

/// <summary>What vector loops do to memory.</summary>
public class LanesTests
{
    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(64)]
    public void Whole_vectors_cover_a_multiple_of_the_lanes(int length)
    {
        int whole = Lanes.Whole<double>(length);
        (whole % Vector<double>.Count).ShouldBe(0);
        whole.ShouldBeInRange(Math.Max(0, length - Vector<double>.Count + 1), Math.Max(0, length));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(64)]
    public void Groups_of_vectors_cover_a_multiple_of_theirs(int length)
    {
        int group = 4 * Vector<double>.Count, whole = Lanes.Whole<double>(length, 4);
        (whole % group).ShouldBe(0);
        whole.ShouldBeInRange(Math.Max(0, length - group + 1), Math.Max(0, length));
    }

    [Fact]
    public void A_type_without_vectors_has_no_whole_ones()
    {
        Lanes.Whole<Half>(1000).ShouldBe(0);
        Lanes.Whole<Half>(1000, 2).ShouldBe(0);
    }

    [Fact]
    public void Vectors_move_to_and_from_memory()
    {
        double[] memory = [.. Enumerable.Range(0, 3 * Vector<double>.Count).Select(i => (double)i)];
        double[] expected = [.. memory];
        Vector<double> loaded = Lanes.Load<double>(memory, 1);
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            loaded[lane].ShouldBe(lane + 1);
            expected[2 + lane] += 10;
            expected[2 + lane] += 2 * 3;
        }

        Lanes.Add(new Vector<double>(10), memory, 2);
        Lanes.AddProduct(new Vector<double>(2), new Vector<double>(3), memory, 2);
        memory.ShouldBe(expected);
        Lanes.Store(new Vector<double>(-1), memory, 0);
        memory[..Vector<double>.Count].ShouldAllBe(number => number == -1);
    }

    [Fact]
    public void Vectors_move_to_and_from_rows_of_a_view()
    {
        int lanes = Vector<double>.Count;
        for (int count = 1; count <= lanes; count++)
        {
            // The view begins behind a row and a column of the matrix, and ends before its last.
            double[,] memory = new double[4, lanes + 3];
            Fill(memory);
            double[,] expected = (double[,])memory.Clone();
            Span2D<double> view = memory.AsSpan2D()[1..3, 1..^1];
            Vector<double> loaded = count == lanes ? Lanes.Load(view, 1, 1) : Lanes.LoadFirst(view, 1, 1, count);
            Vector<double> again = count == lanes ? Lanes.Load((ReadOnlySpan2D<double>)view, 1, 1) : Lanes.LoadFirst((ReadOnlySpan2D<double>)view, 1, 1, count);
            again.ShouldBe(loaded);
            for (int lane = 0; lane < lanes; lane++)
            {
                loaded[lane].ShouldBe(lane < count ? memory[2, 2 + lane] : 0);
                expected[1, 2 + lane] = lane < count ? -1 : expected[1, 2 + lane];
                expected[2, 2 + lane] += lane < count ? 10 + 6 : 0;
            }

            (Vector<double> ten, Vector<double> two, Vector<double> three, Vector<double> minusOne) = (new(10), new(2), new(3), new(-1));
            if (count == lanes)
            {
                Lanes.Add(ten, view, 1, 1);
                Lanes.AddProduct(two, three, view, 1, 1);
                Lanes.Store(minusOne, view, 0, 1);
            }
            else
            {
                Lanes.AddFirst(ten, view, 1, 1, count);
                Lanes.AddProductFirst(two, three, view, 1, 1, count);
                Lanes.StoreFirst(minusOne, view, 0, 1, count);
            }

            memory.ShouldBe(expected);
        }
    }

    private static void Fill(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
                matrix[i, j] = (10 * i) + j;
        }
    }

    [Fact]
    public void The_first_lanes_move_alone()
    {
        for (int count = 1; count < Vector<double>.Count; count++)
        {
            double[] memory = [.. Enumerable.Range(0, Vector<double>.Count + 2).Select(i => (double)i)];
            float[] floats = [.. memory.Select(number => (float)number)];
            double[] expected = [.. memory];
            Vector<double> loaded = Lanes.LoadFirst<double>(memory, 1, count);
            Vector<float> narrow = Lanes.LoadFirst<float>(floats, 1, count);
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                loaded[lane].ShouldBe(lane < count ? lane + 1 : 0);
                narrow[lane].ShouldBe(lane < count ? lane + 1 : 0);
                double.IsNaN(Lanes.First<double>(count)[lane]).ShouldBe(lane < count);
                expected[1 + lane] += lane < count ? 10 + 6 : 0;
            }

            Lanes.AddFirst(new Vector<double>(10), memory, 1, count);
            Lanes.AddProductFirst(new Vector<double>(2), new Vector<double>(3), memory, 1, count);
            memory.ShouldBe(expected);
            Lanes.StoreFirst(new Vector<float>(-1), floats, 0, count);
            floats.Count(number => number == -1).ShouldBe(count);
        }
    }

    [Fact]
    public void Powers_are_those_of_one_multiplication_after_the_other()
    {
        Vector<double> powers = Lanes.Powers(3.0, 2.0);
        double power = 3;
        for (int lane = 0; lane < Vector<double>.Count; lane++, power *= 2)
        {
            powers[lane].ShouldBe(power);
        }

        (3 * Lanes.PowerOfLanes(2.0)).ShouldBe(power);
        Lanes.WholePowers(100, 2.0, 1).ShouldBe(Lanes.Whole<double>(100));
        Lanes.WholePowers(100, 2.0, 4).ShouldBe(Lanes.Whole<double>(100, 4));
        foreach (double lost in new[] { 0, 1e-300, 1e300, double.NaN, double.PositiveInfinity })
        {
            Lanes.WholePowers(100, lost, 1).ShouldBe(0);
        }
    }

    [Fact]
    public void Extrema_look_at_every_lane_and_pass_NaN_on()
    {
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            Vector<float> peak = Vector<float>.Zero.WithElement(lane, 3), pit = Vector<float>.Zero.WithElement(lane, -3);
            Lanes.Max(peak).ShouldBe(3);
            Lanes.Min(pit).ShouldBe(-3);
            Lanes.Max(peak.WithElement(lane, float.NaN)).ShouldBe(float.NaN);
            Lanes.Min(pit.WithElement(lane, float.NaN)).ShouldBe(float.NaN);
        }
    }

    [Fact]
    public void NaN_differs_from_itself()
    {
        Vector<double> mask = Lanes.NotEqual(new Vector<double>(double.NaN), new Vector<double>(double.NaN));
        Vector.ConditionalSelect(mask, Vector<double>.One, Vector<double>.Zero).ShouldBe(Vector<double>.One);
        Lanes.NotEqual(Vector<double>.One, Vector<double>.One).ShouldBe(Vector<double>.Zero);
    }

    [Fact]
    public void Sections_are_checked_once_and_empty_ones_not_at_all()
    {
        double[] vector = [1, 2, 3, 4];
        double[,] matrix = { { 1, 2 }, { 3, 4 } };
        Lanes.Section(vector, 1, 2).ToArray().ShouldBe([2, 3]);
        Lanes.Section(vector, 9, -5).Length.ShouldBe(0);
        Lanes.Section((ReadOnlySpan<double>)vector, 9, 0).Length.ShouldBe(0);
        Lanes.Row(matrix, 1, 1, 1).ToArray().ShouldBe([4]);
        Lanes.Row((Span2D<double>)matrix, 7, 1, 0).Length.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Lanes.Section(vector, 3, 2).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => Lanes.Row((ReadOnlySpan2D<double>)matrix, 0, 1, 2).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => Lanes.Row(matrix, 2, 0, 1).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(37)]
    public void Rows_are_columns_of_vectors(int width)
    {
        double[,] matrix = new double[Vector<double>.Count + 2, width + 3];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i / (width + 3), i % (width + 3)] = i;
        double[,] expected = (double[,])matrix.Clone();
        Span2D<double> rows = width == 0 ? default : matrix.AsSpan2D(1, 2, Vector<double>.Count, width);
        Vector<double>[] columns = new Vector<double>[width];
        Lanes.LoadColumns((ReadOnlySpan2D<double>)rows, columns);
        for (int j = 0; j < width; j++)
        {
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                columns[j][lane].ShouldBe(matrix[lane + 1, j + 2]);
                expected[lane + 1, j + 2] *= 2;
            }
        }

        Lanes.AddColumns<double>(columns, rows);
        matrix.ShouldBe(expected);
        Lanes.StoreColumns<double>(columns, rows);
        Lanes.LoadColumns(rows, columns);
        Lanes.AddColumns<double>(columns, rows);
        matrix.ShouldBe(expected);
    }

    [Fact]
    public void Rows_and_columns_have_to_fit()
    {
        double[,] matrix = new double[Vector<double>.Count, 3];
        Should.Throw<ArgumentException>(() => Lanes.LoadColumns((ReadOnlySpan2D<double>)matrix, new Vector<double>[2]));
        Should.Throw<ArgumentException>(() => Lanes.StoreColumns<double>(new Vector<double>[4], matrix));
        Should.Throw<ArgumentException>(() => Lanes.AddColumns<double>(new Vector<double>[3], matrix.AsSpan2D(0, 0, 1, 3)));
    }

    [Fact]
    public void A_mask_has_a_lane_or_none()
    {
        for (int lane = 0; lane < Vector<float>.Count; lane++)
            Lanes.Any(Vector.Equals<float>(Vector<float>.Zero.WithElement(lane, 1), Vector<float>.One)).ShouldBeTrue();
        Lanes.Any(Vector<float>.Zero).ShouldBeFalse();
    }
}
