using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>for loops whose header alone says how often they run; all others are read as while loops.</summary>
internal sealed partial class Reader
{
    /// <summary>for (int Index = Start; Index + Ahead ⟨Comparison⟩ Bound; Index ± Step), nothing of which the body changes.</summary>
    private sealed record CountedHeader(
        ILocalSymbol Index, ScalarType Type, IOperation Start, int Ahead, LoopComparison Comparison, IOperation Bound, IOperation? Step, int Sign);

    private CountedHeader? FindCountedHeader(IForLoopOperation loop, HashSet<ISymbol> assigned)
    {
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations }
            || declarations[0].Declarators is not { Length: 1 } declarators
            || (declarators[0].Initializer ?? declarations[0].Initializer)?.Value is not { } start)
        {
            return null;
        }

        ILocalSymbol index = declarators[0].Symbol;
        if (TypeReader.Scalar(index.Type) is not { Kind: ScalarKind.Int32 } type || assigned.Contains(index)
            || loop.Condition is not IBinaryOperation binary || ReadAhead(binary, index) is not { } ahead || ReadCondition(binary, ahead.Operand) is not { } condition
            || loop.AtLoopBottom.Length != 1 || ReadStep(loop.AtLoopBottom[0], index) is not { } step)
        {
            return null;
        }

        // A bound of another type would be compared in that type: i < 2.5 runs once more than i < (int)2.5.
        bool isOfType = IsOfType(condition.Bound, type) && (step.Step is null || IsOfType(step.Step, type));
        return isOfType && IsInvariant(condition.Bound, assigned, index) && (step.Step is null || IsInvariant(step.Step, assigned, index))
            ? new CountedHeader(index, type, start, ahead.Number, condition.Comparison, condition.Bound, step.Step, step.Sign)
            : null;
    }

    private static bool IsOfType(IOperation operation, ScalarType type) =>
        operation.Type is { } stated && (TypeReader.Scalar(stated) == type || (operation.ConstantValue.HasValue && TypeReader.Scalar(stated) is { IsInteger: true }));

    private LoopRange ReadCountedHeader(CountedHeader header, IForLoopOperation loop)
    {
        Operand from = ConvertTo(ReadScalar(header.Start), header.Type, header.Start);
        Operand end = ConvertTo(ReadScalar(header.Bound), header.Type, header.Bound);
        if (header.Ahead > 0)
        {
            end = Compute(Arithmetic.Subtract, header.Bound, end, new Constant(header.Type, header.Ahead));
        }

        Operand by = new Constant(header.Type, header.Sign);
        if (header.Step is { } stated)
        {
            Operand size = ConvertTo(ReadScalar(stated), header.Type, stated);
            if (size is not Constant)
            {
                // A step that is not positive runs for ever or not at all; a trip count that divides by it would say otherwise.
                size = Compute(OperationTable.Find("Math.Max", 2)!, stated, size, new Constant(header.Type, 1));
            }

            by = header.Sign > 0 ? size : size is Constant constant ? new Constant(header.Type, -constant.Number) : Compute(Arithmetic.Negate, stated, size);
        }

        return new LoopRange(from, Direction(header.Comparison, header.Bound, by, loop), end, by);
    }

    /// <summary>
    /// The operand that is the index, or a number above it where the other operand is a length: a length less a number is what it says, while
    /// other bounds might be too small for that.
    /// </summary>
    private (IOperation Operand, int Number)? ReadAhead(IBinaryOperation condition, ILocalSymbol index)
    {
        foreach ((IOperation side, IOperation other) in new[] { (condition.LeftOperand, condition.RightOperand), (condition.RightOperand, condition.LeftOperand) })
        {
            if (IsIndex(side, index))
            {
                return (side, 0);
            }

            if (side is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, RightOperand.ConstantValue.Value: int number and > 0 } sum && IsIndex(sum.LeftOperand, index)
                && other is IPropertyReferenceOperation { Property.Name: "Length" or "Height" or "Width", Instance.Type: { } memory } && TypeReader.Array(memory, _frame.TypeArguments) is not null)
            {
                return (side, number);
            }
        }

        return null;
    }

    /// <summary>i &lt; bound, bound &gt; i …</summary>
    private static (LoopComparison Comparison, IOperation Bound)? ReadCondition(IBinaryOperation condition, IOperation index)
    {
        bool isLeft = ReferenceEquals(condition.LeftOperand, index);
        IOperation bound = isLeft ? condition.RightOperand : condition.LeftOperand;
        return (condition.OperatorKind, isLeft) switch
        {
            (BinaryOperatorKind.LessThan, true) or (BinaryOperatorKind.GreaterThan, false) => (LoopComparison.Less, bound),
            (BinaryOperatorKind.LessThanOrEqual, true) or (BinaryOperatorKind.GreaterThanOrEqual, false) => (LoopComparison.LessOrEqual, bound),
            (BinaryOperatorKind.GreaterThan, true) or (BinaryOperatorKind.LessThan, false) => (LoopComparison.Greater, bound),
            (BinaryOperatorKind.GreaterThanOrEqual, true) or (BinaryOperatorKind.LessThanOrEqual, false) => (LoopComparison.GreaterOrEqual, bound),
            _ => null,
        };
    }

    private static bool IsIndex(IOperation operation, ILocalSymbol index)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, index);
    }

    /// <summary>i++, i--, i += s, i -= s; a null step is 1.</summary>
    private static (IOperation? Step, int Sign)? ReadStep(IOperation bottom, ILocalSymbol index)
    {
        IOperation operation = bottom is IExpressionStatementOperation statement ? statement.Operation : bottom;
        return operation switch
        {
            IIncrementOrDecrementOperation step when IsIndex(step.Target, index) => (null, step.Kind == OperationKind.Increment ? 1 : -1),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } step when IsIndex(step.Target, index) => (step.Value, 1),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } step when IsIndex(step.Target, index) => (step.Value, -1),
            _ => null,
        };
    }

    /// <summary>Checks that the step leads towards the bound, as far as it is a constant.</summary>
    private static LoopComparison Direction(LoopComparison comparison, IOperation bound, Operand step, IOperation loop)
    {
        bool isUpwards = comparison is LoopComparison.Less or LoopComparison.LessOrEqual;
        if (step is Constant constant && constant.Number == 0)
        {
            throw Refuse(Descriptors.Loop, loop, "its step is 0");
        }

        if (step is Constant { Number: var number } && number > 0 != isUpwards)
        {
            throw Refuse(Descriptors.Loop, bound, "its step leads away from its bound");
        }

        return comparison;
    }

    /// <summary>True where evaluating it before the loop gives what evaluating it before each iteration gives.</summary>
    private bool IsInvariant(IOperation bound, HashSet<ISymbol> assigned, ILocalSymbol index)
    {
        foreach (IOperation operation in bound.DescendantsAndSelf())
        {
            ISymbol? symbol = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };

            // Elements of what came in as a ReadOnlySpan cannot change; others might.
            bool mayChange = operation switch
            {
                IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } memory } =>
                    ReadArray(memory).Array.Storage is not (ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D),

                // Rows are never replaced.
                IArrayElementReferenceOperation row when TypeReader.Array(row.Type, _frame.TypeArguments) is not null => false,
                IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
                ILocalReferenceOperation { Local.RefKind: not RefKind.None } => true,
                IAssignmentOperation or IIncrementOrDecrementOperation => true,

                // A method of the user's may read what the loop changes, or change it.
                IInvocationOperation call => LibraryMembers.OwnerOf(call.TargetMethod).Length == 0
                    && call.TargetMethod is not { Name: "GetLength", ContainingType.SpecialType: SpecialType.System_Array },
                _ => symbol is not null && (assigned.Contains(symbol) || SymbolEqualityComparer.Default.Equals(symbol, index)),
            };
            if (mayChange)
            {
                return false;
            }
        }

        return true;
    }
}
