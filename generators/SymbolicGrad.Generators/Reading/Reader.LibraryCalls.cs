using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Library functions on whole memory that stay calls, so that their results keep every bit. Their derivatives are those of the loops
/// that they stand for, which are read too, as a function of their own.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>True where every value has to be the method's own to the last bit: no loop may stand for a library function that computes otherwise.</summary>
    public bool KeepsBits { get; init; }

    private Operand? ReadLibraryCall(
        IInvocationOperation invocation,
        IReadOnlyList<VectorArgument> sources,
        IReadOnlyList<ArrayView> targets,
        Func<IReadOnlyList<VectorArgument>, IReadOnlyList<ArrayView>, Operand?> loops)
    {
        Function function = ReadFunction(invocation.TargetMethod, sources, targets, loops);
        Callee callee = new(
            NameOf(invocation.TargetMethod, invocation.TargetMethod.Name).Substring($"global::{LibraryLoops.Namespace}.".Length),
            function.Parameters.Select(ParameterOf).ToEquatableArray(),
            function.Returns.Count == 0 ? null : function.Returns[0].Type,
            BackwardName: null)
        {
            Namespace = LibraryLoops.Namespace,
            Derivatives = Pipeline.DeriveForCalls(function),
        };

        // As much of a target as the library writes.
        Operand length = LengthOf(sources);
        List<ArrayView> written = targets.Select(target => target with { Lengths = [length] }).ToList();
        List<KernelArgument> arguments = [];
        for (int i = 0; i < sources.Count; i++)
        {
            arguments.Add(sources[i].View is { } view ? Whole(CopyIn(view, callee.Parameters[i], invocation), isWhole: true) : new ScalarArgument(sources[i].Scalar!));
        }

        List<ArrayView> results = written.Select((view, i) => CopyIn(view, callee.Parameters[sources.Count + i], invocation)).ToList();
        Value? returned = callee.Return is null ? null : ids.NewValue(callee.Return);
        _block.Add(new Call(callee, arguments.Concat(results.Select(result => Whole(result, isWhole: true))).ToEquatableArray(), returned is null ? [] : [returned]) { Origin = OriginOf(invocation) });
        for (int i = 0; i < written.Count; i++)
        {
            CopyOut(results[i], written[i], invocation);
        }

        return returned;
    }

    /// <summary>The loops as a function with the library function's parameters.</summary>
    private Function ReadFunction(
        IMethodSymbol method,
        IReadOnlyList<VectorArgument> sources,
        IReadOnlyList<ArrayView> targets,
        Func<IReadOnlyList<VectorArgument>, IReadOnlyList<ArrayView>, Operand?> loops)
    {
        List<Parameter> parameters = [];
        ArrayView Memory(ArrayView like, ArrayStorage storage, ParameterRole role)
        {
            string name = method.Parameters[parameters.Count].Name;
            ArrayVariable array = ids.NewArray(name, like.Array.Element, 1, storage);
            parameters.Add(new ArrayParameter(array, name, role, array.Element.IsFloating));
            return new ArrayView(array, null, [Constant.Int(0)], [_block.Dimension(array, 0)]);
        }

        VectorArgument Number(Operand like)
        {
            string name = method.Parameters[parameters.Count].Name;
            Value value = ids.NewValue(like.Type, name);
            parameters.Add(new ScalarParameter(value, name, ParameterRole.Input, like.Type.IsFloating));
            return new VectorArgument(null, value);
        }

        Operand? result = null;
        (BlockBuilder block, _) = InBranch(() =>
        {
            List<VectorArgument> inputs = sources
                .Select(source => source.View is { } view ? new VectorArgument(Memory(view, ArrayStorage.ReadOnlySpan, ParameterRole.Input), null) : Number(source.Scalar!))
                .ToList();
            result = loops(inputs, targets.Select(target => Memory(target, ArrayStorage.Span, ParameterRole.Output)).ToList());
        });
        return new Function(
            method.Name, parameters.ToEquatableArray(), result is null ? [] : [new ReturnElement(result.Type, null)], block.ToBlock(result is null ? [] : [result]), ids.Next);
    }

    private static CalleeParameter ParameterOf(Parameter parameter) => parameter switch
    {
        ArrayParameter array => new CalleeParameter(array.Name, array.Array.Element, 1, array.Role, array.IsDifferentiable) { IsWrittenInFull = array.Role == ParameterRole.Output },
        ScalarParameter scalar => new CalleeParameter(scalar.Name, scalar.Value.Type, 0, scalar.Role, scalar.IsDifferentiable),
        _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
    };
}
