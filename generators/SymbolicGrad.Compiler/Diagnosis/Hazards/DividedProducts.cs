using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>A product of many factors, divided by one of them that may be 0.</summary>
internal static class DividedProducts
{
    private const int Many = 3;

    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        foreach (Compute quotient in formulas.Computes.Where(compute => compute.Operation == Arithmetic.Divide && formulas.IsActive(compute.Result)))
        {
            Operand divisor = quotient.Operands[1];
            Interval range = formulas.Ranges.OperandOf(quotient, 1);
            if (range.Contains(0) && !range.IsPoint && divisor is Value && (IsWritten(quotient.Operands[0], divisor, formulas) || IsAccumulated(quotient.Operands[0], divisor, formulas)))
            {
                string text = formulas.TextOf(divisor, "that factor");
                yield return new FlowFinding(FlowRule.DividedProduct, quotient.Origin, null, [formulas.FormulaOf(quotient), text, FlowText.Range(range)]) { IsSuggestion = !range.IsFinite };
            }
        }
    }

    /// <summary>a·b·c/b</summary>
    private static bool IsWritten(Operand product, Operand divisor, Formulas formulas) =>
        formulas.FactorsAsWritten(product) is { Count: >= Many } factors && factors.Exists(factor => formulas.Same(factor, divisor));

    /// <summary>Π xᵢ/xⱼ</summary>
    private static bool IsAccumulated(Operand product, Operand divisor, Formulas formulas) =>
        formulas.Function.Body.Definitions.Find(formulas.Plain(product)) is For
        && formulas.Sources(product, Arithmetic.Multiply).Any(step => step.Operands.Any(factor => formulas.Alike(factor, divisor)));
}
