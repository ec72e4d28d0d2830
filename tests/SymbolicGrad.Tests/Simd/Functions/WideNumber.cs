using System.Globalization;
using System.Numerics;

namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>
/// (High + Low)·2^Exponent with 1 ≤ |High| &lt; 2: 106 bits, and an exponent that neither overflows nor underflows. What the
/// vector functions are measured against.
/// </summary>
/// <remarks>T. J. Dekker, <i>A floating-point technique for extending the available precision</i>, 1971.</remarks>
internal readonly struct WideNumber
{
    private readonly double high;
    private readonly double low;
    private readonly int exponent;

    private WideNumber(double high, double low, int exponent)
    {
        double sum = high + low;
        if (sum == 0 || !double.IsFinite(sum))
        {
            this.high = sum;
            return;
        }

        int shift = Math.ILogB(sum);
        this.high = Math.ScaleB(sum, -shift);
        this.low = Math.ScaleB(low - (sum - high), -shift);
        this.exponent = exponent + shift;
    }

    /// <summary>The power of two below the magnitude.</summary>
    public int Exponent => exponent;

    public bool IsNegative => high < 0;

    public bool IsZero => high == 0;

    public bool IsFinite => double.IsFinite(high);

    public WideNumber Magnitude => IsNegative ? -this : this;

    public static implicit operator WideNumber(double value) => new(value, 0, 0);

    public static explicit operator double(WideNumber value) => Math.ScaleB(value.high + value.low, value.exponent);

    public static WideNumber operator -(WideNumber value) => new(-value.high, -value.low, value.exponent);

    public static WideNumber operator -(WideNumber left, WideNumber right) => left + -right;

    public static WideNumber operator +(WideNumber left, WideNumber right)
    {
        if (left.IsZero || right.IsZero)
            return left.IsZero ? right : left;
        if (left.exponent < right.exponent)
            (left, right) = (right, left);
        int distance = right.exponent - left.exponent;
        if (distance < -300)
            return left;
        var (high, error) = Sum(left.high, Math.ScaleB(right.high, distance));
        var (low, rest) = Sum(left.low, Math.ScaleB(right.low, distance));
        (high, error) = Sum(high, error + low);
        return new(high, error + rest, left.exponent);
    }

    public static WideNumber operator *(WideNumber left, WideNumber right)
    {
        double product = left.high * right.high;
        double error = Math.FusedMultiplyAdd(left.high, right.high, -product);
        return new(product, error + (left.high * right.low + left.low * right.high), left.exponent + right.exponent);
    }

    public static WideNumber operator /(WideNumber left, WideNumber right)
    {
        WideNumber quotient = default;
        for (int digits = 0; digits < 3; digits++)
        {
            WideNumber part = new(left.high / right.high, 0, left.exponent - right.exponent);
            quotient += part;
            left -= part * right;
            if (left.IsZero)
                break;
        }

        return quotient;
    }

    public static bool operator <(WideNumber left, WideNumber right) => (left - right).IsNegative;

    public static bool operator >(WideNumber left, WideNumber right) => right < left;

    public WideNumber ScaleB(int powers) => IsZero ? this : new(high, low, exponent + powers);

    public static WideNumber Sqrt(WideNumber value)
    {
        if (value.IsZero)
            return value;
        int half = value.exponent >> 1;
        WideNumber scaled = value.ScaleB(-2 * half);
        WideNumber root = Math.Sqrt((double)scaled);
        for (int i = 0; i < 2; i++)
            root = (root + scaled / root).ScaleB(-1);
        return root.ScaleB(half);
    }

    /// <summary>A decimal number with all its digits.</summary>
    public static WideNumber Parse(string text)
    {
        string[] parts = text.ToUpperInvariant().Split('E');
        int power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.');
        if (point >= 0)
            power -= parts[0].Length - point - 1;
        BigInteger digits = BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture);
        BigInteger ten = BigInteger.Pow(10, Math.Abs(power));
        return power < 0 ? Of(digits) / Of(ten) : Of(digits * ten);
    }

    public override string ToString() => $"({high:R} + {low:R})·2^{exponent}";

    private static WideNumber Of(BigInteger value)
    {
        int shift = Math.Max(0, (int)value.GetBitLength() - 160);
        BigInteger top = value >> shift;
        double high = (double)top;
        return new(high, (double)(top - new BigInteger(high)), shift);
    }

    private static (double Sum, double Error) Sum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }
}
