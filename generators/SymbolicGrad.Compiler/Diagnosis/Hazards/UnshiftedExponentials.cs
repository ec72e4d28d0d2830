using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// ln Σ eˣ and eˣ/Σ eˣ, where eˣ may be ∞, or all of them 0, for want of a shift by the largest x; and the logarithm of a softmax, which is 0 for an x far below
/// the largest, shifted or not.
/// </summary>
internal static class UnshiftedExponentials
{
    private const string LogSumExp = "subtract the maximum m first, m + ln Σ exp(x − m)", Softmax = "subtract the maximum m first, exp(x − m)/Σ exp(x − m)",
        LogSoftmax = "write x − m − ln Σ exp(x − m) with the maximum m", Saturating = "write it with Activations.Sigmoid or Math.Tanh";

    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        Shifts shifts = new(formulas);
        HashSet<int> inLogarithms = [];
        foreach (Compute log in formulas.Computes.Where(compute => compute.Operation == Logarithms.Log && formulas.IsActive(compute.Result)))
        {
            // ln σ has its own form.
            inLogarithms.UnionWith(formulas.TakenFromOne(log.Operands[0]).Select(taken => taken.Operand).Prepend(log.Operands[0])
                .Select(argument => Logistic.Find(argument, formulas)?.Whole.Result.Id ?? -1));
            if ((OfSoftmax(log, shifts, inLogarithms, formulas) ?? OfSum(log, shifts, formulas)) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (Compute quotient in formulas.Computes.Where(compute => compute.Operation == Arithmetic.Divide && formulas.IsActive(compute.Result)))
        {
            if (!inLogarithms.Contains(quotient.Result.Id) && OfQuotient(quotient, shifts, formulas) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static FlowFinding? OfSoftmax(Compute log, Shifts shifts, HashSet<int> inLogarithms, Formulas formulas)
    {
        foreach (Compute quotient in formulas.Sources(log.Operands[0], Arithmetic.Divide))
        {
            if (formulas.Sources(quotient.Operands[0], Exponentials.Exp).FirstOrDefault() is not { } above
                || ExponentialSum.Of(quotient.Operands[1], formulas).Exponentials.Count == 0
                || Logistic.Find(log.Operands[0], formulas) is not null)
            {
                continue;
            }

            // What was shifted is the difference to the largest already.
            inLogarithms.Add(quotient.Result.Id);
            Interval range = formulas.Ranges.OperandOf(above, 0);
            double underflow = Precision.Of(above.Result.Type).Underflow;
            double least = shifts.IsShifted(above.Operands[0]) ? range.Low : range.Low - range.High;
            if (least < underflow)
            {
                return Finding(log, above, "0 below " + FlowText.End(underflow) + " under the largest", LogSoftmax, formulas);
            }
        }

        return null;
    }

    private static FlowFinding? OfSum(Compute log, Shifts shifts, Formulas formulas)
    {
        Operand argument = log.Operands[0];
        if (formulas.Sources(argument, Exponentials.Exp).Any() || formulas.AddedToOne(argument).Any(added => formulas.Sources(added.Operand, Exponentials.Exp).Any())
            || Logistic.Find(argument, formulas) is not null)
        {
            return null;
        }

        // A mean is as good as a sum.
        IEnumerable<Operand> sums = formulas.Sources(argument)
            .Where(source => source.Operation == Arithmetic.Multiply || source.Operation == Arithmetic.Divide)
            .SelectMany(source => source.Operands)
            .Prepend(argument);
        return sums.Select(sum => ExponentialSum.Of(sum, formulas).Trouble(shifts, formulas)).FirstOrDefault(found => found is not null) is { } trouble
            ? Finding(log, trouble.Exponential, trouble.What, LogSumExp, formulas)
            : null;
    }

    private static FlowFinding? OfQuotient(Compute quotient, Shifts shifts, Formulas formulas)
    {
        ExponentialSum below = ExponentialSum.Of(quotient.Operands[1], formulas);
        if (below.Trouble(shifts, formulas) is not { } trouble || formulas.Sources(quotient.Operands[1], Exponentials.Exp).Any())
        {
            return null;
        }

        // Without an exponential above, the quotient is right where exp is ∞, namely 0, and only its slope is 0·∞.
        bool isOfExponentials = ExponentialSum.Of(quotient.Operands[0], formulas).Exponentials.Count > 0;
        FlowFinding? finding = isOfExponentials || trouble.What.StartsWith("∞", StringComparison.Ordinal)
            ? Finding(quotient, trouble.Exponential, trouble.What, below.HasFloor ? Saturating : Softmax, formulas)
            : null;
        return finding is null ? null : Logistic.Of(quotient, formulas) is { } logistic
            ? finding with { IsSuggestion = !isOfExponentials, Remedy = logistic.IsOfOpposite ? FlowRemedy.SigmoidOfOpposite : FlowRemedy.Sigmoid, Related = [logistic.Call.Origin] }
            : finding with { IsSuggestion = !isOfExponentials };
    }

    private static FlowFinding Finding(Compute whole, Compute exponential, string what, string advice, Formulas formulas) => new(
        FlowRule.UnshiftedExponentials,
        whole.Origin,
        null,
        [formulas.FormulaOf(whole), formulas.TextOf(exponential.Operands[0]), FlowText.Range(formulas.Ranges.OperandOf(exponential, 0)), what, advice]);
}
