using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>
/// Matrices in arrays, as all ways that are compared hand them over. The toolkit's constructor computes and checks the extent anew for each view, which
/// for four views takes as long as a quarter of the smallest cell's gradient.
/// </summary>
internal static class Views
{
    /// <param name="elements">The elements, row by row, without gaps.</param>
    /// <param name="rows">How many rows they make.</param>
    public static Span2D<float> Rows(Span<float> elements, int rows) =>
        Span2D<float>.DangerousCreate(ref MemoryMarshal.GetReference(elements), rows, elements.Length / rows, 0);

    /// <inheritdoc cref="Rows(Span{float}, int)"/>
    public static Span2D<float> Rows(float[] elements, int rows) => Rows(elements.AsSpan(), rows);

    /// <inheritdoc cref="Rows(Span{float}, int)"/>
    public static ReadOnlySpan2D<float> Rows(ReadOnlySpan<float> elements, int rows) =>
        ReadOnlySpan2D<float>.DangerousCreate(in MemoryMarshal.GetReference(elements), rows, elements.Length / rows, 0);
}
