namespace SymbolicGrad;

/// <summary>
/// The error function and its relatives, in double precision. Other types are computed through it and rounded once.
/// </summary>
/// <remarks>
/// Two approximations carry everything. Below 1 in magnitude erf x = x + x·P(x²), the entire function's polynomial of degree 14
/// in x². From 0.5 on the scaled function erfcx x = exp(x²)·erfc x, where (1 + 2x)·erfcx x is a polynomial of degree 23 in
/// t = (x − 4)/(x + 4): the mapping of M. M. Shepherd and J. G. Laframboise, <i>Chebyshev approximation of
/// (1 + 2x) exp(x²) erfc x in 0 ≤ x &lt; ∞</i>, Math. Comp. 36 (1981), 249–253, restricted to x ≥ 0.5. The coefficients here
/// are Chebyshev interpolants computed with 60 digits; both truncation errors are below 2e−18.
/// </remarks>
internal static class ErrorFunction
{
    private const double SquareRootOfHalf = 0.70710678118654752440;

    /// <summary>Beyond this argument exp(−x²/2) is 0 in double precision.</summary>
    private const double TailEnd = 39;

    // Of P, highest power first.
    private static readonly double[] ErfCoefficients =
    [
        2.8067128195611264e-13,
        -6.1967364287877e-12,
        9.323723518153027e-11,
        -1.2277734486795524e-09,
        1.4806027146128752e-08,
        -1.636576864883207e-07,
        1.6462110782018636e-06,
        -1.4925650236967501e-05,
        0.00012055332978879483,
        -0.0008548327023403001,
        0.005223977625441674,
        -0.026866170645131218,
        0.11283791670955126,
        -0.37612638903183754,
        0.1283791670955126,
    ];

    // Of (1 + 2x)·erfcx x in t, highest power first.
    private static readonly double[] ScaledCoefficients =
    [
        -1.0208600570932139e-10,
        3.578785272009893e-09,
        -9.347150015015463e-09,
        -2.375708390014323e-08,
        1.0293058484573893e-07,
        8.313287964759644e-08,
        -8.193952094668847e-07,
        2.867911391673702e-07,
        5.7065508106405075e-06,
        -1.1218420266513659e-05,
        -2.4398126926219842e-05,
        0.00015062048007268285,
        -0.00019925693646602577,
        -0.000757773033187412,
        0.005031970012230075,
        -0.01619773409200716,
        0.0371675155345407,
        -0.06633036580952523,
        0.0937328349984903,
        -0.10103906603641383,
        0.06809705425468951,
        0.01537965210262149,
        -0.1396211168405625,
        1.2329951186255526,
    ];

    /// <summary>erf x = 2/√π ∫₀ˣ exp(−t²) dt.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude < 1)
            return Math.FusedMultiplyAdd(x, Polynomial(ErfCoefficients, x * x), x);
        if (double.IsNaN(x))
            return x;
        // The complement is at most 0.16 here, so that its error counts for little.
        return Math.CopySign(magnitude < 6 ? 1 - GaussianTimesScaled(magnitude) : 1, x);
    }

    /// <summary>erfc x = 1 − erf x, with full relative accuracy in the right tail.</summary>
    public static double Erfc(double x)
    {
        if (x < 0.5)
            return 1 - Erf(x);
        if (double.IsNaN(x))
            return x;
        return x < TailEnd ? GaussianTimesScaled(x) : 0;
    }

    /// <summary>
    /// The standard normal distribution function Φ(x) = ½ erfc(−x/√2), with full relative accuracy in the left tail, where
    /// the rounding error of −x/√2 alone would cost erfc a factor of x² in accuracy.
    /// </summary>
    public static double StandardNormal(double x)
    {
        double z = Math.Abs(x) * SquareRootOfHalf;
        if (!(z >= 0.5))
            return 0.5 + 0.5 * Erf(x * SquareRootOfHalf);
        double tail = z * SquareRootOfHalf < TailEnd / 2 ? 0.5 * GaussianTimes(Math.Abs(x), 0.5, Scaled(z)) : 0;
        return x < 0 ? tail : 1 - tail;
    }

    private static double GaussianTimesScaled(double x) => GaussianTimes(x, 1, Scaled(x));

    /// <summary>exp(−rate·x²)·factor for a rate that is a power of two, with the rounding error of x² made good.</summary>
    private static double GaussianTimes(double x, double rate, double factor)
    {
        double square = x * x;
        double lost = Math.FusedMultiplyAdd(x, x, -square);
        double corrected = factor - factor * (rate * lost);
        // Where the exponential is subnormal its error is one of the last subnormal digit, and the factor, below 1, shrinks it.
        return Math.Exp(-rate * square) * corrected;
    }

    /// <summary>erfcx x = exp(x²)·erfc x for x ≥ 0.5, finite.</summary>
    private static double Scaled(double x) => Polynomial(ScaledCoefficients, (x - 4) / (x + 4)) / (1 + 2 * x);

    /// <summary>Horner's rule.</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.Length; i++)
            sum = Math.FusedMultiplyAdd(sum, x, coefficients[i]);
        return sum;
    }
}
