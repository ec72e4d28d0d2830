using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Patterns over numbers and tuples of them. A pattern evaluates nothing but comparisons of what was evaluated once before, so
/// and, or need no branches.
/// </summary>
internal sealed partial class Reader
{
    private const string PatternAdvice = "patterns of numbers, booleans and tuples of them are understood; else write comparisons";

    /// <summary>What patterns look at, evaluated once.</summary>
    private Bundle ReadSubject(IOperation value)
    {
        IOperation inner = value;
        while (inner is IParenthesizedOperation or IConversionOperation { IsImplicit: true, Operand: ITupleOperation or IParenthesizedOperation })
        {
            inner = inner is IParenthesizedOperation parenthesized ? parenthesized.Operand : ((IConversionOperation)inner).Operand;
        }

        return ReadAny(inner);
    }

    private Operand ReadIsPattern(IIsPatternOperation operation) => ReadPattern(operation.Pattern, ReadSubject(operation.Value));

    /// <summary>Whether the subject matches; variables of the pattern are bound.</summary>
    private Operand ReadPattern(IPatternOperation pattern, Bundle subject)
    {
        Enter(pattern);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Constant.Bool(true);
            case INegatedPatternOperation negated:
                return Not(ReadPattern(negated.Pattern, subject), pattern);
            case IBinaryPatternOperation both:
                Operand left = ReadPattern(both.LeftPattern, subject), right = ReadPattern(both.RightPattern, subject);
                return both.OperatorKind == BinaryOperatorKind.And ? Conjunction(left, right, pattern) : Disjunction(left, right, pattern);
            case IConstantPatternOperation { Value.ConstantValue: not { HasValue: true, Value: not null } }:
                throw Refuse(Descriptors.Expression, pattern, TextOf(pattern), "null has no derivative; check it in a method around this one");
            case IConstantPatternOperation constant when ValueOf(subject) is { } value:
                return ReadConstantPattern(constant, constant.Value.ConstantValue.Value!, value);
            case IRelationalPatternOperation relation when ValueOf(subject) is { } compared:
                return Compute(OperationOf(relation.OperatorKind, compared.Type, pattern), pattern, compared, ConvertTo(ReadScalar(relation.Value), compared.Type, pattern));
            case ITypePatternOperation type when IsSameType(type.MatchedType, pattern.InputType):
                return Constant.Bool(true);
            case IDeclarationPatternOperation declaration when declaration.MatchesNull || IsSameType(declaration.MatchedType, pattern.InputType):
                BindPatternVariable(declaration.DeclaredSymbol, subject);
                return Constant.Bool(true);
            case IRecursivePatternOperation recursive when IsStructure(pattern.InputType) && IsSameType(recursive.MatchedType, pattern.InputType):
                return ReadRecursivePattern(recursive, subject);
            default:
                throw Refuse(Descriptors.Expression, pattern, TextOf(pattern), PatternAdvice);
        }
    }

    /// <summary>As ==, except that the pattern NaN matches what is not a number.</summary>
    private Operand ReadConstantPattern(IConstantPatternOperation pattern, object number, Operand value)
    {
        if (number is double.NaN or float.NaN)
        {
            return Compute(Predicates.IsNaN, pattern, value);
        }

        Operand constant = ConvertTo(ReadScalar(pattern.Value), value.Type, pattern);
        return number is bool flag
            ? flag ? value : Not(value, pattern)
            : Compute(Comparisons.Equal, pattern, value, constant);
    }

    /// <summary>Of a tuple or structure: elements by position, fields by name.</summary>
    private Operand ReadRecursivePattern(IRecursivePatternOperation pattern, Bundle subject)
    {
        Operand matches = Constant.Bool(true);
        List<string> paths = pattern.DeconstructionSubpatterns.Length == 0 ? [] : PathsOf(subject, pattern.InputType, pattern.DeconstructionSubpatterns.Length);
        if (paths.Count != pattern.DeconstructionSubpatterns.Length)
        {
            throw Refuse(Descriptors.Expression, pattern, TextOf(pattern), PatternAdvice);
        }

        for (int i = 0; i < paths.Count; i++)
        {
            matches = Conjunction(matches, ReadPattern(pattern.DeconstructionSubpatterns[i], subject.Part(paths[i])), pattern);
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            Bundle part = property.Member switch
            {
                IFieldReferenceOperation field => subject.Part(ShapeReader.PathOf(field.Field)),
                IPropertyReferenceOperation { Property: var named } when ShapeReader.IsAutomatic(named) => subject.Part(ShapeReader.PathOf(named)),
                _ => throw Refuse(Descriptors.Expression, property, TextOf(property), PatternAdvice),
            };
            matches = Conjunction(matches, ReadPattern(property.Pattern, part), pattern);
        }

        BindPatternVariable(pattern.DeclaredSymbol, subject);
        return matches;
    }

    private static Operand? ValueOf(Bundle subject) => subject.Leaves is [{ Key.Length: 0, Value: ScalarBinding { Value: { } value } }] ? value : null;

    private void BindPatternVariable(ISymbol? variable, Bundle value)
    {
        if (variable is ILocalSymbol local)
        {
            AssignPlace(new Place(local), value);
        }
    }

    private bool IsSameType(ITypeSymbol? matched, ITypeSymbol input) =>
        matched is not null && SymbolEqualityComparer.Default.Equals(Resolved(matched), Resolved(input));

    private Operand Conjunction(Operand left, Operand right, IOperation at) =>
        left is Constant known ? (known.IsZero ? left : right)
        : right is Constant also ? (also.IsZero ? right : left)
        : Compute(Comparisons.And, at, left, right);

    private Operand Disjunction(Operand left, Operand right, IOperation at) =>
        left is Constant known ? (known.IsZero ? right : left)
        : right is Constant also ? (also.IsZero ? left : right)
        : Compute(Comparisons.Or, at, left, right);

    private Operand Not(Operand condition, IOperation at) =>
        condition is Constant known ? Constant.Bool(known.IsZero) : Compute(Comparisons.Not, at, condition);

    /// <summary>
    /// Variables that an expression declares (<c>is var y</c>, <c>out double y</c>) live on after the part of it that may not
    /// be evaluated: they are known before it.
    /// </summary>
    private void DeclareVariablesOf(IOperation expression)
    {
        foreach (IOperation operation in expression.DescendantsAndSelf())
        {
            ISymbol? symbol = operation switch
            {
                IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
                IDeclarationExpressionOperation { Expression: ILocalReferenceOperation reference } => reference.Local,
                _ => null,
            };
            if (symbol is ILocalSymbol local && _bindings.Find(local) is null && ShapeReader.Find(local.Type, _frame.TypeArguments) is { HoldsMemory: false } shape)
            {
                DeclarePlace(new Place(local), shape);
            }
        }
    }
}
