using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicGrad.Simd;

/// <summary>Copies or adds a matrix to another one transposed.</summary>
internal static class MatrixTransposition
{
    /// <summary>target[j, i] = source[i, j], or += : blocks in registers, the widest first, what is left element by element.</summary>
    /// <param name="rows">Rows of the target.</param>
    /// <param name="columns">Columns of the target.</param>
    /// <param name="source">The first element of the source.</param>
    /// <param name="sourceStride">From one row of the source to the next.</param>
    /// <param name="sourceElement">From one element of a row of the source to the next.</param>
    /// <param name="target">The first element of the target.</param>
    /// <param name="targetStride">From one row of the target to the next.</param>
    /// <param name="targetElement">From one element of a row of the target to the next.</param>
    /// <param name="isSet">Whether the target is set; else it is added to.</param>
    public static void Write<T>(
        int rows, int columns, ref T source, nint sourceStride, nint sourceElement, ref T target, nint targetStride, nint targetElement, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        int wholeRows = 0, column = 0;
        if (sourceElement == 1 && targetElement == 1 && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            wholeRows = rows - rows % Vector128<T>.Count;
            column = WriteBlocks<T, FourLanes>(wholeRows, column, columns, ref source, sourceStride, ref target, targetStride, isSet);
            column = WriteBlocks<T, TwoLanes>(wholeRows, column, columns, ref source, sourceStride, ref target, targetStride, isSet);
            column = WriteBlocks<T, OneLane>(wholeRows, column, columns, ref source, sourceStride, ref target, targetStride, isSet);
        }

        for (nint j = 0; j < rows; j++)
        {
            for (nint i = j < wholeRows ? column : 0; i < columns; i++)
            {
                ref T element = ref Unsafe.Add(ref target, j * targetStride + i * targetElement);
                T value = Unsafe.Add(ref source, i * sourceStride + j * sourceElement);
                element = isSet ? value : element + value;
            }
        }
    }

    /// <summary>Writes columns of the target as long as they fill a vector, and returns the first that is left.</summary>
    private static int WriteBlocks<T, TLanes>(int rows, int column, int columns, ref T source, nint sourceStride, ref T target, nint targetStride, bool isSet)
        where T : IFloatingPointIeee754<T>
        where TLanes : struct, ILaneVector<TLanes>
    {
        int height = Vector128<T>.Count, width = TLanes.Count * height;
        if (width == 0)
            return column;
        int across = (columns - column) / width, down = rows / height;
        ref T from = ref Unsafe.Add(ref source, column * sourceStride), to = ref Unsafe.Add(ref target, column);

        // Along the rows that are further apart: those of the other matrix share the cache anyhow, and accesses a page apart wait for each other.
        if (sourceStride > targetStride)
            WriteBlocks<T, TLanes>(across, width * sourceStride, width, down, height, height * targetStride, ref from, sourceStride, ref to, targetStride, isSet);
        else
            WriteBlocks<T, TLanes>(down, height, height * targetStride, across, width * sourceStride, width, ref from, sourceStride, ref to, targetStride, isSet);
        return column + across * width;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteBlocks<T, TLanes>(
        int outer, nint outerSource, nint outerTarget, int inner, nint innerSource, nint innerTarget, ref T source, nint sourceStride, ref T target, nint targetStride, bool isSet)
        where TLanes : struct, ILaneVector<TLanes>
    {
        for (; outer > 0; outer--)
        {
            ref T from = ref source, to = ref target;
            for (int i = 0; i < inner; i++)
            {
                WriteBlock<T, TLanes>(ref from, sourceStride, ref to, targetStride, isSet);
                from = ref Unsafe.Add(ref from, innerSource);
                to = ref Unsafe.Add(ref to, innerTarget);
            }

            source = ref Unsafe.Add(ref source, outerSource);
            target = ref Unsafe.Add(ref target, outerTarget);
        }
    }

    /// <summary>A block as wide as a vector and as high as a lane: each lane is a square that is transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteBlock<T, TLanes>(ref T source, nint sourceStride, ref T target, nint targetStride, bool isSet)
        where TLanes : struct, ILaneVector<TLanes>
    {
        ref byte first = ref Unsafe.As<T, byte>(ref source);
        nint rowBytes = sourceStride * Unsafe.SizeOf<T>(), laneBytes = rowBytes * Vector128<T>.Count;
        TLanes r0 = TLanes.Load(ref first, laneBytes), r1 = TLanes.Load(ref Unsafe.Add(ref first, rowBytes), laneBytes);
        if (Vector128<T>.Count == 2)
        {
            Write(TLanes.Low(r0, r1, sizeof(double)), ref target, isSet);
            Write(TLanes.High(r0, r1, sizeof(double)), ref Unsafe.Add(ref target, targetStride), isSet);
            return;
        }

        TLanes r2 = TLanes.Load(ref Unsafe.Add(ref first, 2 * rowBytes), laneBytes), r3 = TLanes.Load(ref Unsafe.Add(ref first, 3 * rowBytes), laneBytes);
        TLanes low = TLanes.Low(r0, r1, sizeof(float)), nextLow = TLanes.Low(r2, r3, sizeof(float));
        TLanes high = TLanes.High(r0, r1, sizeof(float)), nextHigh = TLanes.High(r2, r3, sizeof(float));
        Write(TLanes.Low(low, nextLow, sizeof(double)), ref target, isSet);
        Write(TLanes.High(low, nextLow, sizeof(double)), ref Unsafe.Add(ref target, targetStride), isSet);
        Write(TLanes.Low(high, nextHigh, sizeof(double)), ref Unsafe.Add(ref target, 2 * targetStride), isSet);
        Write(TLanes.High(high, nextHigh, sizeof(double)), ref Unsafe.Add(ref target, 3 * targetStride), isSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T, TLanes>(TLanes row, ref T target, bool isSet)
        where TLanes : struct, ILaneVector<TLanes>
    {
        if (isSet)
            TLanes.Store(row, ref target);
        else
            TLanes.AddTo(row, ref target);
    }
}
