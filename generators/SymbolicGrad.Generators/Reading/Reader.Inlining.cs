using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Methods with source, read in place of their calls: parameters bound to arguments, references written back.</summary>
internal sealed partial class Reader
{
    /// <summary>The method's body in place of the call, with its parameters bound to the arguments; null where it returns nothing.</summary>
    private Bundle? ReadInlined(IMethodSymbol target, IOperation at, List<IOperation> arguments, List<IArgumentOperation>? passed, IOperation? instance = null)
    {
        if (FindDerivative(target, at) is { } derivative)
        {
            return Inline(target, at, arguments, passed, null, () => ReadDerivative(target, derivative, at));
        }

        if (ShapeReader.IsVector(target.ContainingType))
        {
            return ReadNumerics(target, at, arguments, instance);
        }

        bool isOwn = target.MethodKind == MethodKind.LocalFunction || target.IsStatic || ((IsStructure(instance?.Type) || IsAnnotatedInstance(instance)) && !IsReplaceable(target));
        if (!isOwn || target.IsAsync || MethodBodies.Find(target, compilation, cancellation) is not { } body)
        {
            throw Refuse(
                Descriptors.UnknownFunction,
                at,
                target.ContainingType is null ? target.Name : $"{target.ContainingType.Name}.{target.Name}",
                Advice.ForCall(target) ?? (isOwn ? "its source is not in this project; write the function here, or state its derivative by [BackwardOf]" : "only static methods, local functions, and methods of structs and of the instance itself that nothing overrides can be called"));
        }

        if (target.OriginalDefinition.ReturnsByRef || target.OriginalDefinition.ReturnsByRefReadonly)
        {
            throw Refuse(Descriptors.Type, at, "ref " + target.ReturnType.ToDisplayString(), "return the value");
        }

        return Inline(target, at, arguments, passed, instance, () => ReadBody(body));
    }

    /// <summary>The method is the annotated one or is being inlined: it calls itself.</summary>
    private bool IsBeingRead(IMethodSymbol target)
    {
        for (CallFrame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method?.OriginalDefinition, target.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private Bundle? Inline(
        IMethodSymbol target, IOperation at, List<IOperation> arguments, List<IArgumentOperation>? passed, IOperation? instance, Func<Outcome> read)
    {
        if (IsBeingRead(target))
        {
            throw Refuse(Descriptors.Recursion, at, target.Name, "write the recursion as a loop");
        }

        IMethodSymbol definition = target.OriginalDefinition;
        if (arguments.Count != definition.Parameters.Length)
        {
            throw new RefusedException(null);
        }

        // The instance of an annotated class method is no value: its members are constants, in its other methods too.
        Bundle? state = IsAnnotatedInstance(instance) && IsStructure(instance!.Type) ? ReadAny(instance) : null;
        instance = IsAnnotatedInstance(instance) && state is null ? null : instance;
        Bindings caller = _bindings;
        Bindings callee = target.MethodKind == MethodKind.LocalFunction ? caller : new Bindings();
        List<Handover> byReference = [];
        Bundle? self = instance is null ? null : BindInstance(target, instance, byReference);
        List<Bundle> bound = [];
        for (int i = 0; i < definition.Parameters.Length; i++)
        {
            bound.Add(ReadArgument(definition.Parameters[i], target.Parameters[i], arguments[i], passed?[i], byReference));
        }

        // A reference is looked through when the method begins: a later argument may have changed what it refers to.
        foreach (Handover passing in byReference.Where(passing => passing.Parameter is { RefKind: not RefKind.Out }))
        {
            int i = passing.Parameter!.Ordinal;
            bound[i] = passing.Shape.IsStructure
                ? ReadPlace(passing.Outside.Place!.Value, passing.Shape, arguments[i])
                : Bundle.Of(Current(passing.Outside, arguments[i]));
        }

        // An instance that is a variable is looked at when the method begins: an argument may have changed it.
        List<KeyValuePair<Place, Binding>> entry = [];
        if (instance is not null)
        {
            self = FindPlace(instance) is { } place ? ReadPlace(place, ShapeOf(instance.Type, instance), instance) : self;
            entry.AddRange(self!.Leaves.Select(leaf => new KeyValuePair<Place, Binding>(This(definition.ContainingType).Inside(leaf.Key), leaf.Value)));
        }

        // Only now: an argument may itself be a call of the same local function, whose parameters are these.
        for (int i = 0; i < bound.Count; i++)
        {
            IParameterSymbol parameter = definition.Parameters[i];
            entry.AddRange(bound[i].Leaves.Select(leaf => new KeyValuePair<Place, Binding>(
                new Place(parameter, leaf.Key), leaf.Value is ScalarBinding scalar ? scalar with { Name = parameter.Name + leaf.Key } : leaf.Value)));
        }

        CallFrame outer = _frame;
        entry.ForEach(binding => callee.Set(binding.Key, binding.Value));
        _frame = new CallFrame(definition, TypeArgumentsOf(target)) { Caller = outer, Site = OriginOf(at) };
        _bindings = callee;
        Outcome outcome = read();
        Bundle? result = definition.ReturnsVoid || definition.MethodKind == MethodKind.Constructor ? null : Returned(outcome, ShapeOf(definition.ReturnType, at), at);
        if (callee == caller)
        {
            caller = _bindings;
        }

        if (state is not null && !ReadPlace(This(definition.ContainingType), ShapeOf(definition.ContainingType, at), at).Leaves.Select(leaf => leaf.Value is ScalarBinding scalar ? scalar.Value : null)
            .SequenceEqual(state.Leaves.Select(leaf => (leaf.Value as ScalarBinding)?.Value)))
        {
            throw Refuse(Descriptors.State, at, TextOf(at), "it changes the instance; return the new value");
        }

        List<Bundle> finals = byReference.Select(passing => passing.IsWritten ? ReadPlace(passing.Inside, passing.Shape, at) : new Bundle([])).ToList();
        _frame = outer;
        _bindings = caller;
        for (int i = 0; i < byReference.Count; i++)
        {
            if (byReference[i].IsWritten)
            {
                AssignBack(byReference[i], finals[i], at);
            }
        }

        return result;
    }

    private static Bundle Returned(Outcome outcome, Shape shape, IOperation at) => outcome.Values.Count == shape.Leaves.Count
        ? new Bundle(shape.Leaves.Select((leaf, i) => new KeyValuePair<string, Binding>(leaf.Path, new ScalarBinding(leaf.Scalar!, leaf.Path, outcome.Values[i]))).ToList())
        : throw Refuse(Descriptors.Expression, at, TextOf(at), "it does not return a value on every path");

    /// <summary>An argument passed by reference, the instance of a method included.</summary>
    /// <param name="Inside">What the callee calls it.</param>
    /// <param name="Outside">What the caller calls it.</param>
    /// <param name="Shape">Its leaves.</param>
    /// <param name="IsWritten">Whether the callee may change it.</param>
    private sealed record Handover(Place Inside, Target Outside, Shape Shape, bool IsWritten)
    {
        /// <summary>Null for an instance.</summary>
        public IParameterSymbol? Parameter { get; init; }
    }

    private void AssignBack(Handover passing, Bundle final, IOperation at)
    {
        if (final.Leaves.FirstOrDefault(leaf => leaf.Value is ScalarBinding { Value: null } or ArrayBinding { View: null }) is { Value: not null } unassigned)
        {
            throw Refuse(Descriptors.Expression, at, passing.Inside.Name + unassigned.Key, "it is not assigned on every path");
        }

        if (passing.Outside.Place is { } place && passing.Shape.IsStructure)
        {
            AssignPlace(place, final);
        }
        else
        {
            Assign(passing.Outside, ScalarIn(final, at), at);
        }
    }

    /// <summary>The instance of a called method: passed by reference where it is a variable that the method may change.</summary>
    private Bundle? BindInstance(IMethodSymbol target, IOperation instance, List<Handover> byReference)
    {
        if (FindPlace(instance) is not { } place)
        {
            return ReadAny(instance);
        }

        if (!target.IsReadOnly && IsWritable(instance))
        {
            byReference.Add(new Handover(This(target.OriginalDefinition.ContainingType), new Target(place, null, []), ShapeOf(instance.Type, instance), true));
        }

        return null;
    }

    private Bundle ReadArgument(
        IParameterSymbol definition, IParameterSymbol parameter, IOperation argument, IArgumentOperation? passed, List<Handover> byReference)
    {
        if (passed?.ArgumentKind == ArgumentKind.ParamArray)
        {
            throw Refuse(Descriptors.Expression, passed, TextOf(passed), "call it with an array");
        }

        if (TypeReader.Array(parameter.Type, _frame.TypeArguments) is not null)
        {
            return Bundle.Of(ReadMemory(argument));
        }

        Shape shape = ShapeOf(parameter.Type, argument);
        if (definition.RefKind is RefKind.Ref or RefKind.Out || (definition.RefKind != RefKind.None && IsPlace(argument)))
        {
            if (argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            {
                DeclarePlace(new Place(declared.Local), shape);
            }

            if (argument is IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation })
            {
                return Unassigned(shape);
            }

            Target target = LocateTarget(argument);
            if (IsPassedAsElement(target, definition))
            {
                return Referring(target);
            }

            RequireOnlyName(target, definition, argument, byReference);
            byReference.Add(new Handover(new Place(definition), target, shape, definition.RefKind is RefKind.Ref or RefKind.Out) { Parameter = definition });
            return Unassigned(shape);
        }

        return Converted(ReadAny(argument), shape, argument);
    }

    private static Bundle Unassigned(Shape shape) => new(shape.Leaves
        .Select(leaf => new KeyValuePair<string, Binding>(leaf.Path, leaf.Scalar is { } type ? new ScalarBinding(type, leaf.Path, null) : new ArrayBinding(null)))
        .ToList());

    /// <summary>What an in parameter refers to; of anything else it refers to a copy.</summary>
    private bool IsPlace(IOperation argument) =>
        FindPlace(argument) is not null
        || FindReferredElement(argument) is not null
        || argument is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
            or IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } or { IsIndexer: true, ReturnsByRefReadonly: true } };

    /// <summary>
    /// A by-reference argument is read before the call and written after it, which is what C# does only if nothing else in the
    /// callee names the same variable.
    /// </summary>
    private void RequireOnlyName(Target target, IParameterSymbol definition, IOperation argument, List<Handover> byReference)
    {
        IMethodSymbol callee = (IMethodSymbol)definition.ContainingSymbol;
        bool isLocal = callee.MethodKind == MethodKind.LocalFunction;
        bool isWritten = definition.RefKind is RefKind.Ref or RefKind.Out;
        bool isPassedTwice = byReference.Any(other => (isWritten || other.IsWritten) && (other.Outside.Place is { } place
            ? target.Place?.Overlaps(place) == true
            : target.Array is not null && other.Outside.Array?.Id == target.Array.Id));
        bool isElementBesideArray = target.Array is not null
            && (isLocal || callee.Parameters.Any(p => ShapeReader.Find(p.Type, _frame.TypeArguments)?.HoldsMemory == true));
        bool isCaptured = isLocal && target.Place is { Symbol: var named }
            && MethodBodies.Find(callee, compilation, cancellation) is { } body
            && AssignedSymbols.NamedIn(body, compilation, cancellation).Contains(named);
        if (isPassedTwice || isElementBesideArray || isCaptured)
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
