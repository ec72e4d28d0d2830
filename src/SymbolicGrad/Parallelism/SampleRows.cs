using System.ComponentModel;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad;

/// <summary>
/// The rows of a range of samples, of a vector its elements: for generated code. Where an array is shorter than the loop is long, there
/// are as many as there are: the loop may ask before it touches them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SampleRows
{
    /// <summary>The elements of <paramref name="count"/> samples from <paramref name="first"/> on.</summary>
    public static Span<T> Of<T>(Span<T> vector, int first, int count)
    {
        (first, count) = Within(vector.Length, first, count);
        return vector.Slice(first, count);
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    public static ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> vector, int first, int count)
    {
        (first, count) = Within(vector.Length, first, count);
        return vector.Slice(first, count);
    }

    /// <summary>The rows of <paramref name="count"/> samples from <paramref name="first"/> on; none where the matrix has no columns.</summary>
    public static Span2D<T> Of<T>(Span2D<T> matrix, int first, int count)
    {
        (first, count) = Within(matrix.Height, first, count);
        return count == 0 || matrix.Width == 0 ? default : matrix.Slice(first, 0, count, matrix.Width);
    }

    /// <inheritdoc cref="Of{T}(Span2D{T}, int, int)"/>
    public static ReadOnlySpan2D<T> Of<T>(ReadOnlySpan2D<T> matrix, int first, int count)
    {
        (first, count) = Within(matrix.Height, first, count);
        return count == 0 || matrix.Width == 0 ? default : matrix.Slice(first, 0, count, matrix.Width);
    }

    private static (int First, int Count) Within(int length, int first, int count)
    {
        first = Math.Min(first, length);
        return (first, Math.Min(count, length - first));
    }
}
