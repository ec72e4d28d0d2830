using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>
/// The innermost part of the blocked product: a tile of C, a few rows high and two vectors wide, summed up in registers.
/// </summary>
/// <remarks>
/// Six rows take twelve accumulators, two vectors of B and one broadcast element of A: fifteen of the sixteen registers of
/// AVX2, and enough independent sums to hide the latency of the multiply-adds.
/// </remarks>
internal static class MatrixTile
{
    /// <summary>The largest height of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Adds the product of <paramref name="rows"/> rows of A and a panel of B to a tile of C.</summary>
    /// <param name="depth">The number of terms.</param>
    /// <param name="rows">The height, 1 to 6.</param>
    /// <param name="columns">The width, at most two vectors.</param>
    /// <param name="a">The first element of A.</param>
    /// <param name="rowStride">From one row of A to the next.</param>
    /// <param name="columnStride">From one term of A to the next.</param>
    /// <param name="panel">The panel, two vectors for each term.</param>
    /// <param name="c">The first element of the tile in C.</param>
    /// <param name="targetStride">From one row of C to the next.</param>
    /// <param name="tile">Room for six rows of two vectors.</param>
    public static void Add<T>(nint depth, int rows, int columns, ref T a, nint rowStride, nint columnStride, ref T panel, ref T c, nint targetStride, ref T tile)
        where T : IFloatingPointIeee754<T>
    {
        if (rows > 3)
            AddSixRows(depth, rows, columns, ref a, rowStride, columnStride, ref panel, ref c, targetStride, ref tile);
        else
            AddThreeRows(depth, rows, columns, ref a, rowStride, columnStride, ref panel, ref c, targetStride, ref tile);
    }

    /// <summary>A missing row is computed as a copy of the last one and dropped: cheaper than a kernel for each height.</summary>
    private static void AddSixRows<T>(nint depth, int rows, int columns, ref T a0, nint rowStride, nint columnStride, ref T panel, ref T c, nint targetStride, ref T tile)
        where T : IFloatingPointIeee754<T>
    {
        ref T a1 = ref Unsafe.Add(ref a0, rows > 1 ? rowStride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? rowStride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? rowStride : 0);
        ref T a4 = ref Unsafe.Add(ref a3, rows > 4 ? rowStride : 0);
        ref T a5 = ref Unsafe.Add(ref a4, rows > 5 ? rowStride : 0);
        Vector<T> l0 = default, r0 = default;
        Vector<T> l1 = default, r1 = default;
        Vector<T> l2 = default, r2 = default;
        Vector<T> l3 = default, r3 = default;
        Vector<T> l4 = default, r4 = default;
        Vector<T> l5 = default, r5 = default;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            Vector<T> left = Vector.LoadUnsafe(ref panel);
            Vector<T> right = Vector.LoadUnsafe(ref Unsafe.Add(ref panel, Vector<T>.Count));
            Vector<T> s0 = new(Unsafe.Add(ref a0, offset));
            l0 = VectorArithmetic.MultiplyAdd(s0, left, l0);
            r0 = VectorArithmetic.MultiplyAdd(s0, right, r0);
            Vector<T> s1 = new(Unsafe.Add(ref a1, offset));
            l1 = VectorArithmetic.MultiplyAdd(s1, left, l1);
            r1 = VectorArithmetic.MultiplyAdd(s1, right, r1);
            Vector<T> s2 = new(Unsafe.Add(ref a2, offset));
            l2 = VectorArithmetic.MultiplyAdd(s2, left, l2);
            r2 = VectorArithmetic.MultiplyAdd(s2, right, r2);
            Vector<T> s3 = new(Unsafe.Add(ref a3, offset));
            l3 = VectorArithmetic.MultiplyAdd(s3, left, l3);
            r3 = VectorArithmetic.MultiplyAdd(s3, right, r3);
            Vector<T> s4 = new(Unsafe.Add(ref a4, offset));
            l4 = VectorArithmetic.MultiplyAdd(s4, left, l4);
            r4 = VectorArithmetic.MultiplyAdd(s4, right, r4);
            Vector<T> s5 = new(Unsafe.Add(ref a5, offset));
            l5 = VectorArithmetic.MultiplyAdd(s5, left, l5);
            r5 = VectorArithmetic.MultiplyAdd(s5, right, r5);
            panel = ref Unsafe.Add(ref panel, 2 * Vector<T>.Count);
            offset += columnStride;
        }

        if (columns < 2 * Vector<T>.Count)
        {
            Store(l0, r0, ref Unsafe.Add(ref tile, 0 * 2 * Vector<T>.Count));
            Store(l1, r1, ref Unsafe.Add(ref tile, 1 * 2 * Vector<T>.Count));
            Store(l2, r2, ref Unsafe.Add(ref tile, 2 * 2 * Vector<T>.Count));
            Store(l3, r3, ref Unsafe.Add(ref tile, 3 * 2 * Vector<T>.Count));
            Store(l4, r4, ref Unsafe.Add(ref tile, 4 * 2 * Vector<T>.Count));
            Store(l5, r5, ref Unsafe.Add(ref tile, 5 * 2 * Vector<T>.Count));
            AddPart(rows, columns, ref tile, ref c, targetStride);
            return;
        }

        AddRow(l0, r0, ref c);
        if (rows > 1)
            AddRow(l1, r1, ref Unsafe.Add(ref c, 1 * targetStride));
        if (rows > 2)
            AddRow(l2, r2, ref Unsafe.Add(ref c, 2 * targetStride));
        if (rows > 3)
            AddRow(l3, r3, ref Unsafe.Add(ref c, 3 * targetStride));
        if (rows > 4)
            AddRow(l4, r4, ref Unsafe.Add(ref c, 4 * targetStride));
        if (rows > 5)
            AddRow(l5, r5, ref Unsafe.Add(ref c, 5 * targetStride));
    }

    /// <summary>The same for at most three rows, where half of six would be lost.</summary>
    private static void AddThreeRows<T>(nint depth, int rows, int columns, ref T a0, nint rowStride, nint columnStride, ref T panel, ref T c, nint targetStride, ref T tile)
        where T : IFloatingPointIeee754<T>
    {
        ref T a1 = ref Unsafe.Add(ref a0, rows > 1 ? rowStride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? rowStride : 0);
        Vector<T> l0 = default, r0 = default;
        Vector<T> l1 = default, r1 = default;
        Vector<T> l2 = default, r2 = default;
        nint offset = 0;
        for (nint p = 0; p < depth; p++)
        {
            Vector<T> left = Vector.LoadUnsafe(ref panel);
            Vector<T> right = Vector.LoadUnsafe(ref Unsafe.Add(ref panel, Vector<T>.Count));
            Vector<T> s0 = new(Unsafe.Add(ref a0, offset));
            l0 = VectorArithmetic.MultiplyAdd(s0, left, l0);
            r0 = VectorArithmetic.MultiplyAdd(s0, right, r0);
            Vector<T> s1 = new(Unsafe.Add(ref a1, offset));
            l1 = VectorArithmetic.MultiplyAdd(s1, left, l1);
            r1 = VectorArithmetic.MultiplyAdd(s1, right, r1);
            Vector<T> s2 = new(Unsafe.Add(ref a2, offset));
            l2 = VectorArithmetic.MultiplyAdd(s2, left, l2);
            r2 = VectorArithmetic.MultiplyAdd(s2, right, r2);
            panel = ref Unsafe.Add(ref panel, 2 * Vector<T>.Count);
            offset += columnStride;
        }

        if (columns < 2 * Vector<T>.Count)
        {
            Store(l0, r0, ref Unsafe.Add(ref tile, 0 * 2 * Vector<T>.Count));
            Store(l1, r1, ref Unsafe.Add(ref tile, 1 * 2 * Vector<T>.Count));
            Store(l2, r2, ref Unsafe.Add(ref tile, 2 * 2 * Vector<T>.Count));
            AddPart(rows, columns, ref tile, ref c, targetStride);
            return;
        }

        AddRow(l0, r0, ref c);
        if (rows > 1)
            AddRow(l1, r1, ref Unsafe.Add(ref c, 1 * targetStride));
        if (rows > 2)
            AddRow(l2, r2, ref Unsafe.Add(ref c, 2 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> left, Vector<T> right, ref T target)
    {
        left.StoreUnsafe(ref target);
        right.StoreUnsafe(ref Unsafe.Add(ref target, Vector<T>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<T>(Vector<T> left, Vector<T> right, ref T target)
    {
        ref T second = ref Unsafe.Add(ref target, Vector<T>.Count);
        (Vector.LoadUnsafe(ref target) + left).StoreUnsafe(ref target);
        (Vector.LoadUnsafe(ref second) + right).StoreUnsafe(ref second);
    }

    private static void AddPart<T>(int rows, nint columns, ref T tile, ref T c, nint targetStride)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
                Unsafe.Add(ref c, j) += Unsafe.Add(ref tile, j);
            c = ref Unsafe.Add(ref c, targetStride);
            tile = ref Unsafe.Add(ref tile, 2 * Vector<T>.Count);
        }
    }
}
