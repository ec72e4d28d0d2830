namespace SymbolicGrad.Compiler.Intervals;

/// <summary>
/// How the entries of the table say what they make of an interval: mostly by the ends of a monotone function. Everything is widened by what library
/// functions may be off (in double; the narrower types are the business of whoever knows the type).
/// </summary>
internal static class Images
{
    /// <summary>A bound of the relative error of the functions of the base library, of the package, and of <see cref="RealFunctions"/>.</summary>
    public const double Error = 1.0 / (1L << 44);

    public static Func<Interval[], Interval> Increasing(Func<double, double> function) => x => IncreasingOn(function, x[0]);

    public static Func<Interval[], Interval> Decreasing(Func<double, double> function) => x => -IncreasingOn(value => -function(value), x[0]);

    /// <summary>Increasing where it is defined: from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static Func<Interval[], Interval> Increasing(Func<double, double> function, double from, double to) =>
        x => IncreasingOn(function, x[0].Intersect(new Interval(from, to)));

    public static Func<Interval[], Interval> Decreasing(Func<double, double> function, double from, double to) =>
        x => -IncreasingOn(value => -function(value), x[0].Intersect(new Interval(from, to)));

    /// <summary>f(|x|), increasing in |x|.</summary>
    public static Func<Interval[], Interval> EvenAndIncreasing(Func<double, double> function) => x => IncreasingOn(function, Interval.Absolute(x[0]));

    /// <summary>Decreasing up to about <paramref name="bottom"/>, then increasing; the smallest value is the entry's range's business.</summary>
    public static Func<Interval[], Interval> Valley(Func<double, double> function, double bottom, double absoluteError = 0) => x =>
    {
        const double Doubt = 1e-3;
        if (x[0].IsEmpty)
        {
            return x[0];
        }

        Interval ends = At(x[0].Low).Join(At(x[0].High));
        return x[0].High < bottom - Doubt || x[0].Low > bottom + Doubt ? ends : new Interval(double.NegativeInfinity, ends.High);

        // −∞·0 is the limit 0.
        Interval At(double end) => double.IsNegativeInfinity(end) ? new Interval(-absoluteError, absoluteError) : Interval.Of(function(end)).Widened(Error) + new Interval(-absoluteError, absoluteError);
    };

    /// <summary>As <see cref="Increasing(Func{double, double})"/> for a function that is only known to within an absolute error.</summary>
    public static Func<Interval[], Interval> Increasing(Func<double, double> function, double absoluteError) => x => x[0].IsEmpty
        ? x[0]
        : IncreasingOn(function, x[0]) + new Interval(-absoluteError, absoluteError);

    public static Interval IncreasingOn(Func<double, double> function, Interval x)
    {
        if (x.IsEmpty)
        {
            return x;
        }

        double low = function(x.Low), high = function(x.High);
        Interval ends = new(double.IsNaN(low) ? double.NegativeInfinity : low, double.IsNaN(high) ? double.PositiveInfinity : high);
        Interval widened = ends.Widened(Error);

        // What is 0 at 0 is so exactly.
        return new Interval(low == 0 && x.Low == 0 ? 0 : widened.Low, high == 0 && x.High == 0 ? 0 : widened.High);
    }

    public static Interval Exp(Interval x) => IncreasingOn(Math.Exp, x).Intersect(Interval.NonNegative);

    public static Interval Sqrt(Interval x) => IncreasingOn(Math.Sqrt, x.Intersect(Interval.NonNegative)).Intersect(Interval.NonNegative);

    /// <summary>By pieces: <paramref name="left"/> of what is at most 0, <paramref name="right"/> of the rest.</summary>
    public static Interval AtZero(Interval x, Func<Interval, Interval> left, Func<Interval, Interval> right)
    {
        Interval nonPositive = x.Intersect(Interval.NonPositive), positive = x.High > 0 ? x.Intersect(Interval.NonNegative) : Interval.Nothing;
        return (nonPositive.IsEmpty ? nonPositive : left(nonPositive)).Join(positive.IsEmpty ? positive : right(positive));
    }

    /// <summary>x^y: for x ≥ 0 the extremes lie at the corners, since ln(x^y) = y·ln x is linear in each.</summary>
    public static Interval Power(Interval x, Interval y)
    {
        if (x.IsEmpty || y.IsEmpty)
        {
            return Interval.Nothing;
        }

        if (x.Low >= 0)
        {
            Interval corners = Interval.Nothing;
            foreach (double exponent in new[] { y.Low, y.High })
            {
                foreach (double number in new[] { x.Low, x.High })
                {
                    // ∞⁰ and 1^∞ stand for whatever their neighbours give.
                    bool isLimit = (exponent == 0 && double.IsInfinity(number) && !y.IsPoint) || (double.IsInfinity(exponent) && number == 1) || (exponent == 0 && number == 0 && !y.IsPoint);
                    corners = corners.Join(isLimit ? Interval.NonNegative : Interval.Of(Math.Pow(number, exponent)));
                }
            }

            // A negative zero to an odd negative power is −∞.
            bool reachesPole = x.Low == 0 && y.Low < 0;
            return reachesPole ? corners.Widened(Error).Join(new Interval(double.NegativeInfinity, 0)) : corners.Widened(Error).Intersect(Interval.NonNegative);
        }

        if (y.IsPoint && y.Low >= 0 && y.Low == Math.Floor(y.Low) && y.Low <= int.MaxValue)
        {
            return y.Low % 2 == 0
                ? Power(Interval.Absolute(x), y)
                : IncreasingOn(number => Math.Pow(number, y.Low), x);
        }

        return Interval.Everything;
    }
}
