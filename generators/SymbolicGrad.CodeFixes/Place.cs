using Microsoft.CodeAnalysis;

namespace SymbolicGrad.CodeFixes;

/// <summary>Where a diagnostic stands in a document, as the document is now.</summary>
/// <param name="Model">What the document means.</param>
/// <param name="Node">The expression, statement or parameter that the diagnostic is about.</param>
/// <param name="Related">The other expressions that it names.</param>
/// <param name="Diagnostic">What was said, for its properties: its positions may be those of an earlier text.</param>
internal sealed record Place(SemanticModel Model, SyntaxNode Node, IReadOnlyList<SyntaxNode> Related, Diagnostic Diagnostic)
{
    public IOperation? Operation => OperationOf(Node);

    public IOperation? OperationOf(SyntaxNode node) => Model.GetOperation(node) is { } operation ? operation.Bare() : null;

    /// <summary>The node that exactly fills a span; null where none does.</summary>
    public static SyntaxNode? NodeAt(SyntaxNode root, Location location) =>
        location.SourceTree == root.SyntaxTree && root.FullSpan.Contains(location.SourceSpan)
            && root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) is { } node && (node.Span == location.SourceSpan || IsDeclaredAt(node, location))
            ? node
            : null;

    // A parameter is found by its name.
    private static bool IsDeclaredAt(SyntaxNode node, Location location) =>
        node is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax parameter && parameter.Identifier.Span == location.SourceSpan;
}
