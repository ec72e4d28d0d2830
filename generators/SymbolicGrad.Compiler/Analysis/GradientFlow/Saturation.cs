using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>Which functions and slopes become flat far from 0, seen from what the table says of them.</summary>
internal static class Saturation
{
    private const double Flat = 1e-3;

    private static readonly Interval Left = new(double.NegativeInfinity, -64), Right = new(64, double.PositiveInfinity);

    /// <summary>An activation that saturates on one side at least: of bounded slope, and on a tail bounded and flat.</summary>
    public static bool HasFlatTail(Operation operation) =>
        operation is { Arity: 1, IsDifferentiable: true }
        && !double.IsInfinity(Magnitudes.Of(SlopeTerms.Of(operation)[0], Interval.Everything))
        && (IsFlatOn(operation, Left) || IsFlatOn(operation, Right));

    /// <summary>An activation that saturates on both sides.</summary>
    public static bool HasTwoFlatTails(Operation operation) => HasFlatTail(operation) && Vanishes(SlopeTerms.Of(operation)[0]);

    /// <summary>How many slopes of the path vanish on both sides.</summary>
    public static int CountOf(PathProduct path) => path.Factors.Where(factor => factor.Slopes is { } slopes && Vanishes(slopes)).Sum(factor => factor.Count);

    /// <summary>A slope that vanishes on both sides.</summary>
    public static bool Vanishes(Term slopes) => Magnitudes.Of(slopes, Left) < Flat && Magnitudes.Of(slopes, Right) < Flat;

    private static bool IsFlatOn(Operation operation, Interval tail) =>
        operation.ImageOf([tail]).IsFinite && Magnitudes.Of(SlopeTerms.Of(operation)[0], tail) < Flat;
}
