namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>
/// Functions of wide numbers, from their definitions: series, continued fractions and reductions without any approximation of
/// the library under test. Good to some 95 bits; <see cref="WideMathTests"/> holds them against values with 30 digits.
/// </summary>
internal static class WideMath
{
    private static readonly WideNumber[] Ln2 = [0.6931471805599453, 2.3190468138462996e-17, 5.707708438416212e-34];

    private static readonly WideNumber[] HalfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33, 5.562271104316826e-50];

    public static WideNumber TwoOverRootPi { get; } = 2.0 / WideNumber.Sqrt((HalfPi[0] + HalfPi[1] + HalfPi[2]) * 2.0);

    public static WideNumber RootHalf { get; } = WideNumber.Sqrt(0.5);

    public static WideNumber Exp(WideNumber x)
    {
        var (minusOne, n) = ReducedExponential(x);
        return (minusOne + 1.0).ScaleB(n);
    }

    public static WideNumber ExpM1(WideNumber x)
    {
        var (minusOne, n) = ReducedExponential(x);
        return n == 0 ? minusOne : (minusOne + 1.0).ScaleB(n) - 1.0;
    }

    public static WideNumber Log(WideNumber x)
    {
        if ((x - 1.0).Magnitude < 0.03)
            return LogP1(x - 1.0);
        // One step of Halley's iteration for e^y = x.
        WideNumber y = Math.Log((double)x.ScaleB(-x.Exponent)) + x.Exponent * Ln2[0];
        WideNumber power = Exp(y);
        return y + (x - power) * 2.0 / (x + power);
    }

    public static WideNumber LogP1(WideNumber x)
    {
        if (x.Magnitude > 0.03)
            return Log(x + 1.0);
        // 2 artanh s
        WideNumber s = x / (x + 2.0);
        WideNumber z = s * s;
        WideNumber sum = 1.0 / (WideNumber)27.0;
        for (int odd = 25; odd >= 1; odd -= 2)
            sum = sum * z + 1.0 / (WideNumber)odd;
        return s * sum * 2.0;
    }

    public static WideNumber Sin(double x) => Turned(x, 0);

    public static WideNumber Cos(double x) => Turned(x, 1);

    public static WideNumber Erf(WideNumber x) => x.Magnitude < 2.5 ? ErfSeries(x) : x.IsNegative ? Erfc(-x) - 1.0 : 1.0 - Erfc(x);

    public static WideNumber Erfc(WideNumber x)
    {
        if (x < 2.5)
            return 1.0 - Erf(x);
        // The continued fraction of DLMF 7.9.1, from as far back as its convergence demands.
        double size = (double)x;
        WideNumber tail = x;
        for (int k = (int)(800 / (size * size)) + 20; k >= 1; k--)
            tail = x + (0.5 * k) / tail;
        return Exp(-(x * x)) * TwoOverRootPi.ScaleB(-1) / tail;
    }

    /// <summary>2/√π·exp(−x²)·Σ 2ᵏx²ᵏ⁺¹/(2k + 1)‼: no term is negative.</summary>
    private static WideNumber ErfSeries(WideNumber x)
    {
        WideNumber square = x * x;
        WideNumber term = x;
        WideNumber sum = x;
        for (int k = 1; !term.IsZero && term.Exponent > sum.Exponent - 110; k++)
        {
            term = term * square * 2.0 / (2.0 * k + 1);
            sum += term;
        }

        return TwoOverRootPi * Exp(-square) * sum;
    }

    /// <summary>eʳ − 1 and n, with x = n·ln 2 + r.</summary>
    private static (WideNumber MinusOne, int N) ReducedExponential(WideNumber x)
    {
        double n = Math.Round((double)x / 0.6931471805599453);
        WideNumber r = Reduced(x, n, Ln2).ScaleB(-8);
        WideNumber sum = 1.0 / (WideNumber)14.0;
        for (int k = 13; k >= 1; k--)
            sum = (sum * r + 1.0) / k;
        sum *= r;
        // e²ʳ − 1 = 2(eʳ − 1) + (eʳ − 1)²
        for (int i = 0; i < 8; i++)
            sum = sum.ScaleB(1) + sum * sum;
        return (sum, (int)n);
    }

    /// <summary>sin(x + quarters·π/2).</summary>
    private static WideNumber Turned(double x, int quarters)
    {
        double n = Math.Round(x / 1.5707963267948966);
        WideNumber r = Reduced(x, n, HalfPi);
        WideNumber square = r * r;
        long quadrant = (long)n + quarters;
        bool isCosine = (quadrant & 1) != 0;
        WideNumber term = isCosine ? 1.0 : r;
        WideNumber sum = term;
        for (int k = isCosine ? 1 : 2; !term.IsZero && term.Exponent > sum.Exponent - 110; k += 2)
        {
            term = -(term * square) / (k * (k + 1.0));
            sum += term;
        }

        return (quadrant & 2) != 0 ? -sum : sum;
    }

    private static WideNumber Reduced(WideNumber x, double n, WideNumber[] period)
    {
        foreach (WideNumber part in period)
            x -= part * n;
        return x;
    }
}
