using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Which locals and parameters a piece of code may assign, local functions that it calls included.</summary>
internal static class AssignedSymbols
{
    public static HashSet<ISymbol> In(IOperation code, Compilation compilation, CancellationToken cancellation)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        Collect(code, assigned, new HashSet<ISymbol>(SymbolEqualityComparer.Default), compilation, cancellation);
        return assigned;
    }

    /// <summary>Which locals and parameters it reads or assigns, local functions that it calls included.</summary>
    public static HashSet<ISymbol> NamedIn(IOperation code, Compilation compilation, CancellationToken cancellation)
    {
        HashSet<ISymbol> named = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default);
        Queue<IOperation> bodies = new([code]);
        while (bodies.Count > 0)
        {
            foreach (IOperation operation in bodies.Dequeue().DescendantsAndSelf())
            {
                switch (operation)
                {
                    case ILocalReferenceOperation local:
                        named.Add(local.Local);
                        break;
                    case IParameterReferenceOperation parameter:
                        named.Add(parameter.Parameter);
                        break;
                    case IInstanceReferenceOperation { Type: { } type }:
                        named.Add(type.OriginalDefinition);
                        break;
                    case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } when visited.Add(function.OriginalDefinition):
                        if (MethodBodies.Find(function, compilation, cancellation) is { } body)
                        {
                            bodies.Enqueue(body);
                        }

                        break;
                }
            }
        }

        return named;
    }

    private static void Collect(
        IOperation code, HashSet<ISymbol> assigned, HashSet<ISymbol> visited, Compilation compilation, CancellationToken cancellation)
    {
        foreach (IOperation operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation rebound } rebinding:
                    assigned.Add(rebound.Local);
                    AddTarget(rebinding.Value, assigned);
                    break;
                case IAssignmentOperation assignment:
                    AddTarget(assignment.Target, assigned);
                    break;
                case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } reference when InitialOf(reference) is { } referred:
                    AddTarget(referred, assigned);
                    break;
                case IIncrementOrDecrementOperation step:
                    AddTarget(step.Target, assigned);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    AddTarget(argument.Value, assigned);
                    break;
                case IInvocationOperation { Instance: { Type.IsValueType: true } instance, TargetMethod.IsReadOnly: false }:
                    // A method of a struct may change the variable it is called on, and so may a getter.
                    AddTarget(instance, assigned);
                    break;
                case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance, Property.GetMethod.IsReadOnly: false }:
                    AddTarget(instance, assigned);
                    break;
                case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } when visited.Add(function.OriginalDefinition):
                    if (MethodBodies.Find(function, compilation, cancellation) is { } body)
                    {
                        Collect(body, assigned, visited, compilation, cancellation);
                    }

                    break;
            }
        }
    }

    private static IOperation? InitialOf(IVariableDeclaratorOperation declarator) =>
        declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;

    /// <summary>All that a ref local is ever made to refer to.</summary>
    private static IEnumerable<IOperation> ReferredBy(ILocalReferenceOperation reference)
    {
        IOperation outermost = reference;
        while (outermost.Parent is { } parent)
        {
            outermost = parent;
        }

        return outermost.Descendants().Select(operation => operation switch
        {
            IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local) => InitialOf(declarator),
            ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation rebound } rebinding
                when SymbolEqualityComparer.Default.Equals(rebound.Local, reference.Local) => rebinding.Value,
            _ => null,
        }).OfType<IOperation>();
    }

    private static void AddTarget(IOperation target, HashSet<ISymbol> assigned)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local.RefKind: not RefKind.None } reference:
                foreach (IOperation referred in ReferredBy(reference).Where(referred => referred is not ILocalReferenceOperation same
                    || !SymbolEqualityComparer.Default.Equals(same.Local, reference.Local)))
                {
                    AddTarget(referred, assigned);
                }

                break;
            case ILocalReferenceOperation local:
                assigned.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                assigned.Add(parameter.Parameter);
                break;
            case IInstanceReferenceOperation { Type: { } type }:
                assigned.Add(type.OriginalDefinition);
                break;
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner }:
                AddTarget(owner, assigned);
                break;
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner, Property.IsIndexer: false }:
                AddTarget(owner, assigned);
                break;
            case IParenthesizedOperation parenthesized:
                AddTarget(parenthesized.Operand, assigned);
                break;
            case IDeclarationExpressionOperation declaration:
                AddTarget(declaration.Expression, assigned);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    AddTarget(element, assigned);
                }

                break;
        }
    }
}
