namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>The distance of a result from the exact value, in units of the last place that the exact value has in its type.</summary>
internal static class ReferenceError
{
    public static double InUnits(float actual, WideNumber exact) => InUnits(actual, exact, mantissaBits: 23, leastExponent: -126);

    public static double InUnits(double actual, WideNumber exact) => InUnits(actual, exact, mantissaBits: 52, leastExponent: -1022);

    private static double InUnits(double actual, WideNumber exact, int mantissaBits, int leastExponent)
    {
        if (double.IsNaN(actual))
            return double.PositiveInfinity;
        // Overflow stands for the number that would have come next.
        int overflow = 2 - leastExponent;
        if (exact.Exponent >= overflow)
            exact = ((WideNumber)(exact.IsNegative ? -1 : 1)).ScaleB(overflow);
        int unit = (exact.IsZero ? leastExponent : Math.Max(exact.Exponent, leastExponent)) - mantissaBits;
        WideNumber result = double.IsInfinity(actual) ? ((WideNumber)Math.CopySign(1, actual)).ScaleB(overflow) : actual;
        return (double)(result - exact).Magnitude.ScaleB(-unit);
    }
}
