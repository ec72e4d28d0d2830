using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.CodeFixes;

/// <summary>Whether formulas still have their value further on in a method.</summary>
internal static class Unchanged
{
    /// <summary>
    /// True where nothing that the formulas read is written from the statement of one place to that of another: both are in one statement, or in statements of one block.
    /// </summary>
    public static bool Between(SemanticModel model, SyntaxNode from, SyntaxNode to, params SyntaxNode[] formulas)
    {
        StatementSyntax? first = from.FirstAncestorOrSelf<StatementSyntax>(), there = to.FirstAncestorOrSelf<StatementSyntax>();
        if (first == there)
        {
            return from.FirstAncestorOrSelf<MemberDeclarationSyntax>() == to.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        }

        if (first is null || there is null || first.Parent is not BlockSyntax block || there.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(statement => statement.Parent == block) is not { } last
            || last.SpanStart < first.SpanStart || model.AnalyzeDataFlow(first, last) is not { Succeeded: true } flow)
        {
            return false;
        }

        List<SyntaxNode> read = [.. formulas.SelectMany(formula => formula.DescendantNodesAndSelf())];
        return !read.OfType<IdentifierNameSyntax>().Any(name => model.GetSymbolInfo(name).Symbol is { } symbol && flow.WrittenInside.Contains(symbol, SymbolEqualityComparer.Default))
            && (!read.Exists(node => node is ElementAccessExpressionSyntax)
                || !block.Statements.Where(statement => statement.SpanStart >= first.SpanStart && statement.SpanStart <= last.SpanStart).Any(statement => WritesMemory(model, statement)));
    }

    /// <summary>An assignment to something else than a variable, or a call of a method that may make one.</summary>
    private static bool WritesMemory(SemanticModel model, StatementSyntax statement) => statement.DescendantNodes().Any(node =>
        node is AssignmentExpressionSyntax { Left: not IdentifierNameSyntax }
        || (node is InvocationExpressionSyntax && model.GetOperation(node) is IInvocationOperation call && LibraryMembers.OwnerOf(call.TargetMethod) is "" or "TensorPrimitives" or "Array" or "MemoryExtensions"));
}
