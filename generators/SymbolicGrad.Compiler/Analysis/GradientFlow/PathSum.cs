using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>The sum over paths of what each carries at most; without a bound where there are too many, or one has a slope without a bound.</summary>
internal sealed class PathSum
{
    private const int MostPaths = 8;

    public static readonly PathSum Zero = new([]);
    public static readonly PathSum Unbounded = new(null);
    public static readonly PathSum One = new([PathProduct.One]);

    private PathSum(PathProduct[]? paths) => Paths = paths;

    public static PathSum Of(PathProduct path) => new([path]);

    /// <summary>Null where there is no bound.</summary>
    public IReadOnlyList<PathProduct>? Paths { get; }

    public bool IsZero => Paths is { Count: 0 };

    /// <summary>Paths of which one and the other may be taken in one run.</summary>
    public PathSum Plus(PathSum other) => Combine(other, static (left, right) => (Interval.Of(left) + Interval.Of(right)).High);

    /// <summary>Paths of which one or the other is taken.</summary>
    public PathSum Or(PathSum other) => Combine(other, Math.Max);

    public PathSum Times(double number) => Select(path => path.Times(number));

    public PathSum Times(PathFactor factor) => Select(path => path.Times(factor));

    public PathSum Times(PathSum other)
    {
        if (Paths is null || other.Paths is null)
        {
            return IsZero || other.IsZero ? Zero : Unbounded;
        }

        PathSum sum = Zero;
        foreach (PathProduct path in other.Paths)
        {
            PathSum product = Times(path.Coefficient);
            foreach (PathFactor factor in path.Factors)
            {
                product = product.Times(factor);
            }

            sum = sum.Plus(product);
        }

        return sum;
    }

    private PathSum Select(Func<PathProduct, PathProduct?> image)
    {
        if (Paths is null)
        {
            return this;
        }

        List<PathProduct> images = [];
        foreach (PathProduct path in Paths)
        {
            if (image(path) is not { } product || double.IsInfinity(product.Coefficient))
            {
                return Unbounded;
            }

            if (product.Coefficient > 0)
            {
                images.Add(product);
            }
        }

        return new PathSum([.. images]);
    }

    private PathSum Combine(PathSum other, Func<double, double, double> coefficient)
    {
        if (Paths is null || other.Paths is null)
        {
            return Unbounded;
        }

        if (IsZero || other.IsZero)
        {
            return IsZero ? other : this;
        }

        List<PathProduct> all = [.. Paths];
        foreach (PathProduct path in other.Paths)
        {
            int known = all.FindIndex(path.HasSameFactors);
            if (known < 0)
            {
                all.Add(path);
            }
            else
            {
                all[known] = path.WithCoefficient(coefficient(all[known].Coefficient, path.Coefficient));
            }
        }

        return all.Count > MostPaths ? Unbounded : new PathSum([.. all]);
    }
}
