using System.Numerics;
using System.Numerics.Tensors;

namespace SymbolicGrad.Nn;

/// <summary>Gradient clipping: bounds a step where gradients explode.</summary>
public static class Clipping
{
    /// <summary>Every element to [−threshold, threshold]; NaN stays NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not positive.</exception>
    public static void ByValue<T>(Span<T> gradient, T threshold)
        where T : IFloatingPointIeee754<T>
    {
        RequirePositive(threshold);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = T.Clamp(gradient[i], -threshold, threshold);
        }
    }

    /// <summary>Σ over the elements of squares: add it up over all gradients, then take the root for the global norm.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> gradient)
        where T : IFloatingPointIeee754<T> =>
        TensorPrimitives.SumOfSquares(gradient);

    /// <summary>
    /// The factor that brings a global norm down to the threshold: min(1, threshold/norm). Multiply every gradient by it
    /// (<see cref="Scale"/>): the direction of the step stays.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not positive.</exception>
    public static T GlobalNormFactor<T>(T globalNorm, T threshold)
        where T : IFloatingPointIeee754<T>
    {
        RequirePositive(threshold);
        return globalNorm <= threshold ? T.One : threshold / globalNorm;
    }

    /// <summary>gradient *= factor</summary>
    public static void Scale<T>(Span<T> gradient, T factor)
        where T : IFloatingPointIeee754<T> =>
        TensorPrimitives.Multiply(gradient, factor, gradient);

    /// <summary>Scales two gradients so that the norm of both together is at most the threshold; returns the norm before.</summary>
    /// <inheritdoc cref="ByGlobalNorm{T}(T, ReadOnlySpan{Memory{T}})" path="/remarks|/exception"/>
    public static T ByGlobalNorm<T>(Span<T> first, Span<T> second, T threshold)
        where T : IFloatingPointIeee754<T>
    {
        RequirePositive(threshold);
        T unit = T.One;
        T norm = T.Sqrt(SumOfSquares<T>(first) + SumOfSquares<T>(second));
        if (!T.IsFinite(norm))
        {
            unit = T.Max(LargestMagnitude<T>(first), LargestMagnitude<T>(second));
            TensorPrimitives.Divide(first, unit, first);
            TensorPrimitives.Divide(second, unit, second);
            norm = T.Sqrt(SumOfSquares<T>(first) + SumOfSquares<T>(second));
        }

        T factor = T.Min(unit, threshold / norm);
        Scale(first, factor);
        Scale(second, factor);
        return unit * norm;
    }

    /// <summary>
    /// Scales gradients, such as those of all layers, so that the norm of all together is at most the threshold; returns the
    /// norm before. Allocates nothing.
    /// </summary>
    /// <param name="threshold">The largest norm that is left as it is.</param>
    /// <param name="gradients">Each of any length, changed in place.</param>
    /// <remarks>
    /// An exploding gradient's squares overflow long before the gradient itself (in <see cref="float"/> from 1.8e19 on); then
    /// the norm is taken in units of the largest element, so that the direction stays even there. An infinite or NaN element
    /// leaves no direction: all elements become NaN, and so does the norm.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not positive.</exception>
    public static T ByGlobalNorm<T>(T threshold, params ReadOnlySpan<Memory<T>> gradients)
        where T : IFloatingPointIeee754<T>
    {
        RequirePositive(threshold);
        T unit = T.One;
        T norm = Norm(gradients);
        if (!T.IsFinite(norm))
        {
            unit = T.Zero;
            foreach (Memory<T> gradient in gradients)
            {
                unit = T.Max(unit, LargestMagnitude<T>(gradient.Span));
            }

            foreach (Memory<T> gradient in gradients)
            {
                TensorPrimitives.Divide(gradient.Span, unit, gradient.Span);
            }

            norm = Norm(gradients);
        }

        // Back from the units of the largest element where even so nothing is to be clipped.
        T factor = T.Min(unit, threshold / norm);
        foreach (Memory<T> gradient in gradients)
        {
            Scale(gradient.Span, factor);
        }

        return unit * norm;
    }

    private static T Norm<T>(ReadOnlySpan<Memory<T>> gradients)
        where T : IFloatingPointIeee754<T>
    {
        T squares = T.Zero;
        foreach (Memory<T> gradient in gradients)
        {
            squares += SumOfSquares<T>(gradient.Span);
        }

        return T.Sqrt(squares);
    }

    /// <summary>NaN where an element is.</summary>
    private static T LargestMagnitude<T>(ReadOnlySpan<T> gradient)
        where T : IFloatingPointIeee754<T> =>
        gradient.IsEmpty ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude(gradient));

    private static void RequirePositive<T>(T threshold)
        where T : IFloatingPointIeee754<T>
    {
        if (!(threshold > T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold has to be positive.");
        }
    }
}
