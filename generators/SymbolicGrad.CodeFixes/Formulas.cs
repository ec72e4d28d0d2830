using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.CodeFixes;

/// <summary>Formulas in what the user wrote, whatever their spelling: <c>1</c>, <c>1f</c> and <c>T.One</c> are one, <c>Math.Exp</c> and <c>T.Exp</c> are exp.</summary>
internal static class Formulas
{
    /// <summary>Without the parentheses and conversions that nobody wrote.</summary>
    public static IOperation Bare(this IOperation operation) => operation switch
    {
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => conversion.Operand.Bare(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Bare(),
        IExpressionStatementOperation statement => statement.Operation.Bare(),
        _ => operation,
    };

    /// <summary>The arguments, bare and in the order of the parameters, where it is a call of that function.</summary>
    public static IReadOnlyList<IOperation>? ArgumentsOf(this IOperation operation, Operation function) => operation.Function() == function ? ((IInvocationOperation)operation).Arguments() : null;

    /// <summary>The function that it is a call of; null where it is no call, or one of something else.</summary>
    public static Operation? Function(this IOperation operation) =>
        operation is IInvocationOperation { Instance: null } call ? LibraryMembers.OperationOf(call.TargetMethod) : null;

    public static IReadOnlyList<IOperation> Arguments(this IInvocationOperation call) =>
        [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value.Bare())];

    /// <summary>z of activation(z) and max(0, z).</summary>
    public static IOperation? Activated(this IOperation operation) =>
        operation.Function() is { Arity: 1, IsDifferentiable: true } ? ((IInvocationOperation)operation).Arguments()[0] : operation.Rectified();

    /// <summary>z of relu(z) and max(0, z).</summary>
    public static IOperation? Rectified(this IOperation operation) =>
        operation.ArgumentsOf(Rectifiers.Relu) is [var argument] ? argument
        : operation.ArgumentsOf(Extrema.Max) is [var left, var right] ? (left.Is(0) ? right : right.Is(0) ? left : null)
        : null;

    /// <summary>The operands of an arithmetic operator of floating numbers.</summary>
    public static (IOperation Left, IOperation Right)? Operands(this IOperation operation, BinaryOperatorKind kind) =>
        operation is IBinaryOperation { Type: { } type } binary && binary.OperatorKind == kind && type.IsFloating()
            ? (binary.LeftOperand.Bare(), binary.RightOperand.Bare())
            : null;

    /// <summary>A number that is written out.</summary>
    public static double? Number(this IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: IConvertible number } } when number is not (string or bool or char) => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        IPropertyReferenceOperation { Instance: null, Property: { ContainingType: { TypeKind: TypeKind.Interface } owner } property }
            when owner.ContainingNamespace.ToDisplayString() == "System.Numerics" => NumericConstants.Find(property.Name),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => -negated.Operand.Bare().Number(),
        IInvocationOperation { TargetMethod: { Name: "CreateChecked" or "CreateTruncating" or "CreateSaturating" } method, Arguments: [var argument] }
            when LibraryMembers.OwnerOf(method) == "Numeric" => argument.Value.Bare().Number(),
        IConversionOperation conversion => conversion.Operand.Bare().Number(),
        _ => null,
    };

    public static bool Is(this IOperation operation, double number) => operation.Number() is { } written && written.Equals(number);

    public static bool IsFloating(this ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || type is ITypeParameterSymbol;

    /// <summary>No assignment and no call of an unknown method: it may be evaluated twice, or elsewhere.</summary>
    public static bool IsPure(this IOperation operation) => operation.DescendantsAndSelf().All(part => part is not (
        IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IAnonymousFunctionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out })
        && (part is not IInvocationOperation call || LibraryMembers.OwnerOf(call.TargetMethod).Length > 0));

    public static IEnumerable<IOperation> DescendantsAndSelf(this IOperation operation) => operation.ChildOperations.SelectMany(DescendantsAndSelf).Prepend(operation);
}
