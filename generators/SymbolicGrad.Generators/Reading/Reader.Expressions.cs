using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Scalar expressions.</summary>
internal sealed partial class Reader
{
    private ScalarType TypeOf(IOperation operation) =>
        TypeReader.RequireScalar(operation.Type, operation.Syntax.GetLocation(), _frame.TypeArguments);

    public Operand ReadScalar(IOperation operation)
    {
        Enter(operation);
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return ReadConstant(operation, constant);
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return ReadScalar(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return ReadVariable(new Place(local.Local), local);
            case IParameterReferenceOperation parameter:
                return ReadVariable(new Place(parameter.Parameter), parameter);
            case IConversionOperation conversion:
                return ReadConversion(conversion);
            case IUnaryOperation unary:
                return ReadUnary(unary);
            case IBinaryOperation binary:
                return ReadBinary(binary);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return ReadConditional(conditional, whenFalse);
            case IInvocationOperation invocation:
                return ReadCall(invocation) ?? throw Refuse(Descriptors.Expression, operation, TextOf(operation), "it has no value");
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IFieldReferenceOperation field:
                return ScalarIn(ReadMember(field), field);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return ReadElement(operation);
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                return ReadAssignment(operation);
            case ISwitchExpressionOperation choice:
                return ReadSwitchExpression(choice);
            case IIsPatternOperation pattern:
                return ReadIsPattern(pattern);
            case IDefaultValueOperation when TypeReader.Scalar(operation.Type, _frame.TypeArguments) is { } type:
                return new Constant(type, 0);
            default:
                throw Refuse(Descriptors.Expression, operation, TextOf(operation), Advice.For(operation));
        }
    }

    private Constant ReadConstant(IOperation operation, object constant)
    {
        ScalarType type = TypeOf(operation);
        double number = constant switch
        {
            bool flag => flag ? 1 : 0,
            int or byte or sbyte or short or ushort or uint => System.Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture),
            long l when Math.Abs(l) <= 1L << 53 => l,
            float f => f,
            double d => d,
            _ => throw Refuse(Descriptors.Expression, operation, TextOf(operation), "use a constant of type float, double, bool or an integer type, of magnitude 2^53 at most"),
        };
        return new Constant(type, number);
    }

    private Operand ReadVariable(Place place, IOperation at) => _bindings.Find(place) switch
    {
        ReferenceBinding reference => Current(reference.Target, at),
        ScalarBinding { Value: { } value } => value,
        ScalarBinding => throw Refuse(Descriptors.Expression, at, place.Name, "it has no value here"),
        ArrayBinding => throw Refuse(Descriptors.Expression, at, place.Name, "an array is no scalar"),
        _ => throw Refuse(Descriptors.Expression, at, place.Name, "it is not a local or a parameter of this method"),
    };

    private Operand ReadConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is { } method && TypeReader.Scalar(method.ContainingType, _frame.TypeArguments) is null)
        {
            return ReadUserOperator(method, conversion, conversion.Operand);
        }

        ScalarType to = TypeOf(conversion);
        Operand operand = ReadScalar(conversion.Operand);
        RequireProjectOverflow(conversion.IsChecked || (conversion.IsImplicit && compilation.Options.CheckOverflow), to, conversion);

        // Implicit conversions widen.
        return conversion.IsImplicit ? ConvertTo(operand, to, conversion) : ConvertTo(operand, conversion.Type, conversion);
    }

    private Operand ConvertTo(Operand operand, ScalarType type, IOperation at)
    {
        if (operand.Type == type)
        {
            return operand;
        }

        if (operand.Type.Kind == ScalarKind.Boolean || type.Kind == ScalarKind.Boolean)
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "write a conditional expression");
        }

        return operand is Constant constant && Converted(constant, type) is { } converted
            ? converted
            : _block.Convert(operand, type, origin: OriginOf(at));
    }

    /// <summary>A literal in another type, where that is exact by definition.</summary>
    private static Constant? Converted(Constant constant, ScalarType type) => type.Kind switch
    {
        ScalarKind.Double or ScalarKind.Generic => new Constant(type, constant.Number),
        ScalarKind.Single => new Constant(type, (float)constant.Number),
        ScalarKind.Int32 or ScalarKind.Int64 when constant.Type.IsInteger => new Constant(type, constant.Number),
        _ => null,
    };

    private Operand ReadUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is { } method && !IsNumericInterface(method))
        {
            return ReadUserOperator(method, unary, unary.Operand);
        }

        Operand operand = ReadScalar(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => ReadNegation(unary, operand),
            UnaryOperatorKind.Not when operand.Type.Kind == ScalarKind.Boolean => Compute(Comparisons.Not, unary, operand),
            UnaryOperatorKind.BitwiseNegation when operand.Type.IsInteger => WrapResult(Compute(Bits.Complement, unary, operand), unary.Type, unary),
            _ => throw Refuse(Descriptors.Expression, unary, TextOf(unary), "write it with arithmetic, comparisons and calls"),
        };
    }

    private Value ReadNegation(IUnaryOperation unary, Operand operand)
    {
        RequireProjectOverflow(unary.IsChecked, operand.Type, unary);
        return Compute(Arithmetic.Negate, unary, operand);
    }

    /// <summary>Operators of generic math: the static abstract members of System.Numerics.</summary>
    private static bool IsNumericInterface(IMethodSymbol method) =>
        method.ContainingType.TypeKind == TypeKind.Interface
        && method.ContainingNamespace is { Name: "Numerics", ContainingNamespace.Name: "System" };

    private Operand ReadBinary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            return ReadShortCircuit(binary);
        }

        if (binary.OperatorMethod is { } method && !IsNumericInterface(method))
        {
            return ReadUserOperator(method, binary, binary.LeftOperand, binary.RightOperand);
        }

        Operand left = ReadScalar(binary.LeftOperand);
        Operand right = ReadScalar(binary.RightOperand);
        if (IsShift(binary.OperatorKind))
        {
            right = ShiftCount(right, binary.LeftOperand.Type, binary);
        }
        else if (binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply)
        {
            RequireProjectOverflow(binary.IsChecked, left.Type, binary);
        }

        return WrapResult(Compute(OperationOf(binary.OperatorKind, left.Type, binary), binary, left, right), binary.Type, binary);
    }

    private static Operation OperationOf(BinaryOperatorKind kind, ScalarType type, IOperation at) => (kind, type.IsFloating, type.IsInteger) switch
    {
        (BinaryOperatorKind.Add, true, _) or (BinaryOperatorKind.Add, _, true) => Arithmetic.Add,
        (BinaryOperatorKind.Subtract, true, _) or (BinaryOperatorKind.Subtract, _, true) => Arithmetic.Subtract,
        (BinaryOperatorKind.Multiply, true, _) or (BinaryOperatorKind.Multiply, _, true) => Arithmetic.Multiply,
        (BinaryOperatorKind.Divide, true, _) => Arithmetic.Divide,
        (BinaryOperatorKind.Divide, _, true) => Arithmetic.IntegerDivide,
        (BinaryOperatorKind.Remainder, true, _) => Arithmetic.Remainder,
        (BinaryOperatorKind.Remainder, _, true) => Arithmetic.IntegerRemainder,
        (BinaryOperatorKind.And, _, true) => Bits.And,
        (BinaryOperatorKind.Or, _, true) => Bits.Or,
        (BinaryOperatorKind.ExclusiveOr, _, true) => Bits.ExclusiveOr,
        (BinaryOperatorKind.LeftShift, _, true) => Bits.ShiftLeft,
        (BinaryOperatorKind.RightShift, _, true) => Bits.ShiftRight,
        (BinaryOperatorKind.UnsignedRightShift, _, true) => Bits.UnsignedShiftRight,
        (BinaryOperatorKind.LessThan, _, _) => Comparisons.LessThan,
        (BinaryOperatorKind.LessThanOrEqual, _, _) => Comparisons.LessThanOrEqual,
        (BinaryOperatorKind.GreaterThan, _, _) => Comparisons.GreaterThan,
        (BinaryOperatorKind.GreaterThanOrEqual, _, _) => Comparisons.GreaterThanOrEqual,
        (BinaryOperatorKind.Equals, _, _) => Comparisons.Equal,
        (BinaryOperatorKind.NotEquals, _, _) => Comparisons.NotEqual,
        (BinaryOperatorKind.And, false, false) => Comparisons.And,
        (BinaryOperatorKind.Or, false, false) => Comparisons.Or,
        (BinaryOperatorKind.ExclusiveOr, false, false) => Comparisons.ExclusiveOr,
        _ => throw Refuse(Descriptors.Expression, at, TextOf(at), "this operator has no derivative; compute it outside and pass the result"),
    };

    /// <summary>The right side is evaluated only where C# would.</summary>
    private Operand ReadShortCircuit(IBinaryOperation binary)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        DeclareVariablesOf(binary.RightOperand);
        Operand left = ReadScalar(binary.LeftOperand);
        Operand? right = null;
        (BlockBuilder, Bindings) evaluated = InConditional(() => right = ReadScalar(binary.RightOperand));
        (BlockBuilder, Bindings) skipped = InConditional(() => { });
        Constant known = Constant.Bool(!isAnd);
        return isAnd
            ? Merge(left, evaluated, skipped, [(right!, known)], binary)[0]
            : Merge(left, skipped, evaluated, [(known, right!)], binary)[0];
    }

    private Operand ReadConditional(IConditionalOperation conditional, IOperation whenFalse)
    {
        DeclareVariablesOf(conditional);
        Operand condition = ReadScalar(conditional.Condition);
        Operand? then = null, otherwise = null;
        (BlockBuilder, Bindings) thenBranch = InConditional(() => then = ReadScalar(conditional.WhenTrue));
        (BlockBuilder, Bindings) elseBranch = InConditional(() => otherwise = ReadScalar(whenFalse));
        return Merge(condition, thenBranch, elseBranch, [(then!, otherwise!)], conditional)[0];
    }

    private Operand ReadProperty(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (property.Instance is { } instance && TypeReader.Array(instance.Type, _frame.TypeArguments) is not null)
        {
            if (property.Arguments.Length > 0)
            {
                return ReadElement(property);
            }

            ArrayView view = symbol.Name == "Length" ? ReadMemory(instance) : ReadArray(instance);
            return symbol.Name switch
            {
                "Length" when view.Rank == 1 => view.Lengths[0],
                "Length" => Compute(Arithmetic.Multiply, property, view.Lengths[0], view.Lengths[1]),
                "Height" => view.Lengths[0],
                "Width" => view.Lengths[1],
                "IsEmpty" when view.Rank == 1 => Compute(Comparisons.Equal, property, view.Lengths[0], Constant.Int(0)),
                _ => throw Refuse(Descriptors.Expression, property, TextOf(property), "of an array only its lengths and elements are supported"),
            };
        }

        if (symbol.IsStatic && TypeReader.Scalar(property.Type, _frame.TypeArguments) is { IsFloating: true } type && NumericConstants.Find(symbol.Name) is { } number
            && symbol.ContainingNamespace is { Name: "Numerics", ContainingNamespace.Name: "System" })
        {
            return new Constant(type, number);
        }

        return ScalarIn(ReadMember(property), property);
    }
}
