namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>The derivative of a function of one number at 0, by differences, where there is one.</summary>
/// <param name="Value">Richardson's extrapolation of central differences.</param>
/// <param name="Uncertainty">How far neighbouring entries of the scheme differ.</param>
/// <param name="IsSmooth">Whether the function is the same from both sides: no kink and no jump at 0, or so close that the differences see it.</param>
internal readonly record struct DirectionalDifference(double Value, double Uncertainty, bool IsSmooth)
{
    private const int Levels = 6, FinerBy = 16;
    private const double FirstStep = 1.0 / 256, SidedStep = 1.0 / 16384, KinkTolerance = 1e-4;

    /// <summary>With smaller steps too: a function that oscillates within the larger ones has entries that agree by chance.</summary>
    public static DirectionalDifference Checked(Func<double, double> function)
    {
        DirectionalDifference coarse = Of(function), fine = Of(step => function(step / FinerBy));
        double fineValue = fine.Value * FinerBy, fineUncertainty = fine.Uncertainty * FinerBy;
        bool isSmooth = coarse.IsSmooth && fine.IsSmooth && Math.Abs(coarse.Value - fineValue) <= 20 * (coarse.Uncertainty + fineUncertainty) + (1e-6 * (1 + Math.Abs(fineValue)));
        return coarse with { IsSmooth = isSmooth };
    }

    public static DirectionalDifference Of(Func<double, double> function)
    {
        double center = function(0);
        double Sided(double h) => (4 * function(h) - function(2 * h) - 3 * center) / (2 * h);
        double right = Sided(SidedStep), left = Sided(-SidedStep);
        if (!(Math.Abs(right - left) <= KinkTolerance * (1 + Math.Abs(right) + Math.Abs(left))))
        {
            return new DirectionalDifference(double.NaN, double.NaN, false);
        }

        double[,] scheme = new double[Levels, Levels];
        double best = double.NaN, uncertainty = double.PositiveInfinity, step = FirstStep;
        for (int level = 0; level < Levels; level++, step /= 2)
        {
            scheme[level, 0] = (function(step) - function(-step)) / (2 * step);
            double power = 1;
            for (int order = 1; order <= level; order++)
            {
                power *= 4;
                scheme[level, order] = (power * scheme[level, order - 1] - scheme[level - 1, order - 1]) / (power - 1);
                double error = Math.Max(Math.Abs(scheme[level, order] - scheme[level, order - 1]), Math.Abs(scheme[level, order] - scheme[level - 1, order - 1]));
                if (error < uncertainty)
                {
                    (best, uncertainty) = (scheme[level, order], error);
                }
            }
        }

        // A function that jumps beside 0 has entries that agree by chance; the one-sided differences do not agree with them.
        bool isSmooth = double.IsFinite(best) && Math.Abs(best - (left + right) / 2) <= KinkTolerance * (1 + Math.Abs(best));
        return new DirectionalDifference(best, uncertainty, isSmooth);
    }
}
