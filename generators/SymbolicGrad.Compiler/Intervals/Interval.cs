using System.Globalization;

namespace SymbolicGrad.Compiler.Intervals;

/// <summary>
/// All numbers from <see cref="Low"/> to <see cref="High"/>, none where Low is above High. An end that is infinite belongs to it: it stands for overflow as well.
/// <para>
/// What is said by an interval is said of runs in which no value is NaN; a quantity that is not a number makes no statement about any interval wrong.
/// The signs of zeros are not told apart: whoever divides by an interval that reaches 0 gets everything.
/// </para>
/// Booleans are intervals too: false is 0, true is 1.
/// </summary>
public readonly record struct Interval(double Low, double High)
{
    public static readonly Interval Everything = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval Nothing = new(double.PositiveInfinity, double.NegativeInfinity);
    public static readonly Interval NonNegative = new(0, double.PositiveInfinity);
    public static readonly Interval NonPositive = new(double.NegativeInfinity, 0);
    public static readonly Interval Unit = new(0, 1);
    public static readonly Interval True = Of(1);
    public static readonly Interval False = Of(0);

    /// <summary>True or false.</summary>
    public static readonly Interval Either = Unit;

    public static Interval Of(double number) => double.IsNaN(number) ? Everything : new Interval(number, number);

    public bool IsEmpty => !(Low <= High);

    public bool IsPoint => Low == High;

    public bool IsFinite => !IsEmpty && !double.IsInfinity(Low) && !double.IsInfinity(High);

    public bool IsEverything => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High);

    public bool IsTrue => Low == 1;

    public bool IsFalse => High == 0;

    /// <summary>The largest |x|; 0 of nothing.</summary>
    public double Magnitude => IsEmpty ? 0 : Math.Max(Math.Abs(Low), Math.Abs(High));

    public double Width => IsEmpty ? 0 : High - Low;

    public bool Contains(double number) => Low <= number && number <= High;

    public bool Contains(Interval other) => other.IsEmpty || (Low <= other.Low && other.High <= High);

    public Interval Join(Interval other) =>
        IsEmpty ? other : other.IsEmpty ? this : new Interval(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public Interval Intersect(Interval other) => new Interval(Math.Max(Low, other.Low), Math.Min(High, other.High)) is { IsEmpty: false } common ? common : Nothing;

    public static Interval operator -(Interval x) => x.IsEmpty ? x : new Interval(-x.High, -x.Low);

    public static Interval operator +(Interval x, Interval y) => x.IsEmpty || y.IsEmpty
        ? Nothing
        : new Interval(LowOr(Directed.Sum(x.Low, y.Low).Low), HighOr(Directed.Sum(x.High, y.High).High));

    public static Interval operator -(Interval x, Interval y) => x + -y;

    public static Interval operator *(Interval x, Interval y)
    {
        if (x.IsEmpty || y.IsEmpty)
        {
            return Nothing;
        }

        if (x.Low >= 0 && y.Low >= 0)
        {
            return new Interval(Directed.Product(x.Low, y.Low).Low, Directed.Product(x.High, y.High).High);
        }

        return Directed.Product(x.Low, y.Low).Join(Directed.Product(x.Low, y.High)).Join(Directed.Product(x.High, y.Low)).Join(Directed.Product(x.High, y.High));
    }

    public static Interval operator /(Interval x, Interval y)
    {
        if (x.IsEmpty || y.IsEmpty || (y.IsPoint && y.Low == 0 && x.IsPoint && x.Low == 0))
        {
            return Nothing;
        }

        // Where the divisor reaches 0 it may be a negative zero.
        if (y.Contains(0))
        {
            return Everything;
        }

        return Quotient(x.Low, y.Low).Join(Quotient(x.Low, y.High)).Join(Quotient(x.High, y.Low)).Join(Quotient(x.High, y.High));
    }

    /// <summary>x·x, which is never negative.</summary>
    public static Interval Square(Interval x)
    {
        Interval magnitude = Absolute(x);
        return magnitude * magnitude;
    }

    public static Interval Absolute(Interval x) =>
        x.IsEmpty || x.Low >= 0 ? x : x.High <= 0 ? -x : new Interval(0, x.Magnitude);

    /// <summary>A little more on both sides: |error| ≤ <paramref name="relative"/>·|x| + the smallest number.</summary>
    public Interval Widened(double relative) => IsEmpty
        ? this
        : new Interval(
            double.IsInfinity(Low) ? Low : Directed.Down(Low - (Math.Abs(Low) * relative)),
            double.IsInfinity(High) ? High : Directed.Up(High + (Math.Abs(High) * relative)));

    public override string ToString() =>
        IsEmpty ? "∅" : $"[{Low.ToString("R", CultureInfo.InvariantCulture)}, {High.ToString("R", CultureInfo.InvariantCulture)}]";

    // ∞ − ∞ arises where one end is as small and the other as large as one likes.
    private static double LowOr(double low) => double.IsNaN(low) ? double.NegativeInfinity : low;

    private static double HighOr(double high) => double.IsNaN(high) ? double.PositiveInfinity : high;

    private static Interval Quotient(double left, double right)
    {
        if (double.IsInfinity(left) && double.IsInfinity(right))
        {
            return left > 0 == right > 0 ? NonNegative : NonPositive;
        }

        return Directed.Quotient(left, right);
    }
}
