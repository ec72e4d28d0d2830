using System.Numerics;

namespace SymbolicGrad.Nn;

/// <summary>
/// First weights of a layer. Their spread decides whether signals forwards and gradients backwards keep their size from
/// layer to layer: too small and gradients vanish with depth, too large and they explode, all equal and every unit of a layer
/// stays equal for ever.
/// </summary>
/// <remarks>
/// Fan-in is the number of inputs of a unit, fan-out the number of units that a unit feeds. Glorot and Bengio (2010) average
/// both, since both directions matter; He et al. (2015) show that either alone keeps both directions bounded and use fan-in.
/// Tables that print He's deviation with both fans scale Glorot's by √2; for equal fans the two agree.
/// </remarks>
public static class Initialisation
{
    /// <summary>Normal with deviation √(2/(fanIn + fanOut)) (Glorot and Bengio 2010); for equal fans 1/√fanIn.</summary>
    public static void XavierNormal<T>(Span<T> weights, int fanIn, int fanOut, Random random)
        where T : IFloatingPointIeee754<T> =>
        Normal(weights, Deviation(2.0, Fans(fanIn, fanOut)), random);

    /// <summary>Uniform in ±√(6/(fanIn + fanOut)) (Glorot and Bengio 2010); for equal fans ±√3/√fanIn.</summary>
    public static void XavierUniform<T>(Span<T> weights, int fanIn, int fanOut, Random random)
        where T : IFloatingPointIeee754<T> =>
        Uniform(weights, Deviation(6.0, Fans(fanIn, fanOut)), random);

    /// <summary>Normal with deviation √(2/fanIn) (He et al. 2015), for ReLU and its relatives.</summary>
    public static void HeNormal<T>(Span<T> weights, int fanIn, Random random)
        where T : IFloatingPointIeee754<T> =>
        Normal(weights, Deviation(2.0, Fans(fanIn, 0)), random);

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
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        for (int i = 0; i < weights.Length; i++)
        {
            // 1 − u is in (0, 1], so the logarithm is finite.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            weights[i] = T.CreateChecked(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    /// <summary>Independent numbers from U(−limit, limit).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or no number.</exception>
    public static void Uniform<T>(Span<T> weights, double limit, Random random)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = T.CreateChecked(limit * ((2 * random.NextDouble()) - 1));
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
