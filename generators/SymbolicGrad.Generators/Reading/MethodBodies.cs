using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Finds the operations of a method whose source is in the compilation.</summary>
internal static class MethodBodies
{
    // Binding a body costs more than all that the reader does with it, and a helper is read at every call.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<IMethodSymbol, IOperation?>> Bodies = new();

    public static IOperation? Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        ConcurrentDictionary<IMethodSymbol, IOperation?> known = Bodies.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return known.GetOrAdd(definition, _ => Bind(definition, compilation, cancellation));
    }

    private static IOperation? Bind(IMethodSymbol definition, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in definition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                continue;
            }

#pragma warning disable RSEXPERIMENTAL001 // What may be null is nothing that a derivative asks, and costs as much as all else of binding; the member is marked as one that may change.
            SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
            IOperation? operation = model.GetOperation(syntax, cancellation);
            switch (operation)
            {
                case IMethodBodyOperation { BlockBody: not null } or IMethodBodyOperation { ExpressionBody: not null }:
                    return operation;
                case ILocalFunctionOperation { Body: { } body }:
                    return body;
            }

            // A property's getter written as => has no method syntax of its own.
            if (syntax is ArrowExpressionClauseSyntax arrow && model.GetOperation(arrow, cancellation) is IBlockOperation block)
            {
                return block;
            }
        }

        return null;
    }
}
