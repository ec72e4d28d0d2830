using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Ref locals and elements passed by reference: other names for a variable or an element, whose index was evaluated once.</summary>
internal sealed partial class Reader
{
    /// <summary>What a ref local, or a parameter that an element was passed to, stands for.</summary>
    private sealed record ReferenceBinding(Target Target) : Binding;

    /// <summary>The variable that the symbol names or stands for; null where it stands for an element.</summary>
    private Place? PlaceOf(ISymbol symbol) => _bindings.Find(symbol) is ReferenceBinding reference ? reference.Target.Place : new Place(symbol);

    /// <summary>A parameter that an element was passed to is memory: nothing of it passes from iteration to iteration by itself.</summary>
    private bool IsElement(Place place) => place.Symbol is IParameterSymbol && _bindings.Find(place) is ReferenceBinding;

    /// <summary>The element that a variable stands for.</summary>
    private Target? FindReferredElement(IOperation variable)
    {
        ISymbol? symbol = variable switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return symbol is not null && _bindings.Find(symbol) is ReferenceBinding { Target: { Array: not null } target } ? target : null;
    }

    /// <summary>ref double r = ref x[i]: from here on r is x[i], with the i of now.</summary>
    private void BindReference(ILocalSymbol local, IOperation? referred, IOperation at)
    {
        IOperation? inner = referred;
        while (inner is IParenthesizedOperation parenthesized)
        {
            inner = parenthesized.Operand;
        }

        bool isVariableOrElement = inner is ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation
            or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IFieldReferenceOperation { Instance: not null };
        if (inner is null || !isVariableOrElement)
        {
            throw Refuse(Descriptors.Statement, at, TextOf(at), "let it refer to a variable or an element; decide with if and else, and not by reference");
        }

        _bindings.Set(local, new ReferenceBinding(LocateTarget(inner)));
    }

    /// <summary>
    /// An element that the callee may also reach by another name is passed as what it is; else it is read before the call and
    /// written after it.
    /// </summary>
    private bool IsPassedAsElement(Target target, IParameterSymbol parameter)
    {
        IMethodSymbol callee = (IMethodSymbol)parameter.ContainingSymbol;
        return target.Array is not null
            && (callee.MethodKind == MethodKind.LocalFunction
                || callee.Parameters.Any(other => other.Ordinal != parameter.Ordinal
                    && (other.RefKind != RefKind.None || ShapeReader.Find(other.Type, _frame.TypeArguments)?.HoldsMemory == true)));
    }

    private static Bundle Referring(Target target) => new([new KeyValuePair<string, Binding>("", new ReferenceBinding(target))]);
}
