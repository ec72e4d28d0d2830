namespace SymbolicGrad.Simd;

/// <summary>Accumulators of the blocked product: a part of C, a few rows high and one or two vectors wide, that stays in registers.</summary>
/// <remarks>
/// Tiles are put together from rows by <see cref="Twice{TTile, TVector, T}"/> and <see cref="Thrice{TTile, TVector, T}"/>. The JIT takes such structures of
/// structures apart completely, so that a tile of any height has the machine code that its written-out accumulators would have.
/// </remarks>
/// <typeparam name="TVector">The vectors.</typeparam>
/// <typeparam name="T">Their elements.</typeparam>
internal interface ITile<TVector, T>
    where TVector : struct, IVector<TVector, T>
{
    /// <summary>The height.</summary>
    static abstract int Rows { get; }

    /// <summary>The width in vectors, 1 or 2.</summary>
    static abstract int Vectors { get; }

    /// <summary>Adds one term: the product of a column of A and a row of B.</summary>
    /// <param name="a">The first element of the column.</param>
    /// <param name="rowStride">From one element of the column to the next.</param>
    /// <param name="left">The row of B.</param>
    /// <param name="right">Its second vector; a tile that is one vector wide does not look at it.</param>
    void AddTerm(ref T a, nint rowStride, TVector left, TVector right);

    /// <summary>Adds the tile to C.</summary>
    /// <param name="c">The first element.</param>
    /// <param name="stride">From one row of C to the next.</param>
    /// <param name="done">So many rows at the top are left alone.</param>
    void AddTo(ref T c, nint stride, int done);

    /// <summary>Writes the tile to C; parameters as above.</summary>
    void CopyTo(ref T c, nint stride, int done);
}
