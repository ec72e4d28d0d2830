using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicGrad.Generators.Reading;

/// <summary>How a generated file writes the user's types: short where that means the same, else in full.</summary>
internal static class TypeNames
{
    /// <param name="type">The type.</param>
    /// <param name="within">The type in whose file the name stands.</param>
    /// <param name="suffix">Appended to the type's own name.</param>
    /// <param name="compilation">Where both are.</param>
    /// <param name="cancellation">To stop.</param>
    public static string Of(INamedTypeSymbol type, INamedTypeSymbol within, string suffix, Compilation compilation, CancellationToken cancellation)
    {
        string arguments = type.TypeArguments.Length == 0
            ? ""
            : $"<{string.Join(", ", type.TypeArguments.Select(argument => argument.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)))}>";
        string name = (suffix.Length == 0 ? Escape(type.Name) : type.Name) + suffix + arguments;
        if (IsInReach(type, within, "", compilation, cancellation) && (suffix.Length == 0 || IsInReach(type, within, suffix, compilation, cancellation)))
        {
            return name;
        }

        ISymbol around = (ISymbol?)type.ContainingType ?? type.ContainingNamespace;
        return around is INamespaceSymbol { IsGlobalNamespace: true } ? "global::" + name : around.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + name;
    }

    /// <summary>True where the short name is found in a type or namespace around, and nothing else of that name before it.</summary>
    private static bool IsInReach(INamedTypeSymbol type, INamedTypeSymbol within, string suffix, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxNode? syntax = within.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !compilation.ContainsSyntaxTree(syntax.SyntaxTree) || !IsAround(type, within))
        {
            return false;
        }

        int position = syntax is TypeDeclarationSyntax { OpenBraceToken: { RawKind: not 0, IsMissing: false } brace } ? brace.Span.End : syntax.SpanStart;
        IEnumerable<INamedTypeSymbol> found = compilation.GetSemanticModel(syntax.SyntaxTree)
            .LookupNamespacesAndTypes(position, name: type.Name + suffix)
            .OfType<INamedTypeSymbol>();
        return suffix.Length == 0
            ? found.Any() && found.All(other => IsSibling(other, type))
            : found.All(other => IsSibling(other, type));
    }

    private static bool IsSibling(INamedTypeSymbol other, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(other.ContainingSymbol.OriginalDefinition, type.ContainingSymbol.OriginalDefinition);

    private static bool IsAround(INamedTypeSymbol type, INamedTypeSymbol within)
    {
        for (ISymbol? around = within; around is not null; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around.OriginalDefinition, type.ContainingSymbol.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
