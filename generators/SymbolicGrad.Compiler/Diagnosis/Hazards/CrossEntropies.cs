using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// t·ln p + (1 − t)·ln(1 − p), or one of the two by a branch, where p may be 0 or 1: probabilities have lost what the logits say of how wrong a prediction is.
/// </summary>
internal static class CrossEntropies
{
    // How many operators the two logarithms are apart.
    private const int Deepest = 6;

    private const string IsInfinite = "is −∞", Cancelled = "has less than half of its digits right", OfLogits = "write it of the logit z, Softplus(z) − t·z";

    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        HashSet<(int, int)> said = [];
        foreach (Statement statement in formulas.Function.Body.AllStatements)
        {
            IEnumerable<(Compute Log, Compute Complement, Origin Whole)> pairs = statement switch
            {
                Compute sum when sum.Operation == Arithmetic.Add || sum.Operation == Arithmetic.Subtract => PairsIn(sum, formulas),
                If branch => PairsIn(branch, formulas),
                _ => [],
            };
            foreach ((Compute log, Compute complement, Origin whole) in pairs)
            {
                // A sum of this and more is found with it.
                if (said.Add((log.Result.Id, complement.Result.Id)) && FindingOf(log, complement, whole, formulas) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>Two summands t·ln p and (1 − t)·ln(1 − p), signs aside.</summary>
    private static IEnumerable<(Compute Log, Compute Complement, Origin Whole)> PairsIn(Compute sum, Formulas formulas)
    {
        List<List<Operand>> products = [.. Summands(sum.Result, formulas, Deepest).Select(summand => formulas.FactorsAsWritten(summand)).Where(product => LogIn(product, formulas) is not null)];
        foreach (List<Operand> one in products)
        {
            foreach (List<Operand> other in products.Where(product => !ReferenceEquals(product, one)))
            {
                if (LogIn(one, formulas) is { } log && LogIn(other, formulas) is { } complement && IsComplement(log, complement, formulas)
                    && one.Exists(t => other.Exists(s => AreComplements(t, s, formulas) && !formulas.Same(t, log.Operands[0]))))
                {
                    yield return (log, complement, sum.Origin);
                }
            }
        }
    }

    /// <summary>t > ½ ? ln p : ln(1 − p)</summary>
    private static IEnumerable<(Compute Log, Compute Complement, Origin Whole)> PairsIn(If branch, Formulas formulas)
    {
        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (LogIn(formulas.FactorsAsWritten(branch.Then.Yields[i]), formulas) is { } then && LogIn(formulas.FactorsAsWritten(branch.Else.Yields[i]), formulas) is { } otherwise)
            {
                if (IsComplement(then, otherwise, formulas))
                {
                    yield return (then, otherwise, branch.Origin);
                }
                else if (IsComplement(otherwise, then, formulas))
                {
                    yield return (otherwise, then, branch.Origin);
                }
            }
        }
    }

    private static FlowFinding? FindingOf(Compute log, Compute complement, Origin whole, Formulas formulas)
    {
        Operand probability = log.Operands[0];
        if (!formulas.IsActive(probability))
        {
            return null;
        }

        string name = formulas.TextOf(probability, "p");
        if (Logistic.Find(probability, formulas) is not { } logistic)
        {
            // Of a range that nobody states it is only likely.
            Interval range = formulas.Ranges.OperandOf(log, 0);
            return range.Low > 0 && range.High < 1
                ? null
                : Finding(log, complement, whole, [name, IsInfinite, name + " is 0 or 1", FlowText.Range(range), OfLogits]) with { IsSuggestion = range.IsEverything };
        }

        Precision precision = Precision.Of(probability.Type);
        double none = -Math.Log(precision.Roundoff), half = -Math.Log(precision.Half);
        Interval logits = logistic.Range(formulas), argument = formulas.Ranges.OperandOf(logistic.Call, 0);
        double end = logits.High > none ? none : half;
        if (logits.High <= half && -logits.Low <= logistic.End)
        {
            return null;
        }

        string logit = formulas.TextOf(logistic.Argument);
        string where = logits.High <= half ? $"{logit} is {(logistic.IsOfOpposite ? "above " + FlowText.End(logistic.End) : "below " + FlowText.End(-logistic.End))}"
            : $"{logit} is {(logistic.IsOfOpposite ? "below " + FlowText.End(-end) : "above " + FlowText.End(end))}";
        bool isInfinite = logits.High > none || -logits.Low > logistic.End;
        return Finding(log, complement, whole, [name, isInfinite ? IsInfinite : Cancelled, where, FlowText.Range(argument), OfLogits]) with
        {
            IsSuggestion = !isInfinite,
            Remedy = logistic.IsOfOpposite ? FlowRemedy.None : FlowRemedy.CrossEntropyOfLogits,
            Related = [logistic.Call.Origin, log.Origin, complement.Origin, logistic.Whole.Origin],
        };
    }

    private static FlowFinding Finding(Compute log, Compute complement, Origin whole, EquatableArray<string> details) =>
        new(FlowRule.CrossEntropy, whole, null, details) { Related = [log.Origin, complement.Origin] };

    /// <summary>The first is of p, the other of 1 − p.</summary>
    private static bool IsComplement(Compute log, Compute complement, Formulas formulas) => complement.Operation == Logarithms.Log
        ? formulas.TakenFromOne(complement.Operands[0]).Any(taken => formulas.Same(taken.Operand, log.Operands[0]))
        : formulas.Sources(complement.Operands[0], Arithmetic.Negate).Any(opposite => formulas.Same(opposite.Operands[0], log.Operands[0]));

    private static bool AreComplements(Operand t, Operand s, Formulas formulas) =>
        formulas.TakenFromOne(s).Any(taken => formulas.Same(taken.Operand, t)) || formulas.TakenFromOne(t).Any(taken => formulas.Same(taken.Operand, s));

    private static Compute? LogIn(List<Operand> factors, Formulas formulas) => factors
        .Select(factor => formulas.Function.Body.Definitions.Find(formulas.Plain(factor)) as Compute)
        .FirstOrDefault(compute => compute is not null && (compute.Operation == Logarithms.Log || compute.Operation == Logarithms.LogP1 || compute.Operation == AccurateElementary.AccurateLogP1));

    /// <summary>What is added and subtracted, at once or in several statements; not in other iterations.</summary>
    private static IEnumerable<Operand> Summands(Operand sum, Formulas formulas, int depth) =>
        depth > 0 && formulas.Function.Body.Definitions.Find(formulas.Plain(sum)) is Compute { Operands: var operands } compute
        && (compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || (compute.Operation == Arithmetic.Negate && IsSum(operands[0], formulas)))
            ? operands.SelectMany(operand => Summands(operand, formulas, depth - 1))
            : [sum];

    private static bool IsSum(Operand operand, Formulas formulas) =>
        formulas.Function.Body.Definitions.Find(formulas.Plain(operand)) is Compute compute && (compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract);
}
