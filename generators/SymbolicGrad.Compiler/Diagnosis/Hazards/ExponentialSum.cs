using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>A sum with exponentials in it, each perhaps times something.</summary>
/// <param name="Exponentials">The exponentials.</param>
/// <param name="HasFloor">True where another summand keeps the sum from 0.</param>
internal sealed record ExponentialSum(IReadOnlyList<Compute> Exponentials, bool HasFloor)
{
    public static ExponentialSum Of(Operand sum, Formulas formulas)
    {
        List<Compute> exponentials = [];
        bool hasFloor = false;
        foreach (object addend in formulas.Addends(sum))
        {
            if (addend is Compute compute && formulas.Factors(compute.Result).FirstOrDefault(factor => factor.Operation == Ops.Exponentials.Exp) is { } exponential)
            {
                exponentials.Add(exponential);
            }
            else
            {
                hasFloor |= addend is Operand operand ? formulas.Ranges.Of(operand).Low > 0 : formulas.Ranges.Of(((Compute)addend).Result).Low > 0;
            }
        }

        return new ExponentialSum(exponentials, hasFloor);
    }

    /// <summary>What goes wrong, of which exponential; null where nothing does.</summary>
    public (Compute Exponential, string What)? Trouble(Shifts shifts, Formulas formulas)
    {
        List<Compute> unshifted = [.. Exponentials.Where(exponential => !shifts.IsShifted(exponential.Operands[0]) && !IsShare(exponential.Operands[0], shifts, formulas))];
        bool allVanish = !HasFloor && unshifted.Count == Exponentials.Count && unshifted.TrueForAll(exponential => RangeOf(exponential, formulas).Low < PrecisionOf(exponential).Underflow);
        foreach (Compute exponential in unshifted)
        {
            string? above = RangeOf(exponential, formulas).High > PrecisionOf(exponential).Overflow ? "∞ above " + FlowText.End(PrecisionOf(exponential).Overflow) : null;
            string? below = allVanish ? "0 below " + FlowText.End(PrecisionOf(exponential).Underflow) : null;
            if (above is not null || below is not null)
            {
                return (exponential, string.Join(" and ", new[] { above, below }.Where(part => part is not null)));
            }
        }

        return null;
    }

    /// <summary>An exponential by a sum with it in it, which is between 0 and 1: intervals do not see that the two belong together.</summary>
    private static bool IsShare(Operand operand, Shifts shifts, Formulas formulas) => formulas.Sources(operand).ToList() is { Count: > 0 } sources
        && sources.TrueForAll(source => source.Operation == Ops.Exponentials.Exp ? shifts.IsShifted(source.Operands[0]) : source.Operation == Arithmetic.Divide
            && formulas.Sources(source.Operands[0], Ops.Exponentials.Exp).Any()
            && Of(source.Operands[1], formulas).Exponentials.Any(summand => formulas.Sources(source.Operands[0], Ops.Exponentials.Exp).Any(above => formulas.Alike(above.Operands[0], summand.Operands[0]))));

    private static Interval RangeOf(Compute exponential, Formulas formulas) => formulas.Ranges.OperandOf(exponential, 0);

    private static Precision PrecisionOf(Compute exponential) => Precision.Of(exponential.Result.Type);
}
