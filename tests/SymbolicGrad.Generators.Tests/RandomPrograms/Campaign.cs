using System.Collections.Concurrent;
using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Many programs, from consecutive seeds, on all processors.</summary>
internal sealed class Campaign(int firstSeed, int count)
{
    /// <summary>How many are compiled together.</summary>
    private const int BatchSize = 50;

    /// <summary>For a batch, on a machine that has other things to do; what takes longer does not end.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15), s_limitOfOne = TimeSpan.FromMinutes(3);

    private readonly ConcurrentBag<Verdict> _failures = [];
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private int _done, _right, _unchecked, _tried, _skipped;

    /// <summary>Failing programs, as drawn.</summary>
    public IReadOnlyCollection<Verdict> Failures => _failures;

    public int Done => _done;

    public int Refused => _refusals.Values.Sum();

    /// <param name="finished">Called after each batch with its verdicts, from several threads.</param>
    public void Run(Action<IReadOnlyList<Verdict>>? finished = null, CancellationToken cancellation = default)
    {
        IEnumerable<int[]> batches = Enumerable.Range(0, count).Select(i => unchecked(firstSeed + i)).Chunk(BatchSize);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(batches, EnumerablePartitionerOptions.NoBuffering), options, seeds =>
        {
            IReadOnlyList<Verdict> verdicts = RunWithin(s_limit, [.. seeds.Select(ProgramDrawing.Draw)]);
            Count(verdicts);
            finished?.Invoke(verdicts);
        });
    }

    /// <summary>One line of figures.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{_done} programs from seed {firstSeed}: {_right} right, {Refused} refused ({Percent(Refused, _done)}: {RefusalsText()}), {_unchecked} without a smooth point, {_failures.Count} wrong; {Percent(_skipped, _tried)} of the points skipped");

    /// <summary>A batch that does not end, or cannot be checked, is tried one by one to see which program it is.</summary>
    private static IReadOnlyList<Verdict> RunWithin(TimeSpan limit, RandomProgram[] programs)
    {
        Task<IReadOnlyList<Verdict>> run = Task.Factory.StartNew(
            () => ProgramBatch.Run(programs), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bool isDone = ((IAsyncResult)run).AsyncWaitHandle.WaitOne(limit);
        if (isDone && run.Exception is null)
        {
            return run.Result;
        }

        if (programs.Length > 1)
        {
            return [.. programs.SelectMany(program => RunWithin(s_limitOfOne, [program]))];
        }

        return [new Verdict(programs[0], VerdictKind.Failed, isDone ? "cannot be checked" : "does not end", run.Exception?.ToString() ?? "")];
    }

    private void Count(IReadOnlyList<Verdict> verdicts)
    {
        foreach (Verdict verdict in verdicts)
        {
            Interlocked.Increment(ref _done);
            Interlocked.Add(ref _tried, verdict.Points.Tried);
            Interlocked.Add(ref _skipped, verdict.Points.Skipped);
            switch (verdict.Kind)
            {
                case VerdictKind.Right:
                    Interlocked.Increment(ref _right);
                    break;
                case VerdictKind.Unchecked:
                    Interlocked.Increment(ref _unchecked);
                    break;
                case VerdictKind.Refused:
                    _refusals.AddOrUpdate(verdict.Reason, 1, static (_, known) => known + 1);
                    break;
                default:
                    _failures.Add(verdict);
                    break;
            }
        }
    }

    private string RefusalsText() => string.Join(", ", _refusals.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private static string Percent(int part, int whole) => whole == 0 ? "0 %" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
