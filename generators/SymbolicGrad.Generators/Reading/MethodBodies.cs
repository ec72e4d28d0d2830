using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Finds the operations of a method whose source is in the compilation.</summary>
internal static class MethodBodies
{
    public static IOperation? Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        foreach (SyntaxReference reference in definition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
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
