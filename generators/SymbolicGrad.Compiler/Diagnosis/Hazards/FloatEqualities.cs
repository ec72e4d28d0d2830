using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>Branches that an equality of computed floating numbers decides, unless the other side has no value or no slope at that very point.</summary>
internal static class FloatEqualities
{
    public static IEnumerable<FlowFinding> Find(Formulas formulas)
    {
        ValueSources sources = new(formulas.Function.Body);
        HashSet<int> inputs = [.. formulas.Function.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })
            .Select(parameter => parameter is ScalarParameter scalar ? scalar.Value.Id : ((ArrayParameter)parameter).Array.Id)];
        foreach (Statement statement in formulas.Function.Body.AllStatements)
        {
            (Operand Condition, bool IsAlive) decision = statement switch
            {
                If branch => (branch.Condition, branch.Results.Any(formulas.IsActive) || IsWritten(branch.Then, formulas) || IsWritten(branch.Else, formulas)),
                Compute select when select.Operation == Comparisons.Select => (select.Operands[0], formulas.IsActive(select.Result)),
                _ => (Constant.Bool(false), false),
            };
            foreach (Compute equality in decision.IsAlive ? EqualitiesIn(decision.Condition, formulas) : [])
            {
                if (equality.Operands.Any(operand => sources.Of(operand).Overlaps(inputs)) && equality.Operands.All(operand => IsComputed(operand, formulas)) && !IsGuard(statement, equality, formulas))
                {
                    int varying = equality.Operands[0] is Constant ? 1 : 0;
                    string other = equality.Operands[1 - varying] is Constant constant ? FlowText.End(constant.Number) : formulas.TextOf(equality.Operands[1 - varying], "the other");
                    yield return new FlowFinding(
                        FlowRule.FloatEquality,
                        equality.Origin,
                        null,
                        [formulas.TextOf(equality.Operands[varying], "a quantity"), other, FlowText.Range(formulas.Ranges.OperandOf(equality, varying))]);
                }
            }
        }
    }

    /// <summary>In the condition or in a part of it.</summary>
    private static IEnumerable<Compute> EqualitiesIn(Operand condition, Formulas formulas) => formulas.Conditions(condition)
        .Where(part => (part.Operation == Comparisons.Equal || part.Operation == Comparisons.NotEqual) && part.Operands.All(operand => operand.Type.IsFloating));

    private static bool IsWritten(Block block, Formulas formulas) =>
        block.AllStatements.Any(statement => statement is Store or Accumulate && formulas.Activity.IsActive(statement.Array()!));

    /// <summary>Not a whole number by rounding, and not ∞.</summary>
    private static bool IsComputed(Operand operand, Formulas formulas) =>
        operand is Constant constant ? !double.IsInfinity(constant.Number) : formulas.Sources(operand).All(source => source.Operation.IsDifferentiable);

    /// <summary>n == 0 ? 0 : x/n; also √ and ln of it, and a division by a − b where a is compared with b.</summary>
    private static bool IsGuard(Statement statement, Compute equality, Formulas formulas)
    {
        (Operand left, Operand right) = (equality.Operands[0], equality.Operands[1]);
        IEnumerable<Compute> guarded = statement is If branch
            ? branch.Then.AllStatements.Concat(branch.Else.AllStatements).OfType<Compute>().Concat(branch.Then.Yields.Concat(branch.Else.Yields).SelectMany(formulas.Sources))
            : statement.Operands().Skip(1).SelectMany(formulas.Sources);
        return guarded.Where(compute => SingularPoints.IsCandidate(compute.Operation)).Any(compute => compute.Operands.Any(operand => formulas.FactorsAsWritten(operand).Exists(IsZeroThere)));

        bool IsZeroThere(Operand factor) =>
            formulas.Same(factor, left) || formulas.Same(factor, right)
            || formulas.Sources(factor).Any(source =>
                (source.Operation == Arithmetic.Subtract && source.Operands.All(part => formulas.Same(part, left) || formulas.Same(part, right)))
                || (source.Operation == Extrema.Abs && (formulas.Same(source.Operands[0], left) || formulas.Same(source.Operands[0], right))));
    }
}
