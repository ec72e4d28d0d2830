using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// Rules for derivatives only. They are identities of real numbers that may differ in the last bit or in the sign of a zero:
/// constants collect in front of products, equal terms are added by their coefficients (½e + ½e = e), signs move outwards.
/// None removes a factor that could be NaN or infinite.
/// </summary>
internal sealed class AdjointRules(Simplifier context, IdSource ids, List<Statement> output)
{
    public Operand? Apply(Compute compute)
    {
        EquatableArray<Operand> operands = compute.Operands;
        if (compute.Result.Type.Kind == ScalarKind.Boolean)
        {
            return null;
        }

        return compute.Operation == Arithmetic.Add ? ApplyToSum(operands[0], operands[1])
            : compute.Operation == Arithmetic.Subtract ? ApplyToDifference(operands[0], operands[1])
            : compute.Operation == Arithmetic.Multiply ? ApplyToProduct(operands[0], operands[1])
            : compute.Operation == Arithmetic.Divide ? ApplyToQuotient(operands[0], operands[1])
            : compute.Operation == Arithmetic.Negate ? ApplyToNegation(operands[0])
            : null;
    }

    private Operand? ApplyToSum(Operand left, Operand right)
    {
        if (IsZero(left))
        {
            return right;
        }

        if (IsZero(right))
        {
            return left;
        }

        (double leftFactor, Operand leftCore) = Split(left);
        (double rightFactor, Operand rightCore) = Split(right);
        if (leftCore is Value && leftCore.Equals(rightCore))
        {
            return Times(leftFactor + rightFactor, leftCore);
        }

        return Negated(right) is { } subtracted ? New(Arithmetic.Subtract, left, subtracted)
            : Negated(left) is { } first ? New(Arithmetic.Subtract, right, first)
            : rightFactor < 0 && rightCore is Value ? New(Arithmetic.Subtract, left, Times(-rightFactor, rightCore))
            : leftFactor < 0 && leftCore is Value ? New(Arithmetic.Subtract, right, Times(-leftFactor, leftCore))
            : null;
    }

    private Operand? ApplyToDifference(Operand left, Operand right)
    {
        (double leftFactor, Operand leftCore) = Split(left);
        (double rightFactor, Operand rightCore) = Split(right);
        if (leftCore is Value && leftCore.Equals(rightCore) && leftFactor != rightFactor)
        {
            return Times(leftFactor - rightFactor, leftCore);
        }

        return Negated(right) is { } added ? New(Arithmetic.Add, left, added)
            : rightFactor < 0 && rightCore is Value ? New(Arithmetic.Add, left, Times(-rightFactor, rightCore))
            : null;
    }

    private Operand? ApplyToProduct(Operand left, Operand right)
    {
        if (Negated(left) is { } negatedLeft)
        {
            return Negate(New(Arithmetic.Multiply, negatedLeft, right));
        }

        if (Negated(right) is { } negatedRight)
        {
            return Negate(New(Arithmetic.Multiply, left, negatedRight));
        }

        (double leftFactor, Operand leftCore) = Split(left);
        (double rightFactor, Operand rightCore) = Split(right);
        if (left is Constant && right is Constant)
        {
            // Of a type parameter's numbers too: their precision is not known here, but a last bit is no harm.
            return new Constant(left.Type, leftFactor * rightFactor);
        }

        if (leftCore is Constant || rightCore is Constant)
        {
            // A lone constant belongs in front; c·(d·x) becomes (cd)·x.
            Operand core = leftCore is Constant ? rightCore : leftCore;
            double factor = leftFactor * rightFactor;
            bool isNormal = left is Constant && rightFactor == 1 && factor is not (1 or -1);
            return isNormal || core is Constant ? null : Times(factor, core);
        }

        return leftFactor == 1 && rightFactor == 1 ? null : Times(leftFactor * rightFactor, New(Arithmetic.Multiply, leftCore, rightCore));
    }

    private Operand? ApplyToQuotient(Operand left, Operand right) =>
        Negated(left) is { } numerator ? Negate(New(Arithmetic.Divide, numerator, right)) : null;

    private Operand? ApplyToNegation(Operand operand)
    {
        if (context.DefinitionOf(operand) is not { } definition)
        {
            return null;
        }

        if (definition.Operation == Arithmetic.Subtract)
        {
            return New(Arithmetic.Subtract, definition.Operands[1], definition.Operands[0]);
        }

        if (definition.Operation != Arithmetic.Multiply)
        {
            return null;
        }

        if (definition.Operands[0] is Constant factor)
        {
            return Times(-factor.Number, definition.Operands[1]);
        }

        // −(a·(t − o)) is a·(o − t): the sign turns a difference around instead of travelling on.
        for (int i = 0; i < 2; i++)
        {
            if (context.DefinitionOf(definition.Operands[i]) is { } difference && difference.Operation == Arithmetic.Subtract)
            {
                return New(Arithmetic.Multiply, definition.Operands[1 - i], New(Arithmetic.Subtract, difference.Operands[1], difference.Operands[0]));
            }
        }

        return null;
    }

    /// <summary>operand = factor · core</summary>
    private (double Factor, Operand Core) Split(Operand operand)
    {
        if (operand is Constant constant)
        {
            return (constant.Number, new Constant(constant.Type, 1));
        }

        if (context.DefinitionOf(operand) is { } definition)
        {
            if (definition.Operation == Arithmetic.Multiply && definition.Operands.All(factor => factor is Constant))
            {
                return (definition.Operands.Aggregate(1.0, (product, factor) => product * ((Constant)factor).Number), new Constant(operand.Type, 1));
            }

            if (definition.Operation == Arithmetic.Multiply && definition.Operands[0] is Constant left)
            {
                return (left.Number, definition.Operands[1]);
            }

            if (definition.Operation == Arithmetic.Multiply && definition.Operands[1] is Constant right)
            {
                return (right.Number, definition.Operands[0]);
            }

            if (definition.Operation == Arithmetic.Negate)
            {
                return (-1, definition.Operands[0]);
            }
        }

        return (1, operand);
    }

    private Operand? Negated(Operand operand) =>
        context.DefinitionOf(operand) is { } definition && definition.Operation == Arithmetic.Negate ? definition.Operands[0] : null;

    private static bool IsZero(Operand operand) => operand is Constant { IsZero: true };

    private Operand Times(double factor, Operand core) => factor switch
    {
        1 => core,
        -1 => Negate(core),
        _ => New(Arithmetic.Multiply, new Constant(core.Type, factor), core),
    };

    private Value Negate(Operand operand) => New(Arithmetic.Negate, operand);

    private Value New(Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(operands[0].Type);
        output.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }
}
