using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad;

/// <summary>
/// What every sample adds to, where ranges of samples run at once: the first range adds to the sum itself, each other one to a partial
/// sum of its own; these are added at the end, in the order of the ranges. For generated code.
/// </summary>
/// <remarks>The partial sums of one range lie one after another, those of the next range <c>stride</c> elements further.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialSums
{
    private const int MemoryAccesses = 3;

    /// <summary>The number of elements of a matrix.</summary>
    public static int Length<T>(Span2D<T> matrix) => checked(matrix.Height * matrix.Width);

    /// <summary>Adds the ranges' partial sums to a number.</summary>
    public static void AddTo<T>(ref T sum, ReadOnlySpan<T> partial, int offset, int stride)
        where T : IAdditionOperators<T, T, T>
    {
        for (int place = offset; place < partial.Length; place += stride)
            sum += partial[place];
    }

    /// <summary>Adds the ranges' partial sums to a vector.</summary>
    public static void AddTo<T>(Span<T> sum, ReadOnlySpan<T> partial, int offset, int stride)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        VectorSum<T> body = new(sum, partial, offset, stride);
        int ranges = stride == 0 ? 0 : partial.Length / stride;
        Workers.Run(ref body, sum.Length, Workers.RangesFor(sum.Length, MemoryAccesses * ranges));
    }

    /// <summary>Adds the ranges' partial sums to a matrix.</summary>
    public static void AddTo<T>(Span2D<T> sum, ReadOnlySpan<T> partial, int offset, int stride)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        if (sum.TryGetSpan(out Span<T> elements))
        {
            AddTo(elements, partial, offset, stride);
            return;
        }

        for (int row = 0; row < sum.Height; row++)
            AddTo(sum.GetRowSpan(row), partial, offset + (row * sum.Width), stride);
    }

    /// <summary>Elements have nothing to do with each other: workers share them.</summary>
    private readonly ref struct VectorSum<T>(Span<T> sum, ReadOnlySpan<T> partial, int offset, int stride) : IRangeBody
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        private readonly Span<T> _sum = sum;
        private readonly ReadOnlySpan<T> _partial = partial;

        public void Run(int range, int first, int count)
        {
            Span<T> sum = _sum.Slice(first, count);
            for (int place = offset + first; place < _partial.Length; place += stride)
                TensorPrimitives.Add(sum, _partial.Slice(place, count), sum);
        }
    }
}
