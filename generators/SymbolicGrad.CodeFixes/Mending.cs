using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace SymbolicGrad.CodeFixes;

/// <summary>
/// A code fix: looks at the place of a diagnostic, and offers the remedies that can be applied there. All findings of a document are mended one after the
/// other, each in the text that the one before has left, since one may stand inside another.
/// </summary>
public abstract class Mending : CodeFixProvider
{
    /// <summary>The ways to mend it here; none where this spelling is not understood.</summary>
    private protected abstract IEnumerable<Remedy> RemediesAt(Place place);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        (context, document, diagnostics) => MendAll(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (NodesOf(root, diagnostic) is not { Count: > 0 } nodes)
            {
                continue;
            }

            foreach (Remedy remedy in RemediesAt(new Place(model, nodes[0], nodes.GetRange(1, nodes.Count - 1), diagnostic)))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, _ => Task.FromResult(Applied(remedy, context.Document, root)), remedy.Key),
                    diagnostic);
            }
        }
    }

    private async Task<Document?> MendAll(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        List<(Diagnostic Diagnostic, List<SyntaxAnnotation> Marks)> open = [];
        Dictionary<SyntaxNode, SyntaxAnnotation> marks = [];
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            List<SyntaxNode> nodes = NodesOf(root, diagnostic);
            foreach (SyntaxNode node in nodes.Where(node => !marks.ContainsKey(node)))
            {
                marks.Add(node, new SyntaxAnnotation());
            }

            open.Add((diagnostic, [.. nodes.Select(node => marks[node])]));
        }

        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (original, current) => current.WithAdditionalAnnotations(marks[original])));
        foreach ((Diagnostic diagnostic, List<SyntaxAnnotation> of) in open)
        {
            root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            List<SyntaxNode?> nodes = [.. of.Select(mark => root.GetAnnotatedNodes(mark).SingleOrDefault())];
            List<SyntaxNode> related = [.. nodes.Skip(1).OfType<SyntaxNode>()];

            // What is gone has been mended with another.
            if (nodes.Count == 0 || nodes[0] is not { } node || (nodes.Count > 1 && related.Count == 0))
            {
                continue;
            }

            SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            if (RemediesAt(new Place(model, node, related, diagnostic)).FirstOrDefault(remedy => remedy.Key == key) is { } remedy)
            {
                document = Applied(remedy, document, root);
            }
        }

        return document;
    }

    private static Document Applied(Remedy remedy, Document document, SyntaxNode root)
    {
        SyntaxEditor editor = new(root, document.Project.Solution.Services);
        remedy.Apply(editor);
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    /// <summary>The diagnostic's own node and then the others that it names; none where one of them is not a node of this file.</summary>
    private static List<SyntaxNode> NodesOf(SyntaxNode root, Diagnostic diagnostic)
    {
        List<SyntaxNode?> nodes = [Place.NodeAt(root, diagnostic.Location), .. diagnostic.AdditionalLocations.Select(location => Place.NodeAt(root, location))];
        return nodes.Contains(null) ? [] : [.. nodes.OfType<SyntaxNode>()];
    }
}
