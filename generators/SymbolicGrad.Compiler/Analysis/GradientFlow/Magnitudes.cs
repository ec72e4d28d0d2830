using System.Collections.Concurrent;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>
/// The largest |g(x)| of a formula in one variable over an interval, by branch and bound: intervals are halved, those first that may hold the
/// largest value, until what they may hold is what has been found, but for a millionth. Never too small. So σ′ ≤ ¼ and sup |(1 − tanh² c)·c| = 0.4477
/// are results and no entries of a table.
/// </summary>
internal static class Magnitudes
{
    private const double Tolerance = 1 + 1e-6;

    // Where a formula has no bound, this many halvings say so.
    private const int MostSteps = 600, MostInfinite = 48;

    private static readonly ConcurrentDictionary<(Term, Interval), double> Known = new();

    /// <summary>An upper bound of |term| for the variable (operand 0) in the interval; infinite where none is found, 0 of nothing.</summary>
    public static double Of(Term term, Interval x)
    {
        if (x.IsEmpty)
        {
            return 0;
        }

        if (term is Term.ConstantTerm constant)
        {
            return Math.Abs(constant.Number);
        }

        // What an editor asks again and again; forgotten when it has become much.
        if (Known.Count > 4096)
        {
            Known.Clear();
        }

        return Known.GetOrAdd((term, x), static key => Search(key.Item1, key.Item2));
    }

    private static double Search(Term term, Interval x)
    {
        double found = 0;
        int infinite = 0;
        Term? slope = IsSmooth(term) ? TermFolding.Fold(TermDifferentiation.Derivative(term, 0, Arithmetic.Negate)) : null;
        List<(Interval Part, double Bound)> open = [(x, Bound(term, slope, x))];
        for (int step = 0; step < MostSteps; step++)
        {
            int largest = 0;
            for (int i = 1; i < open.Count; i++)
            {
                largest = open[i].Bound > open[largest].Bound ? i : largest;
            }

            (Interval part, double bound) = open[largest];
            if (bound <= found * Tolerance || bound == 0 || part.IsPoint)
            {
                return bound;
            }

            if (double.IsInfinity(bound) && ++infinite > MostInfinite)
            {
                return bound;
            }

            double middle = Middle(part);
            if (middle <= part.Low || middle >= part.High)
            {
                return bound;
            }

            found = Math.Max(found, Least(TermImages.Of(term, [Interval.Of(middle)], Interval.Everything)));
            Interval left = new(part.Low, middle), right = new(middle, part.High);
            open[largest] = (left, Math.Min(bound, Bound(term, slope, left)));
            open.Add((right, Math.Min(bound, Bound(term, slope, right))));
        }

        return open.Max(part => part.Bound);
    }

    private static double Bound(Term term, Term? slope, Interval part)
    {
        Interval image = TermImages.Of(term, [part], Interval.Everything);
        if (double.IsInfinity(image.Magnitude) && (double.IsInfinity(part.Low) || double.IsInfinity(part.High)))
        {
            return Tails.Bound(term, part);
        }

        if (slope is not null && part.Width is > 0 and < 1)
        {
            // The mean value theorem: near a maximum, where the slope is small, far closer than the formula itself. Empty where the formula has no
            // value in the middle.
            Interval middle = Interval.Of(Middle(part));
            Interval centred = TermImages.Of(term, [middle], Interval.Everything) + (TermImages.Of(slope, [part], Interval.Everything) * (part - middle));
            image = centred.IsEmpty ? image : image.Intersect(centred);
        }

        return image.Magnitude;
    }

    /// <summary>True where the formula's derivative says all about how it changes: no steps, no kinks.</summary>
    private static bool IsSmooth(Term term) => term is not Term.ApplyTerm apply
        || (apply.Operation.IsDifferentiable && Array.TrueForAll(SlopeTerms.Of(apply.Operation), HasNoCases) && apply.Arguments.All(IsSmooth));

    private static bool HasNoCases(Term slope) => slope is not Term.ApplyTerm apply
        || (apply.Operation.IsDifferentiable && apply.Operation != Comparisons.Select && apply.Arguments.All(HasNoCases));

    private static double Least(Interval value) => value.IsEmpty ? 0 : value.Contains(0) ? 0 : Math.Min(Math.Abs(value.Low), Math.Abs(value.High));

    /// <summary>Infinite intervals are cut at 0, then at ±1, ±2, ±4 …</summary>
    private static double Middle(Interval part)
    {
        bool isOpenLeft = double.IsInfinity(part.Low), isOpenRight = double.IsInfinity(part.High);
        return isOpenLeft && isOpenRight ? 0
            : isOpenRight ? (part.Low < 0 ? 0 : Math.Max(1, 2 * part.Low))
            : isOpenLeft ? (part.High > 0 ? 0 : Math.Min(-1, 2 * part.High))
            : part.Low + ((part.High - part.Low) / 2);
    }
}
