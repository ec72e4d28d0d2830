using System.Globalization;

namespace SymbolicGrad;

/// <summary>Collects pairs of claimed and numeric derivatives and keeps the worst.</summary>
internal sealed class GradientComparison(GradientCheckOptions options, double scale)
{
    private readonly double _negligible = options.AbsoluteTolerance * Math.Max(1, scale);

    private int _count;
    private int _worstIndex = -1;
    private double _worstError = -1;
    private double _numeric;
    private double _claimed;
    private double _uncertainty;

    public void Add(int index, double claimed, double numeric, double uncertainty)
    {
        _count++;
        double error = RelativeError(claimed, numeric);
        if (error <= _worstError)
            return;
        (_worstIndex, _worstError) = (index, error);
        (_claimed, _numeric, _uncertainty) = (claimed, numeric, uncertainty);
    }

    /// <param name="what">What an index counts: "component" or "direction".</param>
    public GradientCheckResult Result(string what)
    {
        // Without anything compared nothing has been shown.
        bool passed = _count > 0 && _worstError <= options.RelativeTolerance;
        double error = Math.Max(_worstError, 0);
        return new GradientCheckResult(passed, error, _worstIndex, _numeric, _claimed, _uncertainty, Describe(passed, error, what));
    }

    private double RelativeError(double claimed, double numeric)
    {
        if (!double.IsFinite(claimed) || !double.IsFinite(numeric))
            return claimed.Equals(numeric) && !double.IsNaN(claimed) ? 0 : double.PositiveInfinity;
        double difference = Math.Abs(claimed - numeric);
        return difference <= _negligible ? 0 : difference / Math.Max(Math.Abs(claimed), Math.Abs(numeric));
    }

    private string Describe(bool passed, double error, string what)
    {
        if (_count == 0)
            return "Nothing to compare: the gradient has no components.";
        if (passed)
            return Text($"All {_count} {what}s agree; the largest relative error is {error:E1}, at {what} {_worstIndex}.");
        string verdict = Text($"The gradient is wrong at {what} {_worstIndex}: claimed {_claimed:G10}, numeric {_numeric:G10} ± {_uncertainty:E0}, ")
            + Text($"relative error {error:E1}, allowed {options.RelativeTolerance:E1}.");
        if (double.IsNaN(_numeric))
            return verdict + " The function is not finite around this point.";
        // Not quite the size of the difference: the estimate is one of magnitude.
        bool doubtful = _uncertainty > 0.1 * Math.Abs(_claimed - _numeric);
        return doubtful ? verdict + " The numeric value is uncertain itself: a kink or a jump may be near." : verdict;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
