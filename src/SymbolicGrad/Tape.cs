using System.ComponentModel;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad;

/// <summary>Pieces of a tape as matrices, and integers on it, for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tape
{
    /// <summary>The <paramref name="height"/> × <paramref name="width"/> numbers from <paramref name="offset"/> on, row by row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tape is shorter, or a size is negative.</exception>
    public static Span2D<T> Matrix<T>(Span<T> tape, int offset, int height, int width)
    {
        Span<T> piece = tape.Slice(offset, checked(height * width));
        return Span2D<T>.DangerousCreate(ref MemoryMarshal.GetReference(piece), height, width, 0);
    }

    /// <summary>An integer as it stands on a tape of float: its bits, with which nothing is computed.</summary>
    public static float EncodeInt32(int number) => BitConverter.Int32BitsToSingle(number);

    /// <summary>An integer as it stands on a tape of double: its bits, with which nothing is computed.</summary>
    public static double EncodeInt64(long number) => BitConverter.Int64BitsToDouble(number);

    /// <summary>The integer that was encoded.</summary>
    public static int DecodeInt32(float recorded) => BitConverter.SingleToInt32Bits(recorded);

    /// <inheritdoc cref="DecodeInt32"/>
    public static long DecodeInt64(double recorded) => BitConverter.DoubleToInt64Bits(recorded);

    /// <inheritdoc cref="Matrix{T}(Span{T}, int, int, int)"/>
    public static ReadOnlySpan2D<T> Matrix<T>(ReadOnlySpan<T> tape, int offset, int height, int width)
    {
        ReadOnlySpan<T> piece = tape.Slice(offset, checked(height * width));
        return ReadOnlySpan2D<T>.DangerousCreate(in MemoryMarshal.GetReference(piece), height, width, 0);
    }
}
