using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Calls that stay calls: of an annotated method that is being read already (recursion), of a method with a declared
/// derivative, of an annotated method in a compiled assembly.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>Why a call of a method within itself cannot be differentiated here although the method is annotated; null where it can.</summary>
    public string? RecursionAdvice { get; init; }

    /// <summary>True once the annotated method was found to call itself, so that its roles must not depend on its body.</summary>
    public bool CallsItself { get; private set; }

    /// <summary>The call of a method within itself.</summary>
    private Callee ReadRecursion(IMethodSymbol target, IOperation at)
    {
        if (!ParameterAttributes.Has(target.OriginalDefinition, "DifferentiableAttribute"))
        {
            throw Refuse(Descriptors.Recursion, at, target.Name, target.MethodKind == MethodKind.LocalFunction
                ? "make it a static method with [Differentiable], or write the recursion as a loop"
                : "annotate it with [Differentiable], or write the recursion as a loop");
        }

        if (RecursionAdvice is not null)
        {
            throw Refuse(Descriptors.Recursion, at, target.Name, RecursionAdvice);
        }

        bool isAnnotated = SymbolEqualityComparer.Default.Equals(_annotated?.OriginalDefinition, target.OriginalDefinition);
        if (!isAnnotated && (target.IsGenericMethod || target.ContainingType.IsGenericType))
        {
            throw Refuse(Descriptors.Recursion, at, target.Name, "it is generic and called from another method; write it for float or double");
        }

        CallsItself |= isAnnotated;
        RequireCallable(target, at);
        List<CalleeParameter> parameters = target.Parameters.Select(p => CalleeSignature.Parameter(p, CalleeSignature.RoleInRecursion(p))).ToList();
        return CalleeOf(target, parameters, NameOf(target, CalleeSignature.StemOf(target.Name) + "Backward"));
    }

    /// <summary>The callee whose derivative is declared or compiled; null for any other method.</summary>
    private Callee? FindOuter(IMethodSymbol target, IOperation at)
    {
        IMethodSymbol definition = target.OriginalDefinition;
        IAssemblySymbol? elsewhere = SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, compilation.Assembly) ? null : target.ContainingAssembly;
        IMethodSymbol? declared = DeclaredDerivatives.Of(compilation, cancellation).Find(definition)
            ?? (elsewhere is null ? null : DeclaredDerivatives.In(elsewhere).Find(definition));
        if (declared is null && !(elsewhere is not null && ParameterAttributes.Has(definition, "DifferentiableAttribute")))
        {
            return null;
        }

        if (target.ContainingType.IsGenericType)
        {
            throw Refuse(Descriptors.UnknownFunction, at, target.Name, "derivatives of methods of generic types cannot be declared or taken from an assembly; let the method be generic, not its type");
        }

        target = target.IsGenericMethod ? definition.Construct(target.TypeArguments.Select(Resolved).ToArray()) : target;
        if (declared is not null)
        {
            if (CalleeSignature.Match(target, declared) is not { } roles)
            {
                // In this project it is reported where it is declared.
                throw SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, compilation.Assembly)
                    ? new RefusedException(null)
                    : Refuse(Descriptors.UnknownFunction, at, $"{target.ContainingType.Name}.{target.Name}", $"its assembly declares {declared.Name} to be its derivative, which has another signature");
            }

            RequireCallable(target, at);
            return CalleeOf(target, roles.Select(role => role with { IsWrittenInFull = true }).ToList(), NameOf(target, Accessible(declared, at)));
        }

        RequireCallable(target, at);
        string name = CalleeSignature.StemOf(target.Name) + "Backward";
        foreach (IMethodSymbol backward in target.ContainingType.GetMembers(name).OfType<IMethodSymbol>())
        {
            if (CalleeSignature.Match(target, backward, isGenerated: true) is { } roles)
            {
                return CalleeOf(target, roles, NameOf(target, Accessible(backward, at)));
            }
        }

        throw Refuse(
            Descriptors.UnknownFunction, at, $"{target.ContainingType.Name}.{target.Name}",
            $"its assembly has no {name} with the signature that this version generates; build that assembly again with this version of SymbolicGrad");
    }

    private IMethodSymbol Accessible(IMethodSymbol backward, IOperation at) => _annotated is null || compilation.IsSymbolAccessibleWithin(backward, _annotated.ContainingType)
        ? backward
        : throw Refuse(Descriptors.UnknownFunction, at, backward.Name, "it is not accessible from here; make it internal or public");

    private static Callee CalleeOf(IMethodSymbol target, List<CalleeParameter> parameters, string backward) => new(
        "", parameters.ToEquatableArray(), target.ReturnsVoid ? null : CalleeSignature.Scalar(target.ReturnType), backward);

    private static void RequireCallable(IMethodSymbol target, IOperation at)
    {
        if (!target.IsStatic)
        {
            throw Refuse(Descriptors.UnknownFunction, at, target.Name, "only static methods can be called without reading them; make it static");
        }

        if (!target.ReturnsVoid && CalleeSignature.Scalar(target.ReturnType) is null)
        {
            throw Refuse(Descriptors.Type, at, target.ReturnType.ToDisplayString(), "return one number from it, and hand back others by out parameters");
        }

        foreach (IParameterSymbol parameter in target.Parameters)
        {
            if (TypeReader.Array(parameter.Type) is { } array
                ? array.Storage is ArrayStorage.Array or ArrayStorage.RectangularArray or ArrayStorage.Jagged || parameter.RefKind != RefKind.None
                : CalleeSignature.Scalar(parameter.Type) is null || parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.Ref or RefKind.Out))
            {
                throw Refuse(
                    Descriptors.Type, at, parameter.Type.ToDisplayString(),
                    $"the parameter '{parameter.Name}' of a method that stays a call has to be a number, a span or a Span2D");
            }
        }
    }

    private string NameOf(IMethodSymbol target, IMethodSymbol backward) => NameOf(CalleeSignature.ForArgumentsOf(target, backward), backward.Name);

    /// <summary>As the generated file writes it: bare inside its own type, else in full.</summary>
    private string NameOf(IMethodSymbol method, string name)
    {
        string typeArguments = method.TypeArguments.Length == 0
            ? ""
            : $"<{string.Join(", ", method.TypeArguments.Select(type => Resolved(type).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)))}>";
        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _annotated?.ContainingType.OriginalDefinition);
        return (isOwn ? "" : method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".") + name + typeArguments;
    }

    /// <summary>The call itself, between the copies that give it memory of its own.</summary>
    private Operand? ReadOuterCall(IMethodSymbol target, Callee callee, IOperation at, List<IOperation> arguments)
    {
        if (arguments.Count != callee.Parameters.Count)
        {
            throw new RefusedException(null);
        }

        List<(CalleeParameter Parameter, ArrayView? View, Operand? Scalar, Target? Target)> read = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            CalleeParameter parameter = callee.Parameters[i];
            if (parameter.IsArray)
            {
                read.Add((parameter, RequireRank(ReadArray(arguments[i]), parameter.Rank, at), null, null));
            }
            else if (parameter.Role == ParameterRole.Input)
            {
                read.Add((parameter, null, ConvertTo(ReadScalar(arguments[i]), parameter.Type, arguments[i]), null));
            }
            else
            {
                read.Add((parameter, null, null, LocateHandedBack(arguments[i], parameter)));
            }
        }

        RequireApart(read.Where(r => r.View is not null).Select(r => (r.Parameter, r.View!)).ToList(), read.Select(r => r.Target).OfType<Target>().ToList(), at);
        List<KernelArgument> passed = [];
        List<(ArrayView View, ArrayView Scratch)> written = [];
        List<Value> results = callee.Return is null ? [] : [ids.NewValue(callee.Return)];
        List<(Target Target, Value Final)> finals = [];
        foreach ((CalleeParameter parameter, ArrayView? view, Operand? scalar, Target? place) in read)
        {
            if (view is not null)
            {
                ArrayView scratch = CopyIn(view, parameter, at);
                passed.Add(Whole(scratch));
                if (parameter.Role != ParameterRole.Input)
                {
                    written.Add((view, scratch));
                }
            }
            else if (place is null)
            {
                passed.Add(new ScalarArgument(scalar!));
            }
            else
            {
                if (parameter.Role == ParameterRole.InOut)
                {
                    passed.Add(new ScalarArgument(Current(place, at)));
                }

                Value final = ids.NewValue(parameter.Type);
                results.Add(final);
                finals.Add((place, final));
            }
        }

        _block.Add(new Call(callee with { Name = NameOf(target, target.Name) }, passed.ToEquatableArray(), results.ToEquatableArray()) { Origin = OriginOf(at) });
        foreach ((ArrayView view, ArrayView scratch) in written)
        {
            CopyOut(scratch, view, at);
        }

        foreach ((Target place, Value final) in finals)
        {
            Assign(place, final, at);
        }

        return callee.Return is null ? null : results[0];
    }

    /// <summary>All of the call's own memory.</summary>
    private static KernelArgument Whole(ArrayView scratch, bool isWhole = false) => scratch.Rank == 1
        ? new SectionArgument(scratch.Array, null, Constant.Int(0), scratch.Lengths[0], isWhole)
        : new MatrixArgument(scratch.Array, Constant.Int(0), scratch.Lengths[0], Constant.Int(0), scratch.Lengths[1], isWhole);

    private void CopyOut(ArrayView scratch, ArrayView view, IOperation at) => ForEach(at, view, position =>
        _block.Add(new Store(view.Array, ElementOf(view, position, at), _block.Load(scratch.Array, position, origin: OriginOf(at))) { Origin = OriginOf(at) }));

    private Target LocateHandedBack(IOperation argument, CalleeParameter parameter)
    {
        if (argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
        {
            DeclarePlace(new Place(declared.Local), ShapeOf(declared.Type, argument));
        }

        bool isVariable = argument is IDeclarationExpressionOperation or IParameterReferenceOperation or ILocalReferenceOperation { Local.RefKind: RefKind.None };
        return isVariable && argument.Type is { } type && CalleeSignature.Scalar(type)?.Kind == parameter.Type.Kind
            ? LocateTarget(argument)
            : throw Refuse(Descriptors.Expression, argument, TextOf(argument), "pass a local by reference, and assign it after the call");
    }

    /// <summary>What the method writes is nothing else that it is given.</summary>
    private static void RequireApart(List<(CalleeParameter Parameter, ArrayView View)> arrays, List<Target> places, IOperation at)
    {
        for (int i = 0; i < arrays.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool isWritten = arrays[i].Parameter.Role != ParameterRole.Input || arrays[j].Parameter.Role != ParameterRole.Input;
                if (isWritten && arrays[i].View.Array.Id == arrays[j].View.Array.Id)
                {
                    throw Refuse(Descriptors.Alias, at, arrays[i].View.Array.Name, "the call may write memory that it is also given by another argument; pass a copy");
                }
            }
        }

        for (int i = 0; i < places.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (places[i].Place is { } left && places[j].Place is { } right && left.Overlaps(right))
                {
                    throw Refuse(Descriptors.Alias, at, left.Name, "pass two variables");
                }
            }
        }
    }

    /// <summary>Memory of the call's own with what the view holds.</summary>
    private ArrayView CopyIn(ArrayView view, CalleeParameter parameter, IOperation at)
    {
        ArrayVariable array = ids.NewArray(parameter.Name, view.Array.Element, view.Rank, ArrayStorage.Scratch);
        _block.Add(new Allocate(array, view.Lengths, Zeroed: false) { Origin = OriginOf(at) });
        if (parameter is not { Role: ParameterRole.Output, IsWrittenInFull: true })
        {
            ForEach(at, view, position =>
            {
                Value element = _block.Load(view.Array, ElementOf(view, position, at), origin: OriginOf(at));

                // What an output held before is the same after it where it is not written, but no input of the derivative.
                bool isOverwritten = parameter.Role == ParameterRole.Output && element.Type.IsFloating;
                _block.Add(new Store(array, position, isOverwritten ? Compute(Barriers.Stop, at, element) : element) { Origin = OriginOf(at) });
            });
        }

        return new ArrayView(array, null, view.Lengths.Select(_ => (Operand)Constant.Int(0)).ToEquatableArray(), view.Lengths);
    }

    private void ForEach(IOperation at, ArrayView view, Action<EquatableArray<Operand>> body) => Elementwise(at, view.Lengths[0], i =>
    {
        if (view.Rank == 1)
        {
            body([i]);
        }
        else
        {
            Elementwise(at, view.Lengths[1], j => body([i, j]));
        }
    });

    private EquatableArray<Operand> ElementOf(ArrayView view, EquatableArray<Operand> position, IOperation at) =>
        Indices(view, position.Select((index, axis) => Sum(view.Offsets[axis], index, at)).ToArray());
}
