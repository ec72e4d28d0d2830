using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>Additions to neighbouring elements of one array.</summary>
/// <param name="Array">The array, which nothing else in the loop touches.</param>
/// <param name="Terms">The additions, each with the distance of its element from the loop's index.</param>
internal sealed record Stencil(ArrayVariable Array, IReadOnlyList<(Accumulate Addition, int Offset)> Terms)
{
    /// <summary>The distance whose terms are computed in the iteration they belong to.</summary>
    public int Own { get; init; }

    public int First => Terms.Min(term => term.Offset);

    public int Last => Terms.Max(term => term.Offset);

    /// <summary>How many elements at either end do not get terms of all additions.</summary>
    public int Reach => Last - First;
}
