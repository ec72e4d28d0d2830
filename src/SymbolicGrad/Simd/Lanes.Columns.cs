using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Simd;

/// <summary>Several rows at once, one in each lane: column j of the rows is vector j.</summary>
public static partial class Lanes
{
    /// <summary>Whether a mask has any lane set.</summary>
    /// <typeparam name="T">The element type: of four or of eight bytes.</typeparam>
    /// <param name="mask">In each lane all bits or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any<T>(Vector<T> mask) => !Vector.EqualsAll(mask.As<T, long>(), Vector<long>.Zero);

    /// <summary>columns[j] = column j.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">As many rows as a vector has lanes.</param>
    /// <param name="columns">As many vectors as a row has elements.</param>
    /// <exception cref="ArgumentException">There are more or fewer rows or columns.</exception>
    public static void LoadColumns<T>(ReadOnlySpan2D<T> rows, Span<Vector<T>> columns)
        where T : IFloatingPointIeee754<T>
    {
        if (IsAny(rows.Height, rows.Width, columns.Length, Vector<T>.Count))
        {
            ref T target = ref Unsafe.As<Vector<T>, T>(ref MemoryMarshal.GetReference(columns));
            MatrixTransposition.Write(
                columns.Length, Vector<T>.Count, ref rows.DangerousGetReference(), MatrixOperand.RowStride(rows), 1, ref target, Vector<T>.Count, 1, isSet: true);
        }
    }

    /// <inheritdoc cref="LoadColumns{T}(ReadOnlySpan2D{T}, Span{Vector{T}})"/>
    public static void LoadColumns<T>(Span2D<T> rows, Span<Vector<T>> columns)
        where T : IFloatingPointIeee754<T> =>
        LoadColumns((ReadOnlySpan2D<T>)rows, columns);

    /// <summary>Column j = columns[j].</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="columns">As many vectors as a row has elements.</param>
    /// <param name="rows">As many rows as a vector has lanes.</param>
    /// <exception cref="ArgumentException">There are more or fewer rows or columns.</exception>
    public static void StoreColumns<T>(ReadOnlySpan<Vector<T>> columns, Span2D<T> rows)
        where T : IFloatingPointIeee754<T> =>
        Write(columns, rows, isSet: true);

    /// <summary>Column j += columns[j].</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="columns">As many vectors as a row has elements.</param>
    /// <param name="rows">As many rows as a vector has lanes.</param>
    /// <exception cref="ArgumentException">There are more or fewer rows or columns.</exception>
    public static void AddColumns<T>(ReadOnlySpan<Vector<T>> columns, Span2D<T> rows)
        where T : IFloatingPointIeee754<T> =>
        Write(columns, rows, isSet: false);

    private static void Write<T>(ReadOnlySpan<Vector<T>> columns, Span2D<T> rows, bool isSet)
        where T : IFloatingPointIeee754<T>
    {
        if (IsAny(rows.Height, rows.Width, columns.Length, Vector<T>.Count))
        {
            ref T source = ref Unsafe.As<Vector<T>, T>(ref MemoryMarshal.GetReference(columns));
            MatrixTransposition.Write(
                Vector<T>.Count, columns.Length, ref source, Vector<T>.Count, 1, ref rows.DangerousGetReference(), MatrixOperand.RowStride(rows), 1, isSet);
        }
    }

    /// <summary>True where there is something to move. A matrix without columns may have forgotten its rows.</summary>
    private static bool IsAny(int height, int width, int columns, int lanes) =>
        width != columns || (height != lanes && columns > 0)
            ? throw new ArgumentException($"{height} × {width} elements are not {columns} columns of {lanes}.")
            : columns > 0;
}
