using System.Globalization;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// Formulas that overflow, or cancel, where another formula of the same function does not: ln(1 + eˣ), ln σ(x), 1 − tanh² x, eˣ − 1, ln(1 + x). Only where the
/// range of x reaches where that happens.
/// </summary>
internal static class LostDigits
{
    private const string NotANumber = "is infinite and its gradient not a number", Cancelled = "has less than half of its digits right";

    public static IEnumerable<FlowFinding> Find(Formulas formulas) => formulas.Computes
        .Where(compute => formulas.IsActive(compute.Result))
        .Select(compute => FindingOf(compute, formulas))
        .OfType<FlowFinding>();

    private static FlowFinding? FindingOf(Compute compute, Formulas formulas) =>
        compute.Operation == Logarithms.Log ? OfLogarithm(compute, formulas)
        : compute.Operation == Logarithms.LogP1 ? OfOneAnd(compute, compute.Operands[0], compute, isAccurate: false, formulas)
        : compute.Operation == AccurateElementary.AccurateLogP1 ? OfOneAnd(compute, compute.Operands[0], compute, isAccurate: true, formulas)
        : compute.Operation == Exponentials.ExpM1 ? NearZero(compute, compute, FlowRemedy.ExpM1, formulas)
        : compute.Operation == Arithmetic.Add ? MinusOne(compute, 0, -1, formulas) ?? MinusOne(compute, 1, -1, formulas)
        : compute.Operation == Arithmetic.Subtract ? MinusOne(compute, 0, 1, formulas) ?? OneMinus(compute, formulas)
        : null;

    /// <summary>ln σ, ln(1 − σ), ln(1 + u) and ln(1 − u).</summary>
    private static FlowFinding? OfLogarithm(Compute log, Formulas formulas)
    {
        Operand argument = log.Operands[0];
        if (Logistic.Find(argument, formulas) is { } logistic)
        {
            return -logistic.Range(formulas).Low > logistic.End ? OfLogistic(log, logistic, logistic.End, NotANumber, formulas) : null;
        }

        foreach ((Operand taken, Compute difference) in formulas.TakenFromOne(argument))
        {
            if (Logistic.Find(taken, formulas) is not { } complement)
            {
                return NearZero(log, difference, FlowRemedy.LogP1OfOpposite, formulas, position: 1);
            }

            // 1 − σ(z) is e^−z for large z, beside which 1 keeps nothing at all where it is smaller than 1's last digit.
            Precision precision = Precision.Of(taken.Type);
            double none = -Math.Log(precision.Roundoff), half = -Math.Log(precision.Half), high = complement.Range(formulas).High;
            return high > none ? OfLogistic(log, complement.Opposite(), none, NotANumber, formulas)
                : high > half ? OfLogistic(log, complement.Opposite(), half, Cancelled, formulas)
                : null;
        }

        return formulas.AddedToOne(argument).Select(added => OfOneAnd(log, added.Operand, added.Sum, isAccurate: false, formulas)).FirstOrDefault(found => found is not null);
    }

    private static FlowFinding? OfOneAnd(Compute log, Operand added, Compute sum, bool isAccurate, Formulas formulas)
    {
        if (formulas.Sources(added, Exponentials.Exp).FirstOrDefault() is not { } exp)
        {
            return isAccurate ? null : NearZero(log, sum, FlowRemedy.LogP1, formulas, sum.Operands.ToList().IndexOf(added));
        }

        Precision precision = Precision.Of(exp.Result.Type);
        Interval range = formulas.Ranges.OperandOf(exp, 0);
        double half = Math.Log(precision.Half);
        return range.High > precision.Overflow ? Finding(log, exp, 0, NotANumber, "above " + FlowText.End(precision.Overflow), FlowRemedy.Softplus, formulas)
            : range.Low < half && !isAccurate ? Finding(log, exp, 0, Cancelled, "below " + FlowText.End(half), FlowRemedy.Softplus, formulas)
            : null;
    }

    /// <summary>ln σ(z), or ln σ(−z), where that argument is below −<paramref name="end"/>.</summary>
    private static FlowFinding? OfLogistic(Compute log, Logistic logistic, double end, string what, Formulas formulas) => Finding(
        log,
        logistic.Call,
        0,
        what,
        logistic.IsOfOpposite ? "above " + FlowText.End(end) : "below " + FlowText.End(-end),
        logistic.IsOfOpposite ? FlowRemedy.LogSigmoidOfOpposite : FlowRemedy.LogSigmoid,
        formulas);

    /// <summary>eˣ − 1</summary>
    private static FlowFinding? MinusOne(Compute difference, int position, double one, Formulas formulas) => Formulas.IsNumber(difference.Operands[1 - position], one)
        ? formulas.Sources(difference.Operands[position], Exponentials.Exp).Select(exp => NearZero(difference, exp, FlowRemedy.ExpM1, formulas)).FirstOrDefault()
        : null;

    /// <summary>1 − eˣ and 1 − tanh² x</summary>
    private static FlowFinding? OneMinus(Compute difference, Formulas formulas)
    {
        if (!Formulas.IsNumber(difference.Operands[0], 1))
        {
            return null;
        }

        if (formulas.Sources(difference.Operands[1], Exponentials.Exp).FirstOrDefault() is { } exp)
        {
            return NearZero(difference, exp, FlowRemedy.OppositeOfExpM1, formulas);
        }

        if (formulas.SquaredIn(difference.Operands[1]).SelectMany(squared => formulas.Sources(squared, Hyperbolic.Tanh)).FirstOrDefault() is not { } tanh)
        {
            return null;
        }

        // 1/cosh² x is 4·exp(−2|x|) for large |x|.
        double end = Math.Log(4 / Precision.Of(tanh.Result.Type).Half) / 2;
        return formulas.Ranges.OperandOf(tanh, 0).Magnitude > end
            ? Finding(difference, tanh, 0, Cancelled, "beyond ±" + FlowText.End(end), FlowRemedy.TwoSigmoids, formulas)
            : null;
    }

    /// <summary>Where x may be so near to 0 that 1 + x, or eˣ, has less than half of its digits left.</summary>
    private static FlowFinding? NearZero(Compute whole, Compute inner, FlowRemedy remedy, Formulas formulas, int position = 0)
    {
        double half = Precision.Of(whole.Result.Type).Half;
        Interval range = formulas.Ranges.OperandOf(inner, position);
        return range.IsEmpty || range.IsPoint || range.Low > half || range.High < -half
            ? null
            : Finding(whole, inner, position, Cancelled, "within ±" + FlowText.Number(half), remedy, formulas);
    }

    private static FlowFinding? Finding(Compute whole, Compute inner, int position, string what, string where, FlowRemedy remedy, Formulas formulas) => formulas.IsActive(inner.Operands[position])
        ? new FlowFinding(
            FlowRule.LostDigits,
            whole.Origin,
            null,
            [
                formulas.FormulaOf(whole), what, formulas.TextOf(inner.Operands[position]), where, FlowText.Range(formulas.Ranges.OperandOf(inner, position)),
                TextOf(remedy, formulas.TextOf(inner.Operands[position], "…")),
            ])
        {
            // A value that is less exact than it could be is no failure.
            IsSuggestion = what == Cancelled,
            Remedy = remedy,
            Related = [inner.Origin],
        }
        : null;

    private static string TextOf(FlowRemedy remedy, string argument)
    {
        string factor = argument.Contains(' ') ? $"({argument})" : argument;
        string opposite = argument.StartsWith("−", StringComparison.Ordinal) ? argument.Substring(1) : "−" + factor;
        return string.Format(
            CultureInfo.InvariantCulture,
            remedy switch
            {
                FlowRemedy.Softplus => "Activations.Softplus({0})",
                FlowRemedy.LogSigmoid => "Activations.LogSigmoid({0})",
                FlowRemedy.LogSigmoidOfOpposite => "Activations.LogSigmoid({1})",
                FlowRemedy.LogP1 => "Elementary.LogP1({0})",
                FlowRemedy.LogP1OfOpposite => "Elementary.LogP1({1})",
                FlowRemedy.ExpM1 => "Elementary.ExpM1({0})",
                FlowRemedy.OppositeOfExpM1 => "−Elementary.ExpM1({0})",
                FlowRemedy.TwoSigmoids => "4·Sigmoid(2·{2})·Sigmoid(−2·{2})",
                _ => throw new InvalidOperationException($"No text for {remedy}."),
            },
            argument,
            opposite,
            factor);
    }
}
