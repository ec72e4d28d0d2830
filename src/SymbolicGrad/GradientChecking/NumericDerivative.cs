namespace SymbolicGrad;

/// <summary>The derivative of a function of one number by central differences, extrapolated to step 0.</summary>
/// <remarks>
/// C. J. F. Ridders, <i>Accurate computation of F′(x) and F′(x)F″(x)</i>, Advances in Engineering Software 4 (1982), 75–76. The error
/// of a central difference is a series in h², of which Richardson's (Neville's) scheme removes one term a column. Rounding
/// errors grow as h falls, so the entry is taken that differs least from its two predecessors; that difference is the
/// estimate of its error.
/// </remarks>
internal static class NumericDerivative
{
    private const double StepRatio = 2;

    /// <summary>How often the first step is halved, at most, to come back into the function's domain.</summary>
    private const int DomainTrials = 40;

    /// <summary>Computes the derivative of t ↦ function(t) at 0.</summary>
    /// <param name="function">The function, called on both sides of 0.</param>
    /// <param name="initialStep">The largest step.</param>
    /// <param name="levels">The number of steps, at least 2.</param>
    /// <returns>The derivative and its estimated error; NaN and +∞ where the function is not finite on both sides of 0.</returns>
    public static (double Value, double Uncertainty) AtZero(Func<double, double> function, double initialStep, int levels)
    {
        double step = initialStep;
        double difference = Central(function, step);
        for (int trial = 0; trial < DomainTrials && !double.IsFinite(difference); trial++)
        {
            step /= StepRatio;
            difference = Central(function, step);
        }

        double[] previous = new double[levels];
        double[] current = new double[levels];
        previous[0] = difference;
        double best = double.NaN;
        double uncertainty = double.PositiveInfinity;
        for (int level = 1; level < levels; level++)
        {
            step /= StepRatio;
            current[0] = Central(function, step);
            double power = 1;
            for (int order = 1; order <= level; order++)
            {
                power *= StepRatio * StepRatio;
                current[order] = (power * current[order - 1] - previous[order - 1]) / (power - 1);
                double error = Math.Max(Math.Abs(current[order] - current[order - 1]), Math.Abs(current[order] - previous[order - 1]));
                if (error < uncertainty)
                    (best, uncertainty) = (current[order], error);
            }

            (previous, current) = (current, previous);
        }

        return (best, uncertainty);
    }

    private static double Central(Func<double, double> function, double step) => (function(step) - function(-step)) / (2 * step);
}
