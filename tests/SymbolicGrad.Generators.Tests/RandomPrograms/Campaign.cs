using System.Collections.Concurrent;
using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Many programs, from consecutive seeds, on all processors.</summary>
internal sealed class Campaign(int firstSeed, int count)
{
    /// <summary>How many are compiled together.</summary>
    private const int BatchSize = 50;

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
            IReadOnlyList<Verdict> verdicts = ProgramBatch.Run([.. seeds.Select(ProgramDrawing.Draw)]);
            Count(verdicts);
            finished?.Invoke(verdicts);
        });
    }

    /// <summary>One line of figures.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{_done} programs from seed {firstSeed}: {_right} right, {Refused} refused ({Percent(Refused, _done)}: {RefusalsText()}), {_unchecked} without a smooth point, {_failures.Count} wrong; {Percent(_skipped, _tried)} of the points skipped");

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
