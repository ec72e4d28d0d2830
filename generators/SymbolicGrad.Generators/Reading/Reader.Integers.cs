using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Integers of every width, enumerations and bits: copied and calculated with, never differentiated. The IR knows int and long;
/// narrower types are held in these and wrapped wherever C# wraps them.
/// </summary>
internal sealed partial class Reader
{
    private const int BitsOfUInt32 = 32;

    /// <summary>The operand in a C# type, wrapped to its width.</summary>
    private Operand ConvertTo(Operand operand, ITypeSymbol? type, IOperation at)
    {
        ITypeSymbol? resolved = type is null ? null : Resolved(type);
        ScalarType held = TypeReader.RequireScalar(resolved, at.Syntax.GetLocation(), _frame.TypeArguments);
        return TypeReader.Narrow(resolved) is { } narrow && operand.Type.Kind != ScalarKind.Boolean
            ? Wrap(operand, narrow, held, at)
            : ConvertTo(operand, held, at);
    }

    private Operand Wrap(Operand operand, ScalarType narrow, ScalarType held, IOperation at)
    {
        if (operand is Constant { Type.IsInteger: true } constant)
        {
            return new Constant(held, narrow.Wrap((long)constant.Number));
        }

        return _block.Convert(_block.Convert(operand, narrow, origin: OriginOf(at)), held, origin: OriginOf(at));
    }

    /// <summary>What an operator gave, in the operator's type: sums of uint wrap at 32 bits.</summary>
    private Operand WrapResult(Operand result, ITypeSymbol? type, IOperation at) =>
        result.Type.IsInteger && TypeReader.Narrow(type) is { } narrow ? Wrap(result, narrow, result.Type, at) : result;

    /// <summary>Generated code stands in the same project, so what the project says of overflow holds for it too; the operators do not.</summary>
    private void RequireProjectOverflow(bool isChecked, ScalarType type, IOperation at)
    {
        if (type.IsInteger && isChecked != compilation.Options.CheckOverflow)
        {
            throw Refuse(
                Descriptors.Expression,
                at,
                TextOf(at),
                isChecked
                    ? "checked arithmetic is not supported; use unchecked, or set CheckForOverflowUnderflow for the project"
                    : "this project checks overflow, and unchecked arithmetic is not supported there");
        }
    }

    /// <summary>C# takes as many bits of a shift's count as the shifted type can use; a uint is held in a long.</summary>
    private Operand ShiftCount(Operand count, ITypeSymbol? shifted, IOperation at) =>
        shifted?.SpecialType != SpecialType.System_UInt32 ? count
        : count is Constant constant ? Constant.Int((int)constant.Number & (BitsOfUInt32 - 1))
        : Compute(Bits.And, at, count, Constant.Int(BitsOfUInt32 - 1));

    private static bool IsShift(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    private Operand ReadCompoundAssignment(ICompoundAssignmentOperation compound)
    {
        Target changed = LocateTarget(compound.Target);
        Operand before = Current(changed, compound);
        Operand change = ReadScalar(compound.Value);
        bool isShift = IsShift(compound.OperatorKind);

        // C# calculates in the operator's type, which is that of the changed side after conversion, and converts back.
        ScalarType calculated = isShift ? before.Type : change.Type;
        RequireProjectOverflow(compound.IsChecked, calculated, compound);
        Operation operation = OperationOf(compound.OperatorKind, calculated, compound);
        Operand left = ConvertTo(before, calculated, compound);
        Value result = Compute(operation, compound, left, isShift ? ShiftCount(change, compound.Target.Type, compound) : change);
        return Assign(changed, ConvertTo(result, compound.Target.Type, compound), compound);
    }

    /// <summary>++ and --, of integers and of floating numbers.</summary>
    private Operand ReadStepAssignment(IIncrementOrDecrementOperation step)
    {
        Target counter = LocateTarget(step.Target);
        Operand old = Current(counter, step);
        RequireProjectOverflow(step.IsChecked, old.Type, step);
        Operation direction = step.Kind == OperationKind.Increment ? Arithmetic.Add : Arithmetic.Subtract;
        Operand changed = WrapResult(Compute(direction, step, old, new Constant(old.Type, 1)), step.Target.Type, step);
        Operand next = Assign(counter, changed, step);
        return step.IsPostfix ? old : next;
    }
}
