using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>Squared differences between an activation that saturates and a constant, which the result is a sum of.</summary>
internal static class SaturatingOutputs
{
    public static IEnumerable<FlowFinding> Find(FlowFacts facts)
    {
        if (facts.Function is not { Result: null, Returns: [{ Type.IsFloating: true, Structure: null }] })
        {
            yield break;
        }

        HashSet<int> summands = Summands(facts);
        foreach (Compute square in facts.Function.Body.AllStatements.OfType<Compute>().Where(compute => summands.Contains(compute.Result.Id)))
        {
            if (DifferenceIn(square, facts) is { } difference && ActivationIn(difference, facts) is { } activation)
            {
                double slope = Magnitudes.Of(SlopeTerms.Of(activation.Operation)[0], facts.Ranges.OperandOf(activation, 0));
                string name = facts.Text.Of(activation.Result) is { Length: <= 40 } text ? text : activation.Operation.Name;
                yield return new FlowFinding(FlowRule.SaturatingOutput, square.Origin, null, [name, FlowText.Number(slope)]) { Related = [activation.Origin] };
            }
        }
    }

    /// <summary>d of d·d, c·d·d and d².</summary>
    private static Compute? DifferenceIn(Compute square, FlowFacts facts)
    {
        Operand? squared = square.Operation == Arithmetic.Multiply ? Scaled(square.Operands[0], facts) is { } left && left.Equals(Scaled(square.Operands[1], facts)) ? left : null
            : square.Operation == Powers.Pow && square.Operands[1] is Constant { Number: 2 } ? square.Operands[0]
            : null;
        return squared is not null && facts.Function.Body.Definitions.Find(squared) is Compute difference && difference.Operation == Arithmetic.Subtract ? difference : null;
    }

    /// <summary>The factor of a product with a constant; else the operand itself.</summary>
    private static Operand Scaled(Operand operand, FlowFacts facts) =>
        facts.Function.Body.Definitions.Find(operand) is Compute { Operands: [var first, var second] } product && product.Operation == Arithmetic.Multiply
            ? first is Constant ? second : second is Constant ? first : operand
            : operand;

    private static Compute? ActivationIn(Compute difference, FlowFacts facts)
    {
        foreach ((int output, int target) in new[] { (0, 1), (1, 0) })
        {
            if (facts.Activity.IsActive(difference.Operands[output]) && !facts.Activity.IsActive(difference.Operands[target])
                && facts.Function.Body.Definitions.Find(difference.Operands[output]) is Compute activation && Saturation.HasTwoFlatTails(activation.Operation))
            {
                return activation;
            }
        }

        return null;
    }

    /// <summary>What the result is a sum of, constant factors aside.</summary>
    private static HashSet<int> Summands(FlowFacts facts)
    {
        HashSet<int> found = [];
        Stack<Operand> open = new([facts.Function.Body.Yields[0]]);
        while (open.Count > 0)
        {
            if (open.Pop() is not Value value || !found.Add(value.Id))
            {
                continue;
            }

            switch (facts.Function.Body.Definitions.Find(value))
            {
                case Compute compute when compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || compute.Operation == Arithmetic.Negate || compute.Operation == Arithmetic.Convert:
                    compute.Operands.ToList().ForEach(open.Push);
                    break;
                case Compute product when product.Operation == Arithmetic.Multiply && product.Operands.Any(operand => !facts.Activity.IsActive(operand)):
                    product.Operands.ToList().ForEach(open.Push);
                    break;
                case Compute { Operands: [var dividend, var divisor] } quotient when quotient.Operation == Arithmetic.Divide && !facts.Activity.IsActive(divisor):
                    open.Push(dividend);
                    break;
                case If branch when branch.Results.Contains(value):
                    int result = branch.Results.ToList().IndexOf(value);
                    open.Push(branch.Then.Yields[result]);
                    open.Push(branch.Else.Yields[result]);
                    break;
                case For loop:
                    for (int i = 0; i < loop.Carried.Count; i++)
                    {
                        if (loop.Carried[i].Entry.Id == value.Id || loop.Results[i].Id == value.Id)
                        {
                            open.Push(loop.Body.Yields[i]);
                            open.Push(loop.Carried[i].Initial);
                        }
                    }

                    break;
            }
        }

        return found;
    }
}
