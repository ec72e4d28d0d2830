using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>What a quantity contributes to a path: a formula in it alone, and whether a slope of a function that saturates is among its factors.</summary>
/// <param name="Variable">The quantity.</param>
/// <param name="Slopes">The product of slopes of functions of it, as a formula of operand 0; null where there is none.</param>
/// <param name="Power">How often the quantity itself is a factor.</param>
internal sealed record PathFactor(Value Variable, Term? Slopes, int Power)
{
    /// <summary>How many slopes have been multiplied.</summary>
    public int Count { get; init; } = Slopes is null ? 0 : 1;

    public PathFactor Times(PathFactor other) => new(
        Variable,
        Slopes is null ? other.Slopes : other.Slopes is null ? Slopes : Slopes * other.Slopes,
        Power + other.Power)
    {
        Count = Count + other.Count,
    };

    /// <summary>The formula: slopes times the quantity's power.</summary>
    public Term Formula
    {
        get
        {
            Term? formula = Slopes;
            for (int i = 0; i < Power; i++)
            {
                formula = formula is null ? new Term.OperandTerm(0) : formula * new Term.OperandTerm(0);
            }

            return formula ?? Term.One;
        }
    }
}

/// <summary>
/// The derivative along one path, as a product: a number, and for each quantity that slopes depend on the product of these slopes. That of a
/// quantity is bounded at the end and as a whole: (1 − tanh² c)·c is at most 0.4477, though c has no bound.
/// </summary>
internal sealed class PathProduct
{
    // Longer paths are not told apart by anybody.
    public const int MostFactors = 24;

    public static readonly PathProduct One = new(1, []);

    private PathProduct(double coefficient, PathFactor[] factors) => (Coefficient, Factors) = (coefficient, factors);

    /// <summary>Not negative.</summary>
    public double Coefficient { get; }

    /// <summary>In order of the quantities' ids, one for each.</summary>
    public IReadOnlyList<PathFactor> Factors { get; }

    public PathProduct Times(double number) => new(Interval.Of(Coefficient) * Interval.Of(Math.Abs(number)) is var product ? product.High : 0, [.. Factors]);

    /// <summary>Null where the path has become too long.</summary>
    public PathProduct? Times(PathFactor factor)
    {
        List<PathFactor> factors = [.. Factors];
        int place = factors.FindIndex(known => known.Variable.Id >= factor.Variable.Id);
        if (place >= 0 && factors[place].Variable.Id == factor.Variable.Id)
        {
            factors[place] = factors[place].Times(factor);
        }
        else
        {
            factors.Insert(place < 0 ? factors.Count : place, factor);
        }

        return factors.Count > MostFactors ? null : new PathProduct(Coefficient, [.. factors]);
    }

    public bool HasSameFactors(PathProduct other) => Factors.Count == other.Factors.Count && Factors.SequenceEqual(other.Factors);

    public PathProduct WithCoefficient(double coefficient) => new(coefficient, [.. Factors]);
}
