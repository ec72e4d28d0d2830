using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>number·Π |quantity|^power</summary>
/// <param name="Number">What all that has a bound comes to.</param>
/// <param name="Quantities">What has none, by the quantities' ids.</param>
/// <param name="HasSlopes">True where a function's slope is part of the number.</param>
internal sealed record BoundProduct(double Number, EquatableArray<(Value Quantity, int Power)> Quantities, bool HasSlopes);

/// <summary>An upper bound of a derivative's magnitude: a sum of products, with weights and all else that has no bound left symbolic.</summary>
internal sealed record FlowBound(EquatableArray<BoundProduct> Products)
{
    /// <summary>Null where a path has no bound at all.</summary>
    public static FlowBound? Of(PathSum sum, RangeAnalysis ranges)
    {
        if (sum.Paths is null)
        {
            return null;
        }

        List<BoundProduct> products = [];
        foreach (PathProduct path in sum.Paths)
        {
            if (Of(path, ranges) is not { } product)
            {
                return null;
            }

            int known = products.FindIndex(other => other.Quantities == product.Quantities);
            if (known < 0)
            {
                products.Add(product);
            }
            else
            {
                products[known] = product with
                {
                    Number = (Interval.Of(products[known].Number) + Interval.Of(product.Number)).High,
                    HasSlopes = product.HasSlopes && products[known].HasSlopes,
                };
            }
        }

        return new FlowBound(products.ToEquatableArray());
    }

    private static BoundProduct? Of(PathProduct path, RangeAnalysis ranges)
    {
        Interval number = Interval.Of(path.Coefficient);
        List<(Value, int)> quantities = [];
        bool hasSlopes = false;
        foreach (PathFactor factor in path.Factors)
        {
            Interval range = ranges.Of(factor.Variable);
            hasSlopes |= factor.Slopes is not null;
            double bound = Magnitudes.Of(factor.Formula, range);
            if (double.IsInfinity(bound))
            {
                bound = factor.Slopes is null ? 1 : Magnitudes.Of(factor.Slopes, range);
                quantities.Add((factor.Variable, factor.Power));
                if (double.IsInfinity(bound) || factor.Power == 0)
                {
                    return null;
                }
            }

            number *= Interval.Of(bound);
        }

        return double.IsInfinity(number.High) ? null : new BoundProduct(number.High, quantities.ToEquatableArray(), hasSlopes);
    }
}
