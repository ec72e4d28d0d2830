using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>
/// How near a calculated number has to be. All are relative; an absolute part is granted, by name and with its reason, only
/// where relative accuracy is given up on purpose.
/// </summary>
public sealed record Tolerance(double Relative, double Absolute = 0)
{
    /// <summary>The base library computes these as Exp(x) − 1, which near 0 is right to an absolute 1e-16 only.</summary>
    private static readonly HashSet<Operation> NaiveNearZero = [Exponentials.ExpM1, Exponentials.Exp2M1, Exponentials.Exp10M1];

    /// <summary>
    /// A slope over the result, 1 − y² or y + 1, saves an exponential and has an absolute error of an ulp of 1 where the
    /// result saturates.
    /// </summary>
    private static readonly HashSet<Operation> SlopeOverSaturatedResult = [.. NaiveNearZero, Hyperbolic.Tanh, Sigmoids.Sigmoid];

    /// <summary>A slope that is 0 somewhere inside the domain is a difference there.</summary>
    private static readonly HashSet<Operation> SlopeWithZero = [GatedActivations.Gelu, Rectifiers.Celu];

    /// <summary>Their slopes speak of σ or tanh, whose own slopes are over a saturated result.</summary>
    private static readonly HashSet<Operation> BuiltOnSaturating =
    [
        Sigmoids.LogSigmoid, Sigmoids.Softplus, Sigmoids.TanhShrink, GatedActivations.Silu, GatedActivations.GeluTanh, GatedActivations.Mish,
    ];

    /// <summary>
    /// Second derivatives that are differences of terms near 1: of (1 − x)(1 + x), which keeps its digits near ±1 and not near
    /// 0, of x/√(x² + y²) where y is small, of expm1 z − z·e^z where z is.
    /// </summary>
    private static readonly HashSet<Operation> SecondDerivativeIsDifference =
    [
        InverseTrigonometric.Asin, InverseTrigonometric.Acos, InverseTrigonometric.AsinPi, InverseTrigonometric.AcosPi, Hyperbolic.Atanh,
        Powers.Hypot, Rectifiers.Celu,
    ];

    public static Tolerance OfValue(Operation operation) => new(1e-14, NaiveNearZero.Contains(operation) ? 3e-16 : 0);

    public static Tolerance OfSlope(Operation operation) =>
        new(2e-14, SlopeOverSaturatedResult.Contains(operation) || SlopeWithZero.Contains(operation) ? 6e-16 : 0);

    public static Tolerance OfSecondDerivative(Operation operation) => operation switch
    {
        _ when SlopeOverSaturatedResult.Contains(operation) => new(2e-14, 1.5e-15),
        _ when BuiltOnSaturating.Contains(operation) => new(2e-13, 4e-15),
        _ when SecondDerivativeIsDifference.Contains(operation) => new(2e-14, 1e-16),
        _ => new(2e-14),
    };

    public void Check(double actual, double expected, string what)
    {
        double error = Math.Abs(actual - expected);
        bool isNear = actual.Equals(expected) || error <= (Relative * Math.Abs(expected)) + Absolute;
        isNear.ShouldBeTrue($"{what} is {actual:R}, expected {expected:R}: off by {error:E1}, relative {error / Math.Abs(expected):E1}.");
    }
}
