using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

/// <summary>
/// How many threads share the samples of methods that are annotated with <c>[Differentiable(Parallel = true)]</c>. Results are the
/// same, bit for bit, whenever <see cref="Count"/> and <see cref="Grain"/> are the same, whatever the machine does besides.
/// </summary>
/// <remarks>
/// A loop over samples is cut into as many ranges as there are workers, but never so many that one has less than <see cref="Grain"/>
/// operations to do. The calling thread takes ranges too; the others are taken by the thread pool's threads. A parallel method that is
/// called by a worker runs on that worker alone.
/// </remarks>
public static class Workers
{
    private static int s_count = Environment.ProcessorCount;
    private static long s_grain = 1 << 17;

    /// <summary>True on a thread that runs a range.</summary>
    [ThreadStatic]
    private static bool t_isWorking;

    /// <summary>
    /// The number of ranges that a loop over samples is cut into at most. Default: the number of processors. With 1, the results are
    /// those of the same method without <c>Parallel</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public static int Count
    {
        get => s_count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_count = value;
        }
    }

    /// <summary>
    /// How many operations a worker has to have at least, so that handing them over costs less than it saves. Operations are those of
    /// the source: an addition and a load count one, an exponential nine. Default: 131,072, some ten to a hundred microseconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public static long Grain
    {
        get => s_grain;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_grain = value;
        }
    }

    /// <summary>Into how many ranges a loop is cut: for generated code.</summary>
    /// <param name="trips">The number of samples.</param>
    /// <param name="operations">About how many operations one sample needs.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static int RangesFor(int trips, long operations)
    {
        if (t_isWorking || trips <= 1)
            return 1;
        double worthwhile = (double)trips * operations / s_grain;
        return (int)Math.Max(1, Math.Min(worthwhile, Math.Min(s_count, trips)));
    }

    /// <summary>
    /// Runs a loop over samples in ranges, the first of which begins at sample 0, and returns when all have been run: for generated
    /// code. Where several ranges throw, what the first of them threw is thrown here.
    /// </summary>
    /// <param name="body">What is run.</param>
    /// <param name="trips">The number of samples.</param>
    /// <param name="ranges">What <see cref="RangesFor"/> gave.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static unsafe void Run<TBody>(ref TBody body, int trips, int ranges)
        where TBody : struct, IRangeBody, allows ref struct
    {
        if (trips <= 0)
            return;
        if (ranges <= 1)
        {
            body.Run(0, 0, trips);
            return;
        }

        // On this thread's stack, where nothing moves it until all ranges have been run.
        TBody local = body;
        RangeJob.Run(Unsafe.AsPointer(ref local), &Invoke<TBody>, trips, ranges);
        body = local;
    }

    /// <summary>Marks the thread as a worker until what is returned is handed to <see cref="Leave"/>.</summary>
    internal static bool Enter()
    {
        bool before = t_isWorking;
        t_isWorking = true;
        return before;
    }

    internal static void Leave(bool before) => t_isWorking = before;

    private static unsafe void Invoke<TBody>(void* body, int range, int first, int count)
        where TBody : struct, IRangeBody, allows ref struct =>
        Unsafe.AsRef<TBody>(body).Run(range, first, count);
}
