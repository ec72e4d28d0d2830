using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Nn;

/// <summary>
/// First weights of a layer. Their spread decides whether signals forwards and gradients backwards keep their size from
/// layer to layer: too small and gradients vanish with depth, too large and they explode, all equal and every unit of a layer
/// stays equal for ever.
/// </summary>
/// <remarks>
/// Fan-in is the number of inputs of a unit, fan-out the number of units that a unit feeds. Glorot and Bengio (2010) average
/// both, since both directions matter; He et al. (2015) show that either alone keeps both directions bounded and use fan-in.
/// Tables that print He's deviation with both fans scale Glorot's by √2; for equal fans the two agree. The gain of the Glorot
/// initialisers makes those tables: 1 as published, 4 for tanh, √2 for ReLU.
/// </remarks>
public static class Initialisation
{
    // The deviation of a standard normal number that is drawn again while outside ±2: √(1 − 4φ(2)/(2Φ(2) − 1)).
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Normal with deviation gain·√(2/(fanIn + fanOut)) (Glorot and Bengio 2010); for equal fans gain/√fanIn.</summary>
    public static void XavierNormal<T>(Span<T> weights, int fanIn, int fanOut, Random random, double gain = 1)
        where T : IFloatingPointIeee754<T> =>
        Normal(weights, gain * Deviation(2.0, Fans(fanIn, fanOut)), random);

    /// <summary>As <see cref="XavierNormal"/> with the same deviation, but <see cref="TruncatedNormal">truncated</see>.</summary>
    public static void XavierTruncatedNormal<T>(Span<T> weights, int fanIn, int fanOut, Random random, double gain = 1)
        where T : IFloatingPointIeee754<T> =>
        TruncatedNormal(weights, gain * Deviation(2.0, Fans(fanIn, fanOut)), random);

    /// <summary>Uniform in ±gain·√(6/(fanIn + fanOut)) (Glorot and Bengio 2010); for equal fans ±gain·√3/√fanIn.</summary>
    public static void XavierUniform<T>(Span<T> weights, int fanIn, int fanOut, Random random, double gain = 1)
        where T : IFloatingPointIeee754<T> =>
        Uniform(weights, gain * Deviation(6.0, Fans(fanIn, fanOut)), random);

    /// <summary>Normal with deviation √(2/fanIn) (He et al. 2015), for ReLU and its relatives.</summary>
    public static void HeNormal<T>(Span<T> weights, int fanIn, Random random)
        where T : IFloatingPointIeee754<T> =>
        Normal(weights, Deviation(2.0, Fans(fanIn, 0)), random);

    /// <summary>As <see cref="HeNormal"/> with the same deviation, but <see cref="TruncatedNormal">truncated</see>.</summary>
    public static void HeTruncatedNormal<T>(Span<T> weights, int fanIn, Random random)
        where T : IFloatingPointIeee754<T> =>
        TruncatedNormal(weights, Deviation(2.0, Fans(fanIn, 0)), random);

    /// <summary>Uniform in ±√(6/fanIn) (He et al. 2015): the same deviation.</summary>
    public static void HeUniform<T>(Span<T> weights, int fanIn, Random random)
        where T : IFloatingPointIeee754<T> =>
        Uniform(weights, Deviation(6.0, Fans(fanIn, 0)), random);

    /// <summary>All weights equal: every unit of a layer gets the same gradient, so that they never become different.</summary>
    public static void Constant<T>(Span<T> weights, T value)
        where T : IFloatingPointIeee754<T> =>
        weights.Fill(value);

    /// <summary>Independent normal numbers with mean 0, by the Box–Muller transform.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or no number.</exception>
    public static void Normal<T>(Span<T> weights, double deviation, Random random)
        where T : IFloatingPointIeee754<T>
    {
        RequireSpread(deviation, random);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = T.CreateChecked(deviation * StandardNormal(random));
        }
    }

    /// <summary>
    /// Independent normal numbers with mean 0, each drawn again while it is further out than two deviations; the deviation
    /// given is that of the result, so the normal distribution drawn from is 1/0.8796… as wide.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or no number.</exception>
    public static void TruncatedNormal<T>(Span<T> weights, double deviation, Random random)
        where T : IFloatingPointIeee754<T>
    {
        RequireSpread(deviation, random);
        for (int i = 0; i < weights.Length; i++)
        {
            double drawn;
            do
            {
                drawn = StandardNormal(random);
            }
            while (Math.Abs(drawn) > 2);

            weights[i] = T.CreateChecked(deviation / TruncatedDeviation * drawn);
        }
    }

    /// <summary>Independent numbers from U(−limit, limit).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or no number.</exception>
    public static void Uniform<T>(Span<T> weights, double limit, Random random)
        where T : IFloatingPointIeee754<T>
    {
        RequireSpread(limit, random);
        Uniform(weights, -limit, limit, random);
    }

    /// <summary>Independent numbers from U(low, high), as the slopes of a randomised ReLU.</summary>
    /// <exception cref="ArgumentOutOfRangeException">low is above high, or one of them is no number.</exception>
    public static void Uniform<T>(Span<T> weights, double low, double high, Random random)
        where T : IFloatingPointIeee754<T>
    {
        RequireSpread(high - low, random, nameof(high));
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = T.CreateChecked(low + (high - low) * random.NextDouble());
        }
    }

    /// <summary>The Box–Muller transform.</summary>
    private static double StandardNormal(Random random)
    {
        // 1 − u is in (0, 1], so the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static void RequireSpread(double spread, Random random, [CallerArgumentExpression(nameof(spread))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(random);

        // Written so that NaN is refused too.
        if (!(spread >= 0))
        {
            throw new ArgumentOutOfRangeException(name, spread, "The spread of the weights has to be a number that is not negative.");
        }
    }

    private static int Fans(int fanIn, int fanOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fanIn);
        ArgumentOutOfRangeException.ThrowIfNegative(fanOut);
        return checked(fanIn + fanOut);
    }

    private static double Deviation(double gain, int fans) => Math.Sqrt(gain / fans);
}
