using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>How a local variable is filled before it is trained, where that is certain.</summary>
/// <param name="Filling">By what.</param>
/// <param name="Place">Where.</param>
/// <param name="Number">What all elements are, where they are equal and it is known.</param>
internal sealed record FirstValue(Filling Filling, IOperation Place, double? Number)
{
    private const string Initialisers = "Initialisation";

    private static readonly HashSet<string> Reading = ["Length", "LongLength", "GetLength", "Rank", "Height", "Width"];

    /// <summary>True of a matrix with one row or one column: there are no units that could be equal.</summary>
    public bool IsOfOneUnit { get; init; }

    /// <summary>
    /// Null where something else than the known ways touches the variable before the call, where a branch decides, or a function inside the method has it: what
    /// is trained in a call before this one is that call's matter.
    /// </summary>
    public static FirstValue? Of(ILocalSymbol local, IInvocationOperation call)
    {
        IOperation root = call;
        while (root.Parent is { } parent)
        {
            if (root is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return null;
            }

            root = parent;
        }

        FirstValue? value = null;
        foreach (IOperation operation in root.Descendants().TakeWhile(operation => operation != call))
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
            {
                value = declarator.Initializer is { Value: var initial } ? Declared(Unconverted(initial)) : null;
                if (value is null)
                {
                    return null;
                }
            }
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                (bool isKnown, FirstValue? filled) = Use(reference, call);
                if (!isKnown)
                {
                    return null;
                }

                value = filled is null ? value : filled with { IsOfOneUnit = value?.IsOfOneUnit == true };
            }
        }

        return value;
    }

    /// <summary>The variable that is passed, as it is or as a span of all of it.</summary>
    public static ILocalSymbol? Passed(IOperation argument) => Unconverted(argument) switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsSpan2D" } whole when ArgumentsOf(whole) is [var only] => Passed(only),
        _ => null,
    };

    private static FirstValue? Declared(IOperation initial) => initial switch
    {
        { ConstantValue: { HasValue: true, Value: IConvertible number and not string } } => new FirstValue(Filling.Equal, initial, Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)),
        IArrayCreationOperation { Initializer: null } array => new FirstValue(Filling.Equal, array, 0)
        {
            IsOfOneUnit = array.DimensionSizes.Any(size => size.ConstantValue is { HasValue: true, Value: 1 }),
        },
        _ => null,
    };

    /// <summary>Whether the use is understood, and what it fills the variable with, if it does.</summary>
    private static (bool IsKnown, FirstValue? Filled) Use(ILocalReferenceOperation reference, IInvocationOperation call)
    {
        IOperation whole = reference;
        while (whole.Parent is IConversionOperation || (Receiver(whole) is { TargetMethod.Name: "AsSpan" or "AsSpan2D" } view && ArgumentsOf(view).Count == 1))
        {
            whole = whole.Parent is IConversionOperation conversion ? conversion : Receiver(whole)!;
        }

        if (whole.Parent is IMemberReferenceOperation { Member.Name: var member } && Reading.Contains(member))
        {
            return (true, null);
        }

        if ((Receiver(whole) ?? (whole.Parent as IArgumentOperation)?.Parent as IInvocationOperation) is not { } use)
        {
            return (false, null);
        }

        if (Reading.Contains(use.TargetMethod.Name) || (whole.Parent is IArgumentOperation { Parameter.Type: INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlySpan2D" } } && !IsDerivative(use.TargetMethod)))
        {
            return (true, null);
        }

        FirstValue? filled = Filled(use);
        return (filled is not null && !IsConditional(use, call), filled);
    }

    private static FirstValue? Filled(IInvocationOperation use)
    {
        IReadOnlyList<IOperation> given = ArgumentsOf(use);
        string owner = use.TargetMethod.ContainingType.Name, name = use.TargetMethod.Name;
        return (owner, name, given.Count) switch
        {
            ("Array" or "Span" or "Span2D", "Fill", 2) or (Initialisers, "Constant", 2) => new FirstValue(Filling.Equal, use, NumberOf(given[1])),
            ("Array" or "Span" or "Span2D", "Clear", 1) => new FirstValue(Filling.Equal, use, 0),
            (Initialisers, _, _) when name.StartsWith("Xavier", StringComparison.Ordinal) =>
                new FirstValue(use.Arguments.All(argument => argument.Parameter?.Name != "gain" || argument.ArgumentKind == ArgumentKind.DefaultValue) ? Filling.Xavier : Filling.Other, use, null),
            (Initialisers, _, _) when name.StartsWith("He", StringComparison.Ordinal) => new FirstValue(Filling.He, use, null),
            (Initialisers, "Normal" or "TruncatedNormal" or "Uniform", _) => new FirstValue(Filling.Other, use, null),
            _ => null,
        };
    }

    /// <summary>A member that was generated: what is passed to it has been trained.</summary>
    private static bool IsDerivative(IMethodSymbol method) =>
        method.Name.EndsWith("Gradient", StringComparison.Ordinal) || method.Name.EndsWith("Backward", StringComparison.Ordinal);

    /// <summary>A branch that the call is not in.</summary>
    private static bool IsConditional(IOperation use, IInvocationOperation call)
    {
        for (IOperation? around = use.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ITryOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                && !around.Syntax.Span.Contains(call.Syntax.Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The call that the value is the receiver of, as an instance or as the first argument of an extension.</summary>
    private static IInvocationOperation? Receiver(IOperation value) => value.Parent switch
    {
        IInvocationOperation invocation when invocation.Instance == value => invocation,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } extension, Parameter.Ordinal: 0 } => extension,
        _ => null,
    };

    /// <summary>The receiver, if there is one, and the arguments that are written, in the order of the parameters.</summary>
    private static IReadOnlyList<IOperation> ArgumentsOf(IInvocationOperation invocation)
    {
        IEnumerable<IOperation> arguments = invocation.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value);
        return [.. invocation.Instance is { } instance ? arguments.Prepend(instance) : arguments];
    }

    private static double? NumberOf(IOperation value) => Unconverted(value) switch
    {
        { ConstantValue: { HasValue: true, Value: IConvertible number and not string } } => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture),
        IPropertyReferenceOperation { Property: { Name: "Zero", IsStatic: true } } => 0,
        IPropertyReferenceOperation { Property: { Name: "One", IsStatic: true } } => 1,
        _ => null,
    };

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}

/// <summary>What a variable is filled with.</summary>
internal enum Filling
{
    Other,

    /// <summary>One number everywhere.</summary>
    Equal,

    /// <summary>Deviation √(2/(fanIn + fanOut)).</summary>
    Xavier,

    /// <summary>Deviation √(2/fanIn).</summary>
    He,
}
