namespace SymbolicGrad.Tests.Parallelism;

/// <summary>No test beside these changes how many workers there are.</summary>
[CollectionDefinition(nameof(WorkersTests), DisableParallelization = true)]
public sealed class WorkersAlone;

/// <summary>Ranges of samples: each is run once, wherever there is a thread; what goes wrong in one is thrown to the caller.</summary>
[Collection(nameof(WorkersTests))]
public sealed class WorkersTests : IDisposable
{
    private readonly int _count = Workers.Count;
    private readonly long _grain = Workers.Grain;

    public void Dispose()
    {
        Workers.Count = _count;
        Workers.Grain = _grain;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Every_sample_is_run_once(int trips)
    {
        Workers.Grain = 1;
        foreach (int count in new[] { 1, 2, 3, 7 })
        {
            Workers.Count = count;
            for (int repetition = 0; repetition < 200; repetition++)
            {
                int[] runs = new int[trips], ranges = new int[count];
                Marking body = new(runs, ranges);
                int cut = Workers.RangesFor(trips, 1);
                cut.ShouldBe(Math.Clamp(trips, 1, count));
                Workers.Run(ref body, trips, cut);
                runs.ShouldAllBe(times => times == 1);
                ranges.Sum().ShouldBe(trips == 0 ? 0 : cut);
            }
        }
    }

    [Fact]
    public void A_loop_is_cut_where_each_part_is_worth_it()
    {
        Workers.Count = 8;
        Workers.Grain = 1000;
        Workers.RangesFor(100, 5).ShouldBe(1);
        Workers.RangesFor(100, 39).ShouldBe(3);
        Workers.RangesFor(100, 1000).ShouldBe(8);
        Workers.RangesFor(3, 1_000_000).ShouldBe(3);
        Workers.RangesFor(-5, 1_000_000).ShouldBe(1);
        Workers.RangesFor(int.MaxValue, long.MaxValue).ShouldBe(8);
    }

    [Fact]
    public void The_first_range_that_throws_is_heard_of_when_all_have_been_run()
    {
        Workers.Count = 4;
        Workers.Grain = 1;
        for (int repetition = 0; repetition < 100; repetition++)
        {
            int[] runs = new int[40];
            InvalidOperationException thrown = Should.Throw<InvalidOperationException>(() =>
            {
                Throwing body = new(runs);
                Workers.Run(ref body, 40, 4);
            });
            thrown.Message.ShouldBe("range 1");
            runs.Count(times => times == 1).ShouldBe(40);
        }

        // What failed leaves nothing behind.
        Every_sample_is_run_once(1000);
    }

    [Fact]
    public void A_worker_shares_nothing()
    {
        Workers.Count = 3;
        Workers.Grain = 1;
        int[] inner = new int[3];
        Nesting body = new(inner);
        Workers.Run(ref body, 3, 3);
        inner.ShouldBe([1, 1, 1]);
        Workers.RangesFor(3, 1).ShouldBe(3);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Workers.Count = 3;
        Workers.Grain = 1;
        int[] runs = new int[64], ranges = new int[3];
        for (int repetition = 0; repetition < 1000; repetition++)
            Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repetition = 0; repetition < 1000; repetition++)
            Run();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run()
        {
            Marking body = new(runs, ranges);
            Workers.Run(ref body, 64, 3);
        }
    }

    [Fact]
    public void Several_threads_share_at_once()
    {
        Workers.Count = 3;
        Workers.Grain = 1;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => Every(500)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        static void Every(int repetitions)
        {
            for (int repetition = 0; repetition < repetitions; repetition++)
            {
                int[] runs = new int[50];
                Marking body = new(runs, new int[3]);
                Workers.Run(ref body, 50, 3);
                if (runs.Any(times => times != 1))
                    Environment.FailFast("a sample was run twice, or not at all");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void There_is_at_least_one_worker_and_one_operation(int number)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Workers.Count = number);
        Should.Throw<ArgumentOutOfRangeException>(() => Workers.Grain = number);
    }

    [Fact]
    public void Partial_sums_are_added_in_the_order_of_the_ranges()
    {
        // Two ranges of a vector of two and a number, three elements each.
        double[] partial = [1, 2, 3, 10, 20, 30], vector = [100, 200];
        double number = 300;
        PartialSums.AddTo(vector, partial, 0, 3);
        PartialSums.AddTo(ref number, partial, 2, 3);
        vector.ShouldBe([111, 222]);
        number.ShouldBe(333);

        double one = 1;
        PartialSums.AddTo(ref one, [1e-16, 1e-16], 0, 1);
        one.ShouldBe(1);
    }

    private readonly ref struct Marking(Span<int> runs, Span<int> ranges) : IRangeBody
    {
        private readonly Span<int> _runs = runs;
        private readonly Span<int> _ranges = ranges;

        public void Run(int range, int first, int count)
        {
            for (int sample = first; sample < first + count; sample++)
                _runs[sample]++;
            _ranges[range] = 1;
        }
    }

    private readonly ref struct Throwing(Span<int> runs) : IRangeBody
    {
        private readonly Span<int> _runs = runs;

        public void Run(int range, int first, int count)
        {
            for (int sample = first; sample < first + count; sample++)
                _runs[sample]++;
            if (range > 0)
                throw new InvalidOperationException($"range {range}");
        }
    }

    private readonly ref struct Nesting(Span<int> inner) : IRangeBody
    {
        private readonly Span<int> _inner = inner;

        public void Run(int range, int first, int count) => _inner[range] = Workers.RangesFor(1000, 1000);
    }
}
