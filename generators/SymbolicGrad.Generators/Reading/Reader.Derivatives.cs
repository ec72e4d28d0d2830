using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Calls of declared derivatives of other annotated methods. What is inlined is the derivative's own IR, so that
/// differentiating the caller differentiates it again; inner and outer derivatives are different values and cannot be taken
/// for each other.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>The annotated method being read, after those that called for a derivative of it.</summary>
    public IReadOnlyList<IMethodSymbol> Differentiated { get; init; } = [];

    /// <summary>The derivative that a called method is, before scheduling; null where it is none.</summary>
    private Function? FindDerivative(IMethodSymbol target, IOperation at)
    {
        IMethodSymbol declared = target.OriginalDefinition;
        declared = declared.PartialDefinitionPart ?? declared;
        if (!DeclaredMembers.IsDeclared(declared))
        {
            return DeclaredMembers.IsGenerated(declared)
                ? throw Refuse(
                    Descriptors.UnknownFunction, at, target.Name, $"declare it beside the annotated method, so that it can be differentiated again: public static partial {DeclaredMembers.SignatureOf(declared)};")
                : null;
        }

        IMethodSymbol? annotated = declared.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(method => ParameterAttributes.Has(method, "DifferentiableAttribute") && DeclaredMembers.Of(method).Contains(declared, SymbolEqualityComparer.Default));
        if (annotated is null)
        {
            return null;
        }

        annotated = annotated.PartialImplementationPart ?? annotated;
        if (Differentiated.Contains(annotated, SymbolEqualityComparer.Default))
        {
            throw Refuse(Descriptors.Recursion, at, annotated.Name, "a method cannot be part of its own derivative");
        }

        if (!annotated.IsStatic || annotated.Parameters.Any(parameter => IsStructure(parameter.Type)) || IsStructure(annotated.ReturnType))
        {
            throw Refuse(Descriptors.NotYet, at, "the derivative of a derivative with structures or of an instance method", "declare it for a static method of numbers and spans");
        }

        if (declared.Arity > 0 || declared.ContainingType.IsGenericType)
        {
            throw Refuse(Descriptors.UnknownFunction, at, target.Name, "derivatives of generic methods cannot be differentiated again; write the method for one type");
        }

        AttributeData attribute = annotated.GetAttributes().Concat(annotated.PartialDefinitionPart?.GetAttributes() ?? [])
            .First(a => a.AttributeClass?.Name == "DifferentiableAttribute");
        ReadResult read = MethodReader.Read(annotated, attribute, compilation, Differentiated, cancellation);
        DifferentiableMethod method = read.Method ?? throw new RefusedException(read.Refusal);
        if (method.Function.Parameters.Any(parameter => parameter is ArrayParameter { Array.Storage: ArrayStorage.Jagged }))
        {
            throw Refuse(Descriptors.NotYet, at, "the derivative of a derivative with jagged arrays", "pass a matrix, or one array and the rows' starts");
        }

        return method.Function.Parameters.Any(parameter => parameter.IsMember)
            ? throw Refuse(Descriptors.NotYet, at, "the derivative of a derivative that reads fields or properties", "pass them as parameters")
            : Derive(method, declared, annotated, at);
    }

    private static Function Derive(DifferentiableMethod method, IMethodSymbol declared, IMethodSymbol annotated, IOperation at)
    {
        Function? derived;
        try
        {
            derived = Pipeline.DeriveForNesting(method, DeclaredMembers.KindOf(declared, annotated)!.Value);
        }
        catch (RefusalException refusal)
        {
            // The annotated method itself is refused too, with the reason at its place.
            throw Refuse(Descriptors.UnknownFunction, at, declared.Name, refusal.Refusal.Detail);
        }

        if (derived is null)
        {
            throw Refuse(Descriptors.UnknownFunction, at, declared.Name, "a taped pair cannot be differentiated again; call Gradient or Backward");
        }

        // Another signature, or the backward method that reads a tape.
        return derived.Parameters.Count == declared.Parameters.Length
            ? derived
            : throw Refuse(Descriptors.UnknownFunction, at, declared.Name, "its signature is not that of a derivative that can be differentiated again");
    }

    private Outcome ReadDerivative(IMethodSymbol target, Function derivative, IOperation at)
    {
        EquatableArray<IParameterSymbol> parameters = target.OriginalDefinition.Parameters.ToEquatableArray();
        Inlining inlining = new(_block);
        List<(ArrayVariable Array, bool IsWritten)> memory = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            switch (derivative.Parameters[i], _bindings.Find(parameters[i]))
            {
                case (ScalarParameter { Role: ParameterRole.Output }, _):
                    break;
                case (ScalarParameter scalar, ScalarBinding { Value: { } value }):
                    inlining.Bind(scalar.Value, value);
                    break;
                case (ArrayParameter array, ArrayBinding { View: { } view }) when view.Rank == array.Array.Rank:
                    inlining.Bind(array.Array, new ArrayArgument(view.Array, view.Lengths, (block, indices) => InView(view, block, indices)));
                    memory.Add((view.Array, array.Role != ParameterRole.Input));
                    break;
                default:
                    throw Refuse(Descriptors.Expression, at, TextOf(at), $"'{parameters[i].Name}' is not given as the derivative takes it");
            }
        }

        if (memory.Any(written => written.IsWritten && memory.Count(other => other.Array.Id == written.Array.Id) > 1))
        {
            throw Refuse(Descriptors.Alias, at, TextOf(at), "give each gradient memory of its own");
        }

        EquatableArray<Operand> yields = inlining.Append(derivative);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (derivative.Parameters[i] is ScalarParameter { Role: not ParameterRole.Input } written)
            {
                _bindings.Set(parameters[i], new ScalarBinding(written.Value.Type, written.Name, yields[derivative.YieldIndexOf(i)]));
            }
        }

        return new Outcome(Constant.Bool(true), [.. yields.Take(derivative.Returns.Count)]);
    }

    private static EquatableArray<Operand> InView(ArrayView view, BlockBuilder block, EquatableArray<Operand> indices)
    {
        IEnumerable<Operand> placed = indices.Select((index, axis) => view.Offsets[axis] is Constant { IsZero: true }
            ? index
            : block.Compute(Compiler.Ops.Arithmetic.Add, [view.Offsets[axis], index]));
        return (view.Row is null ? placed : placed.Prepend(view.Row)).ToEquatableArray();
    }
}
