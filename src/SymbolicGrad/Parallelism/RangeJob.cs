using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace SymbolicGrad;

/// <summary>
/// A calling thread's loops, one after another. The caller and as many work items of the thread pool as there are other ranges take one
/// range after the other; an item that comes too late finds none. So a busy pool makes a loop slower and never stops it.
/// </summary>
/// <remarks>
/// Waking a thread takes as long as a small loop: an item that finds nothing left waits a little for the caller's next loop. It may also come so
/// late that it helps with another loop than it was queued for. What makes this safe is that a range is taken by one
/// comparison and exchange, that ranges are there to be taken only when all else of their loop is set, and that a loop does not end before
/// the last range that was taken.
/// </remarks>
internal sealed unsafe class RangeJob : IThreadPoolWorkItem
{
    /// <summary>How long the caller looks whether the others are done before it sleeps, and a helper whether there is another loop before it goes.</summary>
    private static readonly long s_patience = Stopwatch.Frequency / 10_000;

    [ThreadStatic]
    private static RangeJob? t_ofThisThread;

    private void* _body;
    private delegate*<void*, int, int, int, void> _run;
    private int _trips;
    private int _ranges;

    /// <summary>How many ranges nobody has taken.</summary>
    private volatile int _left;

    /// <summary>How many ranges have not been run to their end.</summary>
    private volatile int _unfinished;

    /// <summary>How many items are in the pool's queue, or run and have not gone yet.</summary>
    private int _helpers;
    private int _failedRange;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs all ranges and returns when they have been run.</summary>
    public static void Run(void* body, delegate*<void*, int, int, int, void> run, int trips, int ranges)
    {
        RangeJob job = t_ofThisThread ??= new RangeJob();
        job._body = body;
        job._run = run;
        job._trips = trips;
        job._ranges = ranges;
        job._unfinished = ranges;
        job._left = ranges;

        // Between the two: a helper that goes either is no longer counted here, or sees the ranges.
        Interlocked.MemoryBarrier();
        for (int wanted = ranges - 1 - Volatile.Read(ref job._helpers); wanted > 0; wanted--)
        {
            Interlocked.Increment(ref job._helpers);
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        }

        job.TakeRanges();
        job.Wait();
        ExceptionDispatchInfo? failure = job._failure;
        job._failure = null;
        failure?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            TakeRanges();
            long end = Stopwatch.GetTimestamp() + s_patience;
            while (_left == 0 && Stopwatch.GetTimestamp() < end)
                Thread.SpinWait(8);
            if (_left > 0)
                continue;
            Interlocked.Decrement(ref _helpers);
            if (_left == 0)
                return;
            Interlocked.Increment(ref _helpers);
        }
        while (true);
    }

    private void TakeRanges()
    {
        bool before = Workers.Enter();
        for (int left = _left; left > 0; left = _left)
        {
            if (Interlocked.CompareExchange(ref _left, left - 1, left) == left)
                RunRange(_ranges - left);
        }

        Workers.Leave(before);
    }

    private void RunRange(int range)
    {
        int first = Start(range);
        try
        {
            _run(_body, range, first, Start(range + 1) - first);
        }
#pragma warning disable CA1031 // It is thrown again where the loop was called.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (this)
            {
                if (_failure is null || range < _failedRange)
                {
                    _failedRange = range;
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
            }
        }

        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            lock (this)
                Monitor.PulseAll(this);
        }
    }

    /// <summary>Ranges differ by one sample at most.</summary>
    private int Start(int range) => (int)((long)_trips * range / _ranges);

    private void Wait()
    {
        long end = Stopwatch.GetTimestamp() + s_patience;
        while (Stopwatch.GetTimestamp() < end)
        {
            if (_unfinished == 0)
                return;
            Thread.SpinWait(8);
        }

        lock (this)
        {
            while (_unfinished != 0)
                Monitor.Wait(this);
        }
    }
}
