using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Calls: of the table's functions, of the package's barriers and vector routines, of methods with source.</summary>
internal sealed partial class Reader
{
    /// <summary>Reads a call; its value, or null for void.</summary>
    private Operand? ReadCall(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        List<IOperation> arguments = ArgumentsOf(invocation);
        string owner = OwnerOf(target);
        switch (owner, target.Name)
        {
            case ("Grad", "Stop"):
                return Compute(Barriers.Stop, invocation, ReadScalar(arguments[0]));
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

        return ReadInlined(target, invocation, arguments, invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).ToList());
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

    /// <summary>The key under which the table lists a library member's owner; empty for other methods.</summary>
    private static string OwnerOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace.ToDisplayString();
        return (space, type.Name) switch
        {
            ("System", "Math") => "Math",
            ("System", "MathF") => "MathF",
            ("System", "Double" or "Single") when method.IsStatic => "Numeric",
            ("System.Numerics", _) when type.TypeKind == TypeKind.Interface => "Numeric",
            ("SymbolicGrad", "Activations") => "Activations",
            ("SymbolicGrad", "Elementary") => "Elementary",
            ("SymbolicGrad", "Grad") => "Grad",
            ("System.Numerics.Tensors", "TensorPrimitives") => "TensorPrimitives",
            _ => "",
        };
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
        bool isForFloating = operation.Spelling is Spelling.NumericCall or Spelling.PackageCall
            || operation == Arithmetic.Divide || operation == Arithmetic.Remainder || operation.Cost > 2;
        if (isForFloating && !type.IsFloating)
        {
            throw Refuse(Descriptors.Type, at, type.Name, "use it with float, double or a type parameter");
        }
    }

    private Operand? ReadArrayMethod(IInvocationOperation invocation, IOperation instance, List<IOperation> arguments)
    {
        ArrayView view = ReadArray(instance);
        switch (invocation.TargetMethod.Name)
        {
            case "GetLength" when arguments.Count == 1 && arguments[0].ConstantValue is { HasValue: true, Value: int axis } && axis < view.Rank:
                return view.Lengths[axis];
            case "Clear" when arguments.Count == 0:
                ForEachElement(view, invocation, indices => StoreElement(view.Array, indices, new Constant(view.Array.Element, 0), invocation));
                return null;
            case "Fill" when arguments.Count == 1:
                Operand filled = ReadScalar(arguments[0]);
                ForEachElement(view, invocation, indices => StoreElement(view.Array, indices, filled, invocation));
                return null;
            case "CopyTo" when arguments.Count == 1 && view.Rank == 1:
                ArrayView target = ReadArray(arguments[0]);
                if (target.Array.Id == view.Array.Id)
                {
                    // The library copies as if through memory of its own; a loop would read what it has just overwritten.
                    ArrayView copy = Allocate("copy", view.Array.Element, view.Lengths, invocation);
                    CopyElements(view, copy, invocation);
                    view = copy;
                }

                CopyElements(view, target, invocation);
                return null;
            default:
                throw Refuse(
                    Descriptors.UnknownFunction, invocation, invocation.TargetMethod.Name, "of memory, lengths, elements, Slice, GetRowSpan, Fill, Clear and CopyTo are understood");
        }
    }

    private void CopyElements(ArrayView source, ArrayView target, IOperation at) => Elementwise(at, source.Lengths[0], i =>
        StoreElement(target.Array, At(target, i, at), LoadElement(source.Array, At(source, i, at), at), at));

    private Operand ReadUserOperator(IMethodSymbol method, IOperation at, params IOperation[] operands) =>
        ReadInlined(method, at, [.. operands], null)
            ?? throw Refuse(Descriptors.Expression, at, TextOf(at), "the operator returns nothing");

    /// <summary>The method's body in place of the call, with its parameters bound to the arguments.</summary>
    private Operand? ReadInlined(IMethodSymbol target, IOperation at, List<IOperation> arguments, List<IArgumentOperation>? passed)
    {
        for (CallFrame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method?.OriginalDefinition, target.OriginalDefinition))
            {
                throw Refuse(Descriptors.Recursion, at, target.Name, "write the recursion as a loop");
            }
        }

        bool isCallable = target.MethodKind == MethodKind.LocalFunction || target.IsStatic;
        if (!isCallable || target.IsAsync || MethodBodies.Find(target, compilation, cancellation) is not { } body)
        {
            throw Refuse(
                Descriptors.UnknownFunction,
                at,
                target.ContainingType is null ? target.Name : $"{target.ContainingType.Name}.{target.Name}",
                isCallable ? "its source is not in this project; write the function here" : "only static methods and local functions can be called");
        }

        IMethodSymbol definition = target.OriginalDefinition;
        if (arguments.Count != definition.Parameters.Length)
        {
            throw new RefusedException(null);
        }

        Bindings caller = _bindings;
        Bindings callee = target.MethodKind == MethodKind.LocalFunction ? caller : new Bindings();
        List<(IParameterSymbol Parameter, Target Target)> byReference = [];
        List<Binding> bound = [];
        for (int i = 0; i < definition.Parameters.Length; i++)
        {
            bound.Add(ReadArgument(definition.Parameters[i], target.Parameters[i], arguments[i], passed?[i], byReference));
        }

        // Only now: an argument may itself be a call of the same local function, whose parameters are these.
        for (int i = 0; i < bound.Count; i++)
        {
            callee.Set(definition.Parameters[i], bound[i]);
        }

        CallFrame outer = _frame;
        _frame = new CallFrame(definition, TypeArgumentsOf(target)) { Caller = outer, LoopDepth = _loopDepth };
        _bindings = callee;
        Outcome outcome = ReadBody(body);
        if (callee == caller)
        {
            caller = _bindings;
        }

        List<(IParameterSymbol Parameter, Target Target)> written = [.. byReference.Where(passing => passing.Parameter.RefKind is RefKind.Ref or RefKind.Out)];
        List<Operand?> finals = written.Select(w => (_bindings.Find(w.Parameter) as ScalarBinding)?.Value).ToList();
        _frame = outer;
        _bindings = caller;
        for (int i = 0; i < written.Count; i++)
        {
            Assign(written[i].Target, finals[i] ?? throw Refuse(Descriptors.Expression, at, written[i].Parameter.Name, "it is not assigned on every path"), at);
        }

        return outcome.Values.Count switch
        {
            0 => null,
            1 => outcome.Values[0],
            _ => throw Refuse(Descriptors.Expression, at, TextOf(at), "a tuple can be returned by the annotated method only; use out parameters"),
        };
    }

    private Binding ReadArgument(
        IParameterSymbol definition,
        IParameterSymbol parameter,
        IOperation argument,
        IArgumentOperation? passed,
        List<(IParameterSymbol Parameter, Target Target)> byReference)
    {
        if (passed?.ArgumentKind == ArgumentKind.ParamArray)
        {
            throw Refuse(Descriptors.Expression, passed, TextOf(passed), "call it with an array");
        }

        if (TypeReader.Array(parameter.Type, _frame.TypeArguments) is not null)
        {
            return new ArrayBinding(ReadArray(argument));
        }

        ScalarType type = TypeReader.RequireScalar(parameter.Type, argument.Syntax.GetLocation(), _frame.TypeArguments);
        if (definition.RefKind is RefKind.Ref or RefKind.Out || (definition.RefKind != RefKind.None && IsPlace(argument)))
        {
            if (argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            {
                _bindings.Set(declared.Local, new ScalarBinding(type, declared.Local.Name, null));
            }

            Target target = argument is IDiscardOperation
                ? throw Refuse(Descriptors.Expression, argument, TextOf(argument), "give the out argument a name")
                : LocateTarget(argument);
            RequireOnlyName(target, definition, argument, byReference);
            byReference.Add((definition, target));
            return new ScalarBinding(type, definition.Name, definition.RefKind == RefKind.Out ? null : Current(target, argument));
        }

        return new ScalarBinding(type, definition.Name, ConvertTo(ReadScalar(argument), type, argument));
    }

    /// <summary>What an in parameter refers to; of anything else it refers to a copy.</summary>
    private static bool IsPlace(IOperation argument) =>
        argument is ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
            or IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } or { IsIndexer: true, ReturnsByRefReadonly: true } };

    /// <summary>
    /// A by-reference argument is read before the call and written after it, which is what C# does only if nothing else in the
    /// callee names the same variable.
    /// </summary>
    private void RequireOnlyName(Target target, IParameterSymbol definition, IOperation argument, List<(IParameterSymbol Parameter, Target Target)> byReference)
    {
        IMethodSymbol callee = (IMethodSymbol)definition.ContainingSymbol;
        bool isLocal = callee.MethodKind == MethodKind.LocalFunction;
        bool isPassedTwice = byReference.Any(other => other.Target.Symbol is { } symbol
            ? SymbolEqualityComparer.Default.Equals(symbol, target.Symbol)
            : target.Array is not null && other.Target.Array?.Id == target.Array.Id);
        bool isElementBesideArray = target.Array is not null
            && (isLocal || callee.Parameters.Any(p => TypeReader.Array(p.Type, _frame.TypeArguments) is not null));
        bool isCaptured = isLocal && target.Symbol is { } named
            && MethodBodies.Find(callee, compilation, cancellation) is { } body
            && AssignedSymbols.NamedIn(body, compilation, cancellation).Contains(named);
        bool isWritten = byReference.Any(other => other.Parameter.RefKind is RefKind.Ref or RefKind.Out) || definition.RefKind is RefKind.Ref or RefKind.Out;
        if ((isPassedTwice && isWritten) || isElementBesideArray || isCaptured)
        {
            throw Refuse(Descriptors.Alias, argument, TextOf(argument), "pass a copy by reference, and assign it after the call");
        }
    }

    private Dictionary<ITypeParameterSymbol, ITypeSymbol> TypeArgumentsOf(IMethodSymbol target)
    {
        Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments = new(SymbolEqualityComparer.Default);
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> outer in _frame.TypeArguments)
        {
            arguments[outer.Key] = outer.Value;
        }

        for (int i = 0; i < target.TypeArguments.Length; i++)
        {
            arguments[target.OriginalDefinition.TypeParameters[i]] = Resolved(target.TypeArguments[i]);
        }

        for (int i = 0; i < (target.ContainingType?.TypeArguments.Length ?? 0); i++)
        {
            arguments[target.ContainingType!.OriginalDefinition.TypeParameters[i]] = Resolved(target.ContainingType.TypeArguments[i]);
        }

        // A type parameter that stands for itself needs no entry: looking it up would never end.
        foreach (ITypeParameterSymbol same in arguments.Where(a => SymbolEqualityComparer.Default.Equals(a.Key, a.Value)).Select(a => a.Key).ToList())
        {
            arguments.Remove(same);
        }

        return arguments;
    }

    private ITypeSymbol Resolved(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter && _frame.TypeArguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type;
}
