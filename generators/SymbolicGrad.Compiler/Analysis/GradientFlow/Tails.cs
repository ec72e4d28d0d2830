using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>
/// |g(x)| towards infinity, where an interval says ∞·0. The formula is written as a sum of products, and of each product Π f the sign of its
/// relative slope Σ f′/f is asked, with f cancelled where it is a factor of f′ (σ′/σ = 1 − σ): a product that shrinks towards infinity is largest at the
/// interval's finite end.
/// </summary>
internal static class Tails
{
    private const int MostProducts = 24, Deepest = 2;

    private static readonly Operation Owner = Arithmetic.Negate;

    /// <summary>An upper bound of |term| on an interval with one infinite end; infinite where none is found.</summary>
    public static double Bound(Term term, Interval tail) =>
        double.IsInfinity(tail.Low) && double.IsInfinity(tail.High) ? double.PositiveInfinity : Bound(term, tail, 0);

    private static double Bound(Term term, Interval tail, int depth)
    {
        if (Expand(term) is not { } products)
        {
            return double.PositiveInfinity;
        }

        Interval sum = Interval.Of(0);
        foreach (List<(Term Base, int Power)> product in products)
        {
            sum += Interval.Of(Bound(product, tail, depth));
        }

        return sum.Magnitude;
    }

    private static double Bound(List<(Term Base, int Power)> product, Interval tail, int depth)
    {
        double direct = ImageOf(product, tail).Magnitude;
        if (!double.IsInfinity(direct))
        {
            return direct;
        }

        Interval slope = Interval.Of(0);
        foreach ((Term factor, int power) in product)
        {
            slope += Interval.Of(power) * RelativeSlope(factor, tail, depth);
        }

        bool shrinks = double.IsInfinity(tail.High) ? slope.High <= 0 : slope.Low >= 0;
        double end = double.IsInfinity(tail.High) ? tail.Low : tail.High;
        return shrinks && !slope.IsEmpty ? ImageOf(product, Interval.Of(end)).Magnitude : double.PositiveInfinity;
    }

    private static Interval ImageOf(List<(Term Base, int Power)> product, Interval x)
    {
        Interval value = Interval.Of(1);
        foreach ((Term factor, int power) in product)
        {
            Interval image = TermImages.Of(factor, [x], Interval.Everything);
            value = power > 0 ? value * image : value / image;
        }

        return value;
    }

    private static Interval RelativeSlope(Term factor, Interval tail, int depth)
    {
        Term slope = TermFolding.Fold(TermDifferentiation.Derivative(factor, 0, Owner));
        if (Without(slope, factor) is not { } quotient)
        {
            return TermImages.Of(slope, [tail], Interval.Everything) / TermImages.Of(factor, [tail], Interval.Everything);
        }

        // A quotient may itself be a product of what vanishes and what grows: (1 − σ(u))·u′.
        Interval image = TermImages.Of(quotient, [tail], Interval.Everything);
        double bound = double.IsInfinity(image.Magnitude) && depth < Deepest ? Bound(quotient, tail, depth + 1) : double.PositiveInfinity;
        return image.Intersect(new Interval(-bound, bound));
    }

    /// <summary>term/factor, where the factor can be cancelled.</summary>
    private static Term? Without(Term term, Term factor)
    {
        if (term.IsConstant(0))
        {
            return term;
        }

        if (term.Equals(factor))
        {
            return Term.One;
        }

        if (term is not Term.ApplyTerm apply)
        {
            return null;
        }

        Term first = apply.Arguments[0];
        Term? second = apply.Arguments.Count > 1 ? apply.Arguments[1] : null;
        if (apply.Operation == Arithmetic.Multiply)
        {
            return Without(first, factor) is { } left ? TermFolding.Multiply(left, second!)
                : Without(second!, factor) is { } right ? TermFolding.Multiply(first, right)
                : null;
        }

        if (apply.Operation == Arithmetic.Negate)
        {
            return Without(first, factor) is { } inner ? TermFolding.Negate(inner) : null;
        }

        if (apply.Operation == Arithmetic.Divide)
        {
            return Without(first, factor) is { } inner ? TermFolding.Divide(inner, second!) : null;
        }

        bool isSum = apply.Operation == Arithmetic.Add || apply.Operation == Arithmetic.Subtract;
        return isSum && Without(first, factor) is { } one && Without(second!, factor) is { } other
            ? (apply.Operation == Arithmetic.Add ? TermFolding.Add(one, other) : TermFolding.Subtract(one, other))
            : null;
    }

    /// <summary>The term as a sum of products of powers, up to the signs of the products; null where there are too many.</summary>
    private static List<List<(Term Base, int Power)>>? Expand(Term term)
    {
        if (term is Term.ApplyTerm apply)
        {
            Operation operation = apply.Operation;
            if (operation == Arithmetic.Negate)
            {
                return Expand(apply.Arguments[0]);
            }

            if (operation == Arithmetic.Add || operation == Arithmetic.Subtract)
            {
                return IsKeptWhole(apply) ? [[(term, 1)]] : Limit(Expand(apply.Arguments[0]), Expand(apply.Arguments[1]), (left, right) => [.. left, .. right]);
            }

            if (operation == Arithmetic.Multiply)
            {
                return Limit(Expand(apply.Arguments[0]), Expand(apply.Arguments[1]), Product);
            }

            if (operation == Arithmetic.Divide)
            {
                return Expand(apply.Arguments[0])?.ConvertAll(product => (List<(Term, int)>)[.. product, (apply.Arguments[1], -1)]);
            }
        }

        return [[(term, 1)]];
    }

    /// <summary>1 − f² and the like are factors by themselves: their relative slopes cancel, those of their parts do not.</summary>
    private static bool IsKeptWhole(Term.ApplyTerm sum) => sum.Operation == Arithmetic.Subtract && sum.Arguments[0] is Term.ConstantTerm;

    private static List<List<(Term Base, int Power)>> Product(List<List<(Term Base, int Power)>> left, List<List<(Term Base, int Power)>> right) =>
        [.. left.SelectMany(_ => right, (one, other) => (List<(Term, int)>)[.. one, .. other])];

    private static List<List<(Term Base, int Power)>>? Limit(
        List<List<(Term Base, int Power)>>? left,
        List<List<(Term Base, int Power)>>? right,
        Func<List<List<(Term Base, int Power)>>, List<List<(Term Base, int Power)>>, List<List<(Term Base, int Power)>>> combine) =>
        left is null || right is null || left.Count * right.Count > MostProducts ? null : combine(left, right);
}
