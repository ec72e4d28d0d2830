using SymbolicGrad.Compiler.Diagnosis.Hazards;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>An activation of an activation, with no weights in between; and one whose result is given to a loss as its logits.</summary>
internal static class StackedActivations
{
    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        Formulas formulas = new(facts);
        Activations activations = new(facts, formulas);
        HashSet<int> logits = [];
        foreach (Activation activation in LogitsOf(formulas, activations, facts.Function))
        {
            if (logits.Add(activation.Result.Id))
            {
                yield return new FlowFinding(FlowRule.StackedActivation, activation.Origin, null,
                [
                    Text(activation, facts), "is given to a loss that contains its activation already",
                    $"its logits are confined to {FlowText.Range(facts.Ranges.Of(activation.Result))}; give it the argument of the activation",
                ]);
            }
        }

        foreach (Activation outer in activations.All)
        {
            IReadOnlyList<Activation> inner = activations.Behind(outer.Argument);
            if (inner.Count == 0 || inner.All(activation => logits.Contains(activation.Result.Id)) || inner.Any(activation => IsGate(outer, activation, formulas)))
            {
                continue;
            }

            Interval slope = Interval.Of(outer.SlopeBound) * Interval.Of(inner.Max(activation => activation.SlopeBound));
            yield return new FlowFinding(FlowRule.StackedActivation, outer.Origin, null,
            [
                Text(outer, facts), $"is an activation of '{Text(inner[0], facts)}', which is one already, with no weights in between",
                $"together their slope is at most {FlowText.Number(slope.High)}; leave one out",
            ])
            {
                Related = [.. inner.Select(activation => activation.Origin)],
            };
        }
    }

    /// <summary>x·tanh(softplus(x)) is one activation.</summary>
    private static bool IsGate(Activation outer, Activation inner, Formulas formulas) => formulas.Computes.Any(product => product.Operation == Arithmetic.Multiply
        && Enumerable.Range(0, 2).Any(i => formulas.Same(product.Operands[i], outer.Result) && formulas.Same(product.Operands[1 - i], inner.Argument)));

    /// <summary>What stands where a loss has its logits: p in ln Σ exp(p) − p, ln(1 + exp(p)) − t·p, softplus(p), ln σ(p), and in a call of a loss.</summary>
    private static IEnumerable<Activation> LogitsOf(Formulas formulas, Activations activations, Function function)
    {
        foreach (Compute compute in formulas.Computes)
        {
            if (compute.Operation == Sigmoids.Softplus || compute.Operation == Sigmoids.LogSigmoid)
            {
                // A probability; anything else that is made positive need not be a loss.
                foreach (Activation probability in activations.Behind(Unsigned(compute.Operands[0], formulas)).Where(found => Interval.Unit.Contains(formulas.Ranges.Of(found.Result))))
                {
                    yield return probability;
                }
            }
            else if (compute.Operation == Logarithms.Log)
            {
                foreach (Activation activation in Exponents(compute, formulas).SelectMany(activations.Behind).Where(found => IsTakenFrom(compute, found, formulas, activations)))
                {
                    yield return activation;
                }
            }
        }

        foreach (Call call in function.Body.AllStatements.OfType<Call>())
        {
            foreach ((CalleeParameter parameter, KernelArgument? argument, _) in call.Passed().Where(passed => IsLogits(call.Callee, passed.Parameter)))
            {
                foreach (Activation activation in activations.Behind(argument))
                {
                    yield return activation;
                }
            }
        }
    }

    /// <summary>x of Σ exp(x), Σ exp(x − max) and 1 + exp(−x).</summary>
    private static IEnumerable<Operand> Exponents(Compute log, Formulas formulas) =>
        from exp in formulas.Addends(log.Operands[0]).OfType<Compute>()
        where exp.Operation == Exponentials.Exp
        let shifted = formulas.Sources(exp.Operands[0], Arithmetic.Subtract).FirstOrDefault()
        select shifted is null ? Unsigned(exp.Operands[0], formulas) : shifted.Operands[0];

    private static Operand Unsigned(Operand operand, Formulas formulas) =>
        formulas.Sources(operand, Arithmetic.Negate).FirstOrDefault() is { } negated ? negated.Operands[0] : operand;

    /// <summary>Of a loss the logit of the label is subtracted, or each times its target; ln Σ exp alone is a smooth maximum.</summary>
    private static bool IsTakenFrom(Compute log, Activation activation, Formulas formulas, Activations activations)
    {
        return formulas.Computes.Where(sum => sum.Operation == Arithmetic.Subtract || sum.Operation == Arithmetic.Add).Any(sum =>
        {
            List<Compute> addends = [.. formulas.Addends(sum.Result).OfType<Compute>()];
            return addends.Contains(log) && addends.Exists(addend => IsLogit(addend) || (addend.Operation == Arithmetic.Multiply && addend.Operands.Any(factor => activations.Behind(factor).Contains(activation))));
        });

        bool IsLogit(Compute addend) => addend.Result.Id == activation.Result.Id;
    }

    /// <summary>By the names of the field: a parameter "logits", the first one of a "…WithLogits".</summary>
    private static bool IsLogits(Callee callee, CalleeParameter parameter) =>
        parameter.Name == "logits" || (callee.Name.Contains("WithLogits") && parameter.Equals(callee.Parameters[0]));

    private static string Text(Activation activation, FlowFacts facts) => facts.Text.Formula(activation.Result) is { Length: <= 40 } text ? text : "this activation";
}
