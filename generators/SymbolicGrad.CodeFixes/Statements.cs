using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace SymbolicGrad.CodeFixes;

/// <summary>Statements put in and taken out, with the comments and the layout around them left alone.</summary>
internal static class Statements
{
    /// <summary>Puts a statement before another, below what is said above that one; on a line of its own where the other ends its line.</summary>
    public static void InsertAbove(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added)
    {
        SyntaxTrivia end = statement.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        editor.InsertBefore(statement, Spelling.Laid(added).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(end.RawKind == 0 ? SyntaxFactory.Space : end));
        editor.ReplaceNode(statement, (current, _) => current.WithLeadingTrivia(current.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()));
    }

    /// <summary>Removes a statement, and not what is said above it.</summary>
    public static void Remove(this SyntaxEditor editor, LocalDeclarationStatementSyntax statement)
    {
        if (!statement.GetLeadingTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia))
        {
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            return;
        }

        // The next statement is indented already.
        editor.ReplaceNode(statement, (current, _) => current.WithLeadingTrivia(current.GetLeadingTrivia().Reverse().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()));
        editor.RemoveNode(statement, SyntaxRemoveOptions.KeepLeadingTrivia);
    }
}
