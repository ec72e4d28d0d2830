namespace SymbolicGrad.Compiler.Intervals;

/// <summary>
/// Arithmetic rounded outwards. Where the rounded result is exact it stays as it is, else the end moves to the neighbouring number: 1 − [0, 1] is
/// [0, 1] and not a little more, so that σ(1 − σ) does not become negative by rounding alone.
/// </summary>
internal static class Directed
{
    // Below and above these, the error of a product is no double itself.
    private const double SmallestExact = 1e-270, LargestExact = 1e270;

    // Splits a double into two halves of 26 bits.
    private const double Splitter = 134217729;

    /// <summary>The next number above; infinities stay.</summary>
    public static double Up(double number)
    {
        if (double.IsNaN(number) || double.IsPositiveInfinity(number))
        {
            return number;
        }

        if (number == 0)
        {
            return double.Epsilon;
        }

        long bits = BitConverter.DoubleToInt64Bits(number);
        return BitConverter.Int64BitsToDouble(number > 0 ? bits + 1 : bits - 1);
    }

    /// <summary>The next number below; infinities stay.</summary>
    public static double Down(double number) => -Up(-number);

    public static Interval Sum(double left, double right)
    {
        double sum = left + right;
        if (double.IsInfinity(left) || double.IsInfinity(right))
        {
            return Interval.Of(sum);
        }

        double part = sum - left;
        double error = (left - (sum - part)) + (right - part);
        return Around(sum, error, isKnown: !double.IsInfinity(sum));
    }

    public static Interval Product(double left, double right)
    {
        // An end that is infinite stands for numbers as large as one likes, and 0 times each of them is 0.
        if (left == 0 || right == 0)
        {
            return Interval.Of(0);
        }

        double product = left * right;
        if (double.IsInfinity(left) || double.IsInfinity(right) || left is 1 or -1 || right is 1 or -1)
        {
            return Interval.Of(product);
        }

        double size = Math.Abs(product);
        bool isKnown = size is > SmallestExact and < LargestExact && Math.Abs(left) < LargestExact && Math.Abs(right) < LargestExact;
        return Around(product, isKnown ? ErrorOfProduct(left, right, product) : 0, isKnown);
    }

    /// <summary>The divisor is not 0.</summary>
    public static Interval Quotient(double left, double right)
    {
        double quotient = left / right;
        if (left == 0 || double.IsInfinity(left) || right is 1 or -1)
        {
            return Interval.Of(quotient);
        }

        if (double.IsInfinity(right))
        {
            return Interval.Of(0);
        }

        bool isExact = Product(quotient, right) is { IsPoint: true } product && product.Low == left;
        return isExact ? Interval.Of(quotient) : new Interval(Down(quotient), Up(quotient));
    }

    /// <summary>The exact result is <paramref name="rounded"/> + <paramref name="error"/>, where that is known.</summary>
    private static Interval Around(double rounded, double error, bool isKnown) => new(
        isKnown && error >= 0 ? rounded : Down(rounded),
        isKnown && error <= 0 ? rounded : Up(rounded));

    /// <summary>left·right − product, without rounding (Dekker 1971).</summary>
    private static double ErrorOfProduct(double left, double right, double product)
    {
        (double leftHigh, double leftLow) = Split(left);
        (double rightHigh, double rightLow) = Split(right);
        return (((leftHigh * rightHigh) - product) + (leftHigh * rightLow) + (leftLow * rightHigh)) + (leftLow * rightLow);
    }

    private static (double High, double Low) Split(double number)
    {
        double scaled = Splitter * number;
        double high = scaled - (scaled - number);
        return (high, number - high);
    }
}
