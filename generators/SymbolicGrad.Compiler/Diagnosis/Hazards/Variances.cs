using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>A variance as the mean of squares less the square of the mean, or the same with sums: both are large where their difference is small.</summary>
internal static class Variances
{
    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        foreach (Compute difference in formulas.Computes.Where(compute => compute.Operation == Arithmetic.Subtract && formulas.IsActive(compute.Result)))
        {
            if (SquaredIn(difference.Operands[0], formulas) is { Count: > 0 } squared
                && formulas.FactorsAsWritten(difference.Operands[1]).Count(factor => IsSumOf(factor, squared, formulas)) >= 2)
            {
                double ratio = 1 / Precision.Of(difference.Result.Type).Half;
                yield return new FlowFinding(FlowRule.Variance, difference.Origin, null, [formulas.FormulaOf(difference), FlowText.Number(ratio)]);
            }
        }
    }

    /// <summary>x of Σ x², Σ w·x², Σ x²/n.</summary>
    private static List<Operand> SquaredIn(Operand mean, Formulas formulas) =>
    [
        .. formulas.Factors(mean)
            .Where(factor => factor.Operation == Arithmetic.Add)
            .SelectMany(sum => formulas.Addends(sum.Result).OfType<Compute>())
            .SelectMany(addend => Repeated(formulas.FactorsAsWritten(addend.Result), formulas))
            .Where(squared => !IsDifference(squared, formulas)),
    ];

    private static IEnumerable<Operand> Repeated(List<Operand> factors, Formulas formulas) =>
        factors.Where((factor, i) => factors.FindIndex(other => formulas.Same(other, factor)) < i);

    /// <summary>Σ x, Σ w·x</summary>
    private static bool IsSumOf(Operand sum, List<Operand> squared, Formulas formulas) => formulas.Sources(sum, Arithmetic.Add).Any()
        && formulas.Addends(sum).Any(addend => formulas.FactorsAsWritten(addend is Compute compute ? compute.Result : (Operand)addend).Exists(factor => squared.Exists(x => formulas.Alike(x, factor))));

    /// <summary>Deviations from a mean, or from a number near to it, are what should be squared.</summary>
    private static bool IsDifference(Operand operand, Formulas formulas) => formulas.Sources(operand, Arithmetic.Subtract).Any();
}
