namespace SymbolicGrad.Simd;

/// <summary>Which vectors and tiles a blocked product is made of.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
internal interface ITiling<T>
{
    /// <summary>Elements in a row of a tile: two vectors. A narrow tile has half.</summary>
    static abstract int Width { get; }

    /// <summary>So many rows are computed aside together where they cannot be written to C as they are; a multiple of the tile's.</summary>
    static abstract int StripRows { get; }

    /// <summary>C (+)= rows of A times a panel of B that is two vectors wide.</summary>
    /// <param name="a">A, of which there are at least four rows.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="depth">The number of terms.</param>
    /// <param name="panel">The first element of the panel.</param>
    /// <param name="panelStride">From one row of the panel to the next.</param>
    /// <param name="c">Where the first row goes.</param>
    /// <param name="stride">From one row of C to the next.</param>
    /// <param name="isSet">Whether C is set; else it is added to.</param>
    static abstract void Multiply(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet);

    /// <summary>The same for a panel that is one vector wide.</summary>
    static abstract void MultiplyNarrow(MatrixOperand<T> a, int from, int to, int depth, ref T panel, nint panelStride, ref T c, nint stride, bool isSet);
}
