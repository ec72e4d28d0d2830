namespace SymbolicGrad.Tests;

public class LengthsTests
{
    [Fact]
    public void Equal_lengths_pass()
    {
        int[] x = new int[3], dx = new int[3];
        Should.NotThrow(() => Lengths.RequireEqual(dx.Length, x.Length));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Unequal_lengths_throw_naming_the_parameter_and_both_lengths(int length)
    {
        int[] x = new int[3], dx = new int[length];
        ArgumentException exception = Should.Throw<ArgumentException>(() => Lengths.RequireEqual(dx.Length, x.Length));
        exception.ParamName.ShouldBe("dx");
        exception.Message.ShouldStartWith($"dx.Length is {length}, but x.Length is 3.");
    }

    [Fact]
    public void Too_few_elements_for_a_constant_index_throw_naming_the_parameter_and_both_numbers()
    {
        int[] x = new int[2];
        ArgumentException exception = Should.Throw<ArgumentException>(() => Lengths.RequireAtLeast(x.Length, 4));
        exception.ParamName.ShouldBe("x");
        exception.Message.ShouldStartWith("x.Length is 2, less than 4.");
    }

    [Fact]
    public void Rows_of_equal_lengths_pass()
    {
        int[][] x = [[1], [], [2, 3]];
        double[][] dx = [[0], [], [0, 0]];
        Should.NotThrow(() => Lengths.RequireEqualRows(dx, x));
    }

    [Fact]
    public void Rows_of_unequal_lengths_throw_naming_the_row_and_both_lengths()
    {
        int[][] x = [[1], [], [2, 3]], dx = [[1], [], [2]];
        ArgumentException exception = Should.Throw<ArgumentException>(() => Lengths.RequireEqualRows(dx, x));
        exception.ParamName.ShouldBe("dx");
        exception.Message.ShouldStartWith("dx[2].Length is 1, but x[2].Length is 2.");
    }

    [Fact]
    public void Shorter_rows_throw_naming_the_row_and_both_lengths()
    {
        int[][] x = [[1], [], [2, 3]], y = [[1], [5], [2], [4]];
        ArgumentException exception = Should.Throw<ArgumentException>(() => Lengths.RequireRowsAtLeast(y, x));
        exception.ParamName.ShouldBe("y");
        exception.Message.ShouldStartWith("y[2].Length is 1, less than the 2 of x[2].Length.");
        exception = Should.Throw<ArgumentException>(() => Lengths.RequireRowsAtLeast(x, y.Length - 3));
        exception.ParamName.ShouldBe("x");
        exception.Message.ShouldStartWith("x[1].Length is 0, less than the 1 of y.Length - 3.");
        Should.NotThrow(() => Lengths.RequireRowsAtLeast(y, 1));
        Should.NotThrow(() => Lengths.RequireRowsAtLeast(y[..2], x));
    }

    [Fact]
    public void Rows_are_measured()
    {
        int[][] x = [[1], [], [2, 3]];
        Lengths.OfLongestRow(x).ShouldBe(2);
        Lengths.OfAllRows(x).ShouldBe(3);
        Lengths.OfLongestRow<int>([]).ShouldBe(0);
    }

    [Fact]
    public void A_longer_one_is_enough_where_at_least_that_much_is_required()
    {
        int[] tape = new int[5];
        Should.NotThrow(() => Lengths.RequireAtLeast(tape.Length, 4));
        Should.NotThrow(() => Lengths.RequireAtLeast(tape.Length, 5));
    }

    [Fact]
    public void A_shorter_one_throws_naming_the_parameter_and_both_lengths()
    {
        int[] @checked = new int[5];
        int n = 6;
        ArgumentException exception = Should.Throw<ArgumentException>(() => Lengths.RequireAtLeast(@checked.Length, n + 1));
        exception.ParamName.ShouldBe("checked");
        exception.Message.ShouldStartWith("@checked.Length is 5, less than the 7 of n + 1.");
    }
}
