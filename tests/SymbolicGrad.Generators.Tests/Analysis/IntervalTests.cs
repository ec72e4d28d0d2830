using System.Numerics;
using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Arithmetic on intervals against exact fractions: the ends hold the exact result, and are the exact result where that is a double.</summary>
public class IntervalTests
{
    private const int Trials = 20_000;

    [Fact]
    public void Sums_products_and_quotients_hold_the_exact_result_and_are_as_narrow_as_doubles_allow()
    {
        Random random = new(3);
        for (int i = 0; i < Trials; i++)
        {
            double left = Number(random), right = Number(random);
            Holds(Interval.Of(left) + Interval.Of(right), Exact(left).Plus(Exact(right)), $"{left:R} + {right:R}");
            Holds(Interval.Of(left) - Interval.Of(right), Exact(left).Plus(Exact(-right)), $"{left:R} − {right:R}");
            Holds(Interval.Of(left) * Interval.Of(right), Exact(left).Times(Exact(right)), $"{left:R}·{right:R}");
            if (right != 0)
            {
                Holds(Interval.Of(left) / Interval.Of(right), Exact(left).Over(Exact(right)), $"{left:R}/{right:R}");
            }
        }
    }

    [Fact]
    public void Operations_on_intervals_hold_those_on_their_numbers()
    {
        Random random = new(5);
        for (int i = 0; i < Trials; i++)
        {
            Interval x = RandomIntervals.Draw(random), y = RandomIntervals.Draw(random);
            double a = RandomIntervals.Inside(x, random), b = RandomIntervals.Inside(y, random);
            Holds(x + y, a + b);
            Holds(x - y, a - b);
            Holds(x * y, a * b);
            Holds(x / y, a / b);
            Holds(-x, -a);
            Holds(Interval.Square(x), a * a);
            Holds(Interval.Absolute(x), Math.Abs(a));
            Holds(x.Join(y), a);
            x.Intersect(y).Contains(a).ShouldBe(x.Contains(a) && y.Contains(a));
        }
    }

    [Theory]
    [InlineData(0, 1, 1, 1, "[0, 1]")]
    [InlineData(-1, 1, 1, 1, "[0, 2]")]
    public void What_is_exact_is_not_widened(double low, double high, double otherLow, double otherHigh, string difference) =>
        (new Interval(otherLow, otherHigh) - new Interval(low, high)).ToString().ShouldBe(difference);

    /// <summary>1/−0 is −∞.</summary>
    [Fact]
    public void A_divisor_that_reaches_zero_says_nothing() => (Interval.Of(1) / Interval.Unit).ShouldBe(Interval.Everything);

    [Fact]
    public void Zero_times_everything_is_zero() => (Interval.Of(0) * Interval.Everything).ShouldBe(Interval.Of(0));

    [Fact]
    public void Neighbours_are_next_to_each_other()
    {
        Random random = new(9);
        for (int i = 0; i < 1000; i++)
        {
            double number = Number(random);
            Directed.Up(number).ShouldBe(Math.BitIncrement(number));
            Directed.Down(number).ShouldBe(Math.BitDecrement(number));
        }
    }

    private static void Holds(Interval interval, double number) =>
        (double.IsNaN(number) || interval.Contains(number)).ShouldBeTrue($"{number:R} is not in {interval}");

    private static void Holds(Interval interval, Fraction exact, string what)
    {
        (exact.CompareTo(interval.Low) >= 0 && exact.CompareTo(interval.High) <= 0).ShouldBeTrue($"{what} is not in {interval}");
        (interval.IsPoint || Math.BitIncrement(Math.BitIncrement(interval.Low)) >= interval.High).ShouldBeTrue($"{what}: {interval} is too wide");
    }

    /// <summary>Of all sizes that do not overflow, round ones among them.</summary>
    private static double Number(Random random) => random.Next(4) == 0
        ? random.Next(-5, 6)
        : (random.Next(2) == 0 ? 1 : -1) * random.NextDouble() * Math.Pow(2, random.Next(-60, 60));

    private static Fraction Exact(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(number));
        int exponent = (int)(bits >> 52);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075;
        BigInteger numerator = (number < 0 ? -1 : 1) * mantissa;
        return shift >= 0 ? new Fraction(numerator << shift, 1) : new Fraction(numerator, BigInteger.One << -shift);
    }

    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        public Fraction Plus(Fraction other) => new((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

        public Fraction Times(Fraction other) => new(Numerator * other.Numerator, Denominator * other.Denominator);

        public Fraction Over(Fraction other) => new(Numerator * other.Denominator * other.Numerator.Sign, Denominator * BigInteger.Abs(other.Numerator));

        public int CompareTo(double number) => double.IsInfinity(number) ? -Math.Sign(number) : (Numerator * Exact(number).Denominator).CompareTo(Exact(number).Numerator * Denominator);
    }
}
