using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// Rules that keep every bit of every result, NaN, infinities and signed zeros included, so that they are safe in the
/// primal: multiplication by 1, subtraction of +0, integer arithmetic (which wraps around exactly), constants.
/// x·0 → 0 and x + 0 → x are not among them: the first loses NaN, the second turns −0 into +0 the other way round.
/// </summary>
internal static class ExactRules
{
    public static Operand? Apply(Compute compute, Simplifier context)
    {
        EquatableArray<Operand> operands = compute.Operands;
        Operation operation = compute.Operation;
        if (operation == Comparisons.Select)
        {
            return operands[0] is Constant chosen ? operands[chosen.IsZero ? 2 : 1] : operands[1].Equals(operands[2]) ? operands[1]
                : operands is [var condition, Constant { Type.Kind: ScalarKind.Boolean, IsZero: false }, Constant { IsZero: true }] ? condition
                : null;
        }

        if (operation == Arithmetic.Convert)
        {
            return operands[0].Type == compute.Result.Type ? operands[0] : Converted(operands[0], compute.Result.Type);
        }

        if (operation == Arithmetic.Negate)
        {
            return operands[0] is Constant negated
                ? new Constant(negated.Type, -negated.Number)
                : context.DefinitionOf(operands[0]) is { } inner && inner.Operation == Arithmetic.Negate ? inner.Operands[0] : null;
        }

        if (operands.Count != 2)
        {
            return operation == Comparisons.Not && operands[0] is Constant flag ? Constant.Bool(flag.IsZero) : null;
        }

        if (operands[0] is Constant left && operands[1] is Constant right && Fold(operation, left, right) is { } folded)
        {
            return folded;
        }

        if (operation.Result == ResultKind.Boolean && operands[0].Equals(operands[1]))
        {
            return CompareWithItself(operation, operands[0].Type);
        }

        return operands[0].Type.IsInteger ? ApplyToIntegers(operation, operands, context) : ApplyToFloats(operation, operands);
    }

    /// <summary>To int it would truncate, which C# does with its own constants; a type parameter's precision is not known.</summary>
    private static Constant? Converted(Operand operand, ScalarType type) => (operand, type.Kind) switch
    {
        (Constant constant, ScalarKind.Double) => new Constant(type, constant.Number),
        (Constant constant, ScalarKind.Single) => new Constant(type, (float)constant.Number),
        (Constant { Type.IsInteger: true } constant, ScalarKind.Int32 or ScalarKind.Int64) => new Constant(type, type.Wrap((long)constant.Number)),
        _ => null,
    };

    /// <summary>Nothing is less than itself; equal to itself is everything but NaN.</summary>
    private static Constant? CompareWithItself(Operation operation, ScalarType type) =>
        operation == Comparisons.LessThan || operation == Comparisons.GreaterThan ? Constant.Bool(false)
        : type.IsFloating ? null
        : operation == Comparisons.LessThanOrEqual || operation == Comparisons.GreaterThanOrEqual || operation == Comparisons.Equal ? Constant.Bool(true)
        : operation == Comparisons.NotEqual || operation == Comparisons.ExclusiveOr ? Constant.Bool(false)
        : null;

    private static Operand? ApplyToFloats(Operation operation, EquatableArray<Operand> operands)
    {
        if (operation == Arithmetic.Multiply)
        {
            return IsOne(operands[0]) ? operands[1] : IsOne(operands[1]) ? operands[0] : null;
        }

        if (operation == Arithmetic.Divide)
        {
            return IsOne(operands[1]) ? operands[0] : null;
        }

        if (operation == Arithmetic.Subtract && operands[1] is Constant { IsZero: true } zero)
        {
            return BitConverter.DoubleToInt64Bits(zero.Number) == 0 ? operands[0] : null;
        }

        return null;
    }

    private static Operand? ApplyToIntegers(Operation operation, EquatableArray<Operand> operands, Simplifier context)
    {
        if (operation == Arithmetic.Add)
        {
            return IsZero(operands[1]) ? operands[0] : IsZero(operands[0]) ? operands[1] : Cancel(operands[0], operands[1], context);
        }

        if (operation == Arithmetic.Subtract)
        {
            return IsZero(operands[1]) ? operands[0]
                : operands[0].Equals(operands[1]) ? new Constant(operands[0].Type, 0)
                : CancelSum(operands[0], operands[1], context);
        }

        if (operation == Arithmetic.Multiply)
        {
            return IsOne(operands[0]) ? operands[1]
                : IsOne(operands[1]) ? operands[0]
                : IsZero(operands[0]) ? operands[0]
                : IsZero(operands[1]) ? operands[1]
                : null;
        }

        return operation == Arithmetic.IntegerDivide && IsOne(operands[1]) ? operands[0] : null;
    }

    /// <summary>(x − y) + y = x</summary>
    private static Operand? Cancel(Operand left, Operand right, Simplifier context)
    {
        Operand? OneWay(Operand sum, Operand added) =>
            context.DefinitionOf(sum) is { } definition && definition.Operation == Arithmetic.Subtract && definition.Operands[1].Equals(added)
                ? definition.Operands[0]
                : null;
        return OneWay(left, right) ?? OneWay(right, left);
    }

    /// <summary>(x + y) − y = x</summary>
    private static Operand? CancelSum(Operand sum, Operand subtracted, Simplifier context)
    {
        if (context.DefinitionOf(sum) is not { } definition || definition.Operation != Arithmetic.Add)
        {
            return null;
        }

        return definition.Operands[1].Equals(subtracted) ? definition.Operands[0]
            : definition.Operands[0].Equals(subtracted) ? definition.Operands[1]
            : null;
    }

    private static bool IsZero(Operand operand) => operand is Constant { IsZero: true };

    private static bool IsOne(Operand operand) => operand is Constant { IsOne: true };

    private static Constant? Fold(Operation operation, Constant left, Constant right)
    {
        double a = left.Number, b = right.Number;
        if (operation.Result == ResultKind.Boolean)
        {
            return operation == Comparisons.LessThan ? Constant.Bool(a < b)
                : operation == Comparisons.LessThanOrEqual ? Constant.Bool(a <= b)
                : operation == Comparisons.GreaterThan ? Constant.Bool(a > b)
                : operation == Comparisons.GreaterThanOrEqual ? Constant.Bool(a >= b)
                : operation == Comparisons.Equal ? Constant.Bool(a == b)
                : operation == Comparisons.NotEqual || operation == Comparisons.ExclusiveOr ? Constant.Bool(a != b)
                : operation == Comparisons.And ? Constant.Bool(a != 0 && b != 0)
                : operation == Comparisons.Or ? Constant.Bool(a != 0 || b != 0)
                : null;
        }

        double? result = operation == Arithmetic.Add ? a + b
            : operation == Arithmetic.Subtract ? a - b
            : operation == Arithmetic.Multiply ? a * b
            : operation == Arithmetic.Divide ? a / b
            : b is 0 or -1 ? null
            : operation == Arithmetic.IntegerDivide ? Math.Truncate(a / b)
            : operation == Arithmetic.IntegerRemainder ? a - (Math.Truncate(a / b) * b)
            : null;
        if (left.Type.IsInteger && (operation == Extrema.Max || operation == Extrema.Min))
        {
            result = operation == Extrema.Max ? Math.Max(a, b) : Math.Min(a, b);
        }

        // A type parameter's precision is not known here, so its constants are left to run time.
        return (result, left.Type.Kind) switch
        {
            ({ } number, ScalarKind.Double) => new Constant(left.Type, number),
            ({ } number, ScalarKind.Single) => new Constant(left.Type, (float)number),
            ({ } number, ScalarKind.Int32) when number == (int)number => new Constant(left.Type, number),
            _ => null,
        };
    }
}
