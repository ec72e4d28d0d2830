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
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not positive.</exception>
    public static T ByGlobalNorm<T>(Span<T> first, Span<T> second, T threshold)
        where T : IFloatingPointIeee754<T>
    {
        T norm = T.Sqrt(SumOfSquares<T>(first) + SumOfSquares<T>(second));
        T factor = GlobalNormFactor(norm, threshold);
        Scale(first, factor);
        Scale(second, factor);
        return norm;
    }

    private static void RequirePositive<T>(T threshold)
        where T : IFloatingPointIeee754<T>
    {
        if (!(threshold > T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold has to be positive.");
        }
    }
}
