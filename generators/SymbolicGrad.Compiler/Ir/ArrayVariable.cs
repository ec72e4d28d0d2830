namespace SymbolicGrad.Compiler.Ir;

/// <summary>How C# holds the memory behind an <see cref="ArrayVariable"/>.</summary>
public enum ArrayStorage
{
    ReadOnlySpan,
    Span,

    /// <summary><c>T[]</c></summary>
    Array,

    /// <summary><c>T[,]</c></summary>
    RectangularArray,
    ReadOnlySpan2D,
    Span2D,

    /// <summary><c>T[][]</c>, each row as long as it is: axis 1 is the longest row where a dimension is asked, every row where lengths are compared.</summary>
    Jagged,

    /// <summary>How long the rows of a jagged array are, read-only: element i is emitted as <c>x[i].Length</c>.</summary>
    RowLengths,

    /// <summary>Memory of the function itself: a stackalloc, a <c>new T[n]</c>, a tape. Emitted as Span or Span2D.</summary>
    Scratch,

    /// <summary>Scratch of rank 1 that grows as it is written: records of a loop whose trip count nobody knows. Emitted as Records.</summary>
    Growing,

    /// <summary>One element without an index, 0 when it is allocated: a count that sweeps share. Emitted as a local.</summary>
    Cell,
}

/// <summary>
/// Memory: a parameter or scratch, of rank 1 or 2 (a cell: 0). Views do not exist in the IR: the reader resolves rows and slices to
/// indices of the array underneath, so that two different variables never overlap.
/// </summary>
public sealed record ArrayVariable(int Id, string Name, ScalarType Element, int Rank, ArrayStorage Storage)
{
    /// <summary>The jagged array that these are the row lengths of; both are parameters of one name.</summary>
    public ArrayVariable? RowsOf { get; init; }

    /// <summary>
    /// True of a matrix that may have no rows where it has no columns, so that a row of it has to be asked for with its length: of all
    /// scratch, and of the parts of matrices that workers get.
    /// </summary>
    public bool MayHaveNoRows
    {
        get => Rank == 2 && (field || Storage == ArrayStorage.Scratch);
        init;
    }

    public override string ToString() => $"@{Id}.{Name}";
}
