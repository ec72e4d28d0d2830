using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Tests.Workspaces;

public class WorkspaceTests
{
    [Theory]
    [InlineData(10)] // on the stack
    [InlineData(1000)] // rented
    public void Pieces_do_not_overlap(int length)
    {
        using var workspace = new Workspace<double>(stackalloc double[64], length);
        Span<double> first = workspace.Take(length / 2);
        Span<double> second = workspace.Take(length - length / 2);
        first.Fill(1);
        second.Fill(2);
        first.ToArray().ShouldAllBe(x => x == 1);
        second.ToArray().ShouldAllBe(x => x == 2);
        first.Length.ShouldBe(length / 2);
        second.Length.ShouldBe(length - length / 2);
    }

    [Fact]
    public void Workspaces_of_one_thread_do_not_overlap_in_whatever_order_they_are_disposed()
    {
        // More and larger ones than a thread keeps memory for, so that some are rented.
        foreach (int length in (int[])[1, 100, 700, 5000])
        {
            Workspace<long> first = new([], length), second = new([], length), third = new([], length);
            Span<long> firstPiece = first.Take(length), secondPiece = second.Take(length), thirdPiece = third.Take(length);
            firstPiece.Fill(1);
            secondPiece.Fill(2);
            thirdPiece.Fill(3);
            firstPiece.ToArray().ShouldAllBe(x => x == 1);
            first.Dispose();
            using (Workspace<long> fourth = new([], 2 * length))
            {
                fourth.Take(2 * length).Fill(4);
            }

            secondPiece.ToArray().ShouldAllBe(x => x == 2);
            second.Dispose();
            using (Workspace<long> fifth = new([], 3 * length))
            {
                fifth.Take(3 * length).Fill(5);
            }

            thirdPiece.ToArray().ShouldAllBe(x => x == 3);
            third.Dispose();
        }
    }

    [Fact]
    public void The_stack_is_used_when_it_is_long_enough()
    {
        Span<int> stack = stackalloc int[8];
        using var workspace = new Workspace<int>(stack, 8);
        workspace.Take(8).Fill(7);
        stack.ToArray().ShouldAllBe(x => x == 7);
    }

    [Fact]
    public void The_stack_is_left_alone_when_it_is_too_short()
    {
        Span<int> stack = stackalloc int[8];
        stack.Clear();
        using var workspace = new Workspace<int>(stack, 9);
        workspace.Take(9).Fill(7);
        stack.ToArray().ShouldAllBe(x => x == 0);
    }

    [Fact]
    public void Zeroed_pieces_are_zero_and_leave_the_others()
    {
        Span<float> stack = stackalloc float[12];
        stack.Fill(5);
        using var workspace = new Workspace<float>(stack, 12);
        workspace.TakeZeroed(3).ToArray().ShouldBe([0, 0, 0]);
        workspace.TakeZeroed(2, 2).ToArray().Cast<float>().ShouldBe([0, 0, 0, 0]);
        workspace.Take(5).ToArray().ShouldBe([5, 5, 5, 5, 5]);
    }

    [Fact]
    public void Matrices_are_row_major_without_gaps()
    {
        Span<int> stack = stackalloc int[7];
        stack.Clear();
        using var workspace = new Workspace<int>(stack, 7);
        workspace.Take(1);
        Span2D<int> matrix = workspace.Take(2, 3);
        (matrix.Height, matrix.Width).ShouldBe((2, 3));
        matrix[1, 0] = 9;
        stack.ToArray().ShouldBe([0, 0, 0, 0, 9, 0, 0]);
    }

    [Fact]
    public void An_empty_matrix_takes_nothing()
    {
        using var workspace = new Workspace<double>([], 1);
        workspace.Take(0, 5).Length.ShouldBe(0);
        workspace.Take(5, 0).Length.ShouldBe(0);
        workspace.Take(1).Length.ShouldBe(1);
    }

    [Fact]
    public void More_than_was_asked_for_is_refused_even_if_the_stack_has_it() =>
        Should.Throw<InvalidOperationException>(() =>
        {
            using var workspace = new Workspace<double>(stackalloc double[64], 10);
            workspace.Take(6);
            workspace.Take(5);
        }).Message.ShouldBe("The workspace is exhausted: 5 elements were asked for, 4 are left.");

    [Theory]
    [InlineData(65536, 65536)]
    [InlineData(3, 4)]
    public void A_matrix_too_large_is_refused_without_overflow(int height, int width) =>
        Should.Throw<InvalidOperationException>(() =>
        {
            using var workspace = new Workspace<double>(stackalloc double[64], 10);
            workspace.Take(height, width);
        });

    [Fact]
    public void Negative_lengths_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Workspace<double>([], -1).Dispose()).ParamName.ShouldBe("length");
        Should.Throw<ArgumentOutOfRangeException>(() => new Workspace<double>([], 0).Take(-1)).ParamName.ShouldBe("length");
        Should.Throw<ArgumentOutOfRangeException>(() => new Workspace<double>([], 0).Take(-1, 2)).ParamName.ShouldBe("height");
        Should.Throw<ArgumentOutOfRangeException>(() => new Workspace<double>([], 0).TakeZeroed(2, -1)).ParamName.ShouldBe("width");
    }

    [Fact]
    public void Nothing_can_be_taken_after_disposal_and_disposing_twice_is_harmless()
    {
        var workspace = new Workspace<long>([], 4000);
        workspace.Dispose();
        workspace.Dispose();

        // An array that was returned twice would be rented twice.
        var first = new Workspace<long>([], 4000);
        var second = new Workspace<long>([], 4000);
        Span<long> one = first.Take(1);
        one[0] = 1;
        second.Take(1)[0] = 2;
        one[0].ShouldBe(1);
        first.Dispose();
        second.Dispose();

        bool refused = false;
        try
        {
            second.Take(1);
        }
        catch (InvalidOperationException)
        {
            refused = true;
        }

        refused.ShouldBeTrue();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void Nothing_is_allocated(int length)
    {
        Use(length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use(length);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void Use(int length)
        {
            using var workspace = new Workspace<double>(stackalloc double[64], length);
            workspace.TakeZeroed(length)[0] = 1;
        }
    }
}
