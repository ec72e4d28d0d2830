using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Calls: of the table's functions, of the package's barriers and vector routines; others are inlined or stay calls.</summary>
internal sealed partial class Reader
{
    /// <summary>Reads a call; its value, or null for void.</summary>
    private Operand? ReadCall(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        List<IOperation> arguments = ArgumentsOf(invocation);
        if (FindOuter(target, invocation) is { } outer)
        {
            return ReadOuterCall(target, outer, invocation, arguments);
        }

        string owner = LibraryMembers.OwnerOf(target);
        switch (owner, target.Name)
        {
            case ("Grad", "Stop"):
                return Compute(Barriers.Stop, invocation, ReadScalar(arguments[0]));
            case ("Array", _):
                return ReadArrayFunction(invocation, arguments);
            case ("MemoryExtensions", _) when arguments.Count > 0 && TypeReader.Array(arguments[0].Type, _frame.TypeArguments) is not null:
                return ReadArrayMethod(invocation, arguments[0], arguments.GetRange(1, arguments.Count - 1));
            case ("ArrayPool", "Return"):
                ReadReturnOfRented(invocation, arguments[0]);
                return null;
            case ("TensorPrimitives", _):
                return ReadVectorCall(invocation, target.Name, arguments);
            case ("Numeric", "CreateChecked" or "CreateTruncating" or "CreateSaturating"):
                return ConvertTo(ReadScalar(arguments[0]), TypeOf(invocation), invocation);
        }

        if (owner.Length > 0)
        {
            if (OperationTable.Find($"{owner}.{target.Name}", arguments.Count) is { } operation)
            {
                return ReadFunction(operation, invocation, arguments);
            }

            throw Refuse(Descriptors.UnknownFunction, invocation, $"{target.ContainingType.Name}.{target.Name}", KnownFunctions.Nearest(owner, target.Name));
        }

        if (invocation.Instance is { } instance && TypeReader.Array(instance.Type, _frame.TypeArguments) is not null)
        {
            return ReadArrayMethod(invocation, instance, arguments);
        }

        if (IsBeingRead(target))
        {
            return ReadOuterCall(target, ReadRecursion(target, invocation), invocation, arguments);
        }

        return ReadInlined(target, invocation, arguments, invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).ToList(), invocation.Instance) is { } result
            ? ScalarIn(result, invocation)
            : null;
    }

    private static List<IOperation> ArgumentsOf(IInvocationOperation invocation)
    {
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)];

        // C# evaluates named arguments in the order they are written, which shows only where one of them assigns.
        if (!arguments.SequenceEqual(invocation.Arguments)
            && arguments.Any(a => a.DescendantsAndSelf().Any(o => o is IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation)))
        {
            throw Refuse(Descriptors.Expression, invocation, TextOf(invocation), "write the arguments in the order of the parameters");
        }

        return arguments.Select(argument => argument.Value).ToList();
    }

    private Value ReadFunction(Operation operation, IInvocationOperation invocation, List<IOperation> arguments)
    {
        List<Operand> operands = arguments.Select(ReadScalar).ToList();
        Operand? foreign = operands.FirstOrDefault(operand => TypeReader.Scalar(invocation.Type, _frame.TypeArguments) is null);
        if (foreign is not null)
        {
            throw Refuse(Descriptors.Type, invocation, invocation.Type?.ToDisplayString() ?? "?", "use functions of float, double, int or a type parameter");
        }

        RequireFloating(operation, operands[0].Type, invocation);
        return Compute(operation, invocation, [.. operands]);
    }

    /// <summary>int.Log2 and the like are other functions than those of the table.</summary>
    private static void RequireFloating(Operation operation, ScalarType type, IOperation at)
    {
        bool isForFloating = (operation.Spelling is Spelling.NumericCall && operation != Extrema.Clamp) || operation.Spelling is Spelling.PackageCall
            || operation == Arithmetic.Divide || operation == Arithmetic.Remainder || operation.Cost > 2;
        if (isForFloating && !type.IsFloating)
        {
            throw Refuse(Descriptors.Type, at, type.Name, "use it with float, double or a type parameter");
        }
    }

    private Operand ReadUserOperator(IMethodSymbol method, IOperation at, params IOperation[] operands) =>
        ScalarIn(ReadOperator(method, at, operands), at);
}
