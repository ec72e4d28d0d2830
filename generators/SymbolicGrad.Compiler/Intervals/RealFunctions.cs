namespace SymbolicGrad.Compiler.Intervals;

/// <summary>
/// The functions of the table that the base library of netstandard2.0 lacks, to within <see cref="Images.Error"/>: at the ends of intervals, never in
/// generated code.
/// </summary>
internal static class RealFunctions
{
    /// <summary>eˣ − 1 (Kahan's form, which keeps its digits near 0).</summary>
    public static double ExpM1(double x)
    {
        double exponential = Math.Exp(x);
        return exponential == 1 ? x
            : double.IsInfinity(exponential) || exponential - 1 == -1 ? exponential - 1
            : (exponential - 1) * x / Math.Log(exponential);
    }

    /// <summary>ln(1 + x), likewise.</summary>
    public static double LogP1(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    public static double Softsign(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));

    public static double Elu(double x) => x > 0 ? x : ExpM1(x);

    public static double Asinh(double x)
    {
        double size = Math.Abs(x);
        double value = size > 1e150 ? Math.Log(size) + Math.Log(2) : LogP1(size + (size * size / (1 + Math.Sqrt(1 + (size * size)))));
        return x < 0 ? -value : value;
    }

    public static double Acosh(double x)
    {
        double excess = x - 1;
        return x > 1e150 ? Math.Log(x) + Math.Log(2) : LogP1(excess + Math.Sqrt(excess * (x + 1)));
    }

    public static double Atanh(double x) => 0.5 * LogP1(2 * x / (1 - x));

    public static double Cbrt(double x)
    {
        if (x == 0 || double.IsInfinity(x))
        {
            return x;
        }

        double root = Math.Pow(Math.Abs(x), 1.0 / 3);
        root -= (root - (Math.Abs(x) / (root * root))) / 3;
        return x < 0 ? -root : root;
    }

    /// <summary>erf to within 1.5e-7 (Abramowitz and Stegun, 7.1.26).</summary>
    public static double Erf(double x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double value = 1 - (((((((((1.061405429 * t) - 1.453152027) * t) + 1.421413741) * t) - 0.284496736) * t) + 0.254829592) * t * Math.Exp(-x * x));
        return x < 0 ? -value : value;
    }
}
