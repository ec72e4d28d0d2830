using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Intervals of all sizes, with ends at round numbers, at 0 and at infinity among them, and numbers inside.</summary>
internal static class RandomIntervals
{
    private static readonly double[] Landmarks = [0, 1, -1, 0.5, 3, -3, 6, double.PositiveInfinity, double.NegativeInfinity];

    public static Interval Draw(Random random)
    {
        double one = End(random), other = random.Next(8) == 0 ? one : End(random);
        return double.IsInfinity(one) && one == other ? Interval.Everything : new Interval(Math.Min(one, other), Math.Max(one, other));
    }

    public static double Inside(Interval x, Random random)
    {
        if (x.IsPoint || random.Next(12) == 0)
        {
            return double.IsInfinity(x.Low) ? double.IsInfinity(x.High) ? 0 : x.High : x.Low;
        }

        if (random.Next(12) == 0 && !double.IsInfinity(x.High))
        {
            return x.High;
        }

        double low = double.IsInfinity(x.Low) ? Math.Min(x.High, 0) - Math.Pow(10, (6 * random.NextDouble()) - 3) : x.Low;
        double high = double.IsInfinity(x.High) ? Math.Max(low, 0) + Math.Pow(10, (6 * random.NextDouble()) - 3) : x.High;
        return Math.Clamp(low + (random.NextDouble() * (high - low)), x.Low, x.High);
    }

    private static double End(Random random) => random.Next(3) == 0
        ? Landmarks[random.Next(Landmarks.Length)]
        : (random.Next(2) == 0 ? 1 : -1) * Math.Pow(10, (8 * random.NextDouble()) - 4);
}
