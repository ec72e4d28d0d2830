using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>switch: the value is evaluated once, then one case after another is tried in C#'s order.</summary>
internal sealed partial class Reader
{
    private Operand ReadSwitchExpression(ISwitchExpressionOperation operation)
    {
        DeclareVariablesOf(operation.Value);
        return ReadArms(operation, ReadSubject(operation.Value), 0);
    }

    private Operand ReadArms(ISwitchExpressionOperation operation, Bundle subject, int position)
    {
        ISwitchExpressionArmOperation arm = operation.Arms[position];
        Enter(arm);
        Operand matches = ReadMatch(arm.Pattern, arm.Guard, subject);
        bool isLast = position == operation.Arms.Length - 1;
        if (isLast && matches is not Constant && !operation.IsExhaustive)
        {
            throw Refuse(Descriptors.Expression, operation, TextOf(operation), "it does not cover every value; end it with an arm '_ => …'");
        }

        if (isLast || matches is Constant { IsZero: false })
        {
            return ReadScalar(arm.Value);
        }

        Operand? then = null, otherwise = null;
        (BlockBuilder, Bindings) thenBranch = InConditional(() => then = ReadScalar(arm.Value));
        (BlockBuilder, Bindings) elseBranch = InConditional(() => otherwise = ReadArms(operation, subject, position + 1));
        return Merge(matches, thenBranch, elseBranch, [(then!, otherwise!)], arm)[0];
    }

    /// <summary>The guard is evaluated only where the pattern matches.</summary>
    private Operand ReadMatch(IPatternOperation pattern, IOperation? guard, Bundle subject)
    {
        Operand matches = ReadPattern(pattern, subject);
        if (guard is null)
        {
            return matches;
        }

        DeclareVariablesOf(guard);
        return matches is Constant { IsZero: false } ? ReadScalar(guard) : OnlyIf(matches, () => ReadScalar(guard), guard);
    }

    /// <summary>condition &amp;&amp; question</summary>
    private Operand OnlyIf(Operand condition, Func<Operand> question, IOperation at)
    {
        Operand? answer = null;
        (BlockBuilder, Bindings) asked = InConditional(() => answer = question());
        (BlockBuilder, Bindings) skipped = InConditional(() => { });
        return Merge(condition, asked, skipped, [(answer!, Constant.Bool(false))], at)[0];
    }

    /// <summary>condition || question</summary>
    private Operand Unless(Operand condition, Func<Operand> question, IOperation at)
    {
        Operand? answer = null;
        (BlockBuilder, Bindings) skipped = InConditional(() => { });
        (BlockBuilder, Bindings) asked = InConditional(() => answer = question());
        return Merge(condition, skipped, asked, [(Constant.Bool(true), answer!)], at)[0];
    }

    private Outcome ReadSwitch(ISwitchOperation operation)
    {
        DeclareVariablesOf(operation.Value);
        Bundle subject = ReadSubject(operation.Value);
        ISwitchCaseOperation? otherwise = operation.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        List<ISwitchCaseOperation> sections = [.. operation.Cases.Where(section => section != otherwise || section.Clauses.Length > 1)];
        return ReadSections(subject, sections, 0, otherwise, Constant.Bool(false));
    }

    /// <summary>
    /// The sections from a position on. The default section comes last wherever it is written; where one of its other labels
    /// has matched, the sections behind it are not tried.
    /// </summary>
    private Outcome ReadSections(
        Bundle subject, List<ISwitchCaseOperation> sections, int position, ISwitchCaseOperation? otherwise, Operand isDefault)
    {
        if (position == sections.Count)
        {
            return otherwise is null ? Outcome.FallsThrough : ReadSection(otherwise);
        }

        ISwitchCaseOperation section = sections[position];
        foreach (ICaseClauseOperation clause in section.Clauses)
        {
            DeclareVariablesOf(clause);
        }

        if (section == otherwise)
        {
            return position == sections.Count - 1
                ? ReadSection(section)
                : ReadSections(subject, sections, position + 1, otherwise, ReadClauses(section, subject));
        }

        Operand matches = isDefault is Constant { IsZero: true }
            ? ReadClauses(section, subject)
            : OnlyIf(Not(isDefault, section), () => ReadClauses(section, subject), section);
        Outcome? thenOutcome = null, elseOutcome = null;
        (BlockBuilder, Bindings) then = InConditional(() => thenOutcome = ReadSection(section));
        (BlockBuilder, Bindings) rest = InConditional(() => elseOutcome = ReadSections(subject, sections, position + 1, otherwise, isDefault));
        return MergeOutcomes(matches, then, thenOutcome!, rest, elseOutcome!, section);
    }

    /// <summary>Whether one of the section's labels (default aside) matches.</summary>
    private Operand ReadClauses(ISwitchCaseOperation section, Bundle subject)
    {
        Operand matches = Constant.Bool(false);
        foreach (ICaseClauseOperation clause in section.Clauses)
        {
            matches = clause switch
            {
                IDefaultCaseClauseOperation => matches,
                ISingleValueCaseClauseOperation single => Disjunction(matches, ReadLabel(single, subject), clause),
                IPatternCaseClauseOperation { Guard: null } pattern => Disjunction(matches, ReadPattern(pattern.Pattern, subject), clause),
                IPatternCaseClauseOperation pattern when matches is Constant => ReadMatch(pattern.Pattern, pattern.Guard, subject),
                IPatternCaseClauseOperation pattern => Unless(matches, () => ReadMatch(pattern.Pattern, pattern.Guard, subject), clause),
                _ => throw Refuse(Descriptors.Expression, clause, TextOf(clause), PatternAdvice),
            };
        }

        return matches;
    }

    private Operand ReadLabel(ISingleValueCaseClauseOperation label, Bundle subject)
    {
        if (ValueOf(subject) is not { } value || label.Value.ConstantValue is not { HasValue: true, Value: { } constant })
        {
            throw Refuse(Descriptors.Expression, label, TextOf(label), PatternAdvice);
        }

        return constant switch
        {
            bool flag => flag ? value : Not(value, label),
            double.NaN or float.NaN => Compute(Compiler.Ops.Predicates.IsNaN, label, value),
            _ => Compute(Compiler.Ops.Comparisons.Equal, label, value, ConvertTo(ReadScalar(label.Value), value.Type, label)),
        };
    }

    /// <summary>The statements of a section; a break in it is the switch's own, and what follows the switch goes on.</summary>
    private Outcome ReadSection(ISwitchCaseOperation section) => ReadSequence(section.Body, 0) with { Broken = Constant.Bool(false) };
}
