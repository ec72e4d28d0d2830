using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>
/// The argument z of an output's activation, by the name under which the loss can use it: its own, or that of a new variable, or the formula itself where
/// there is no place for a variable. Variables that nobody needs any more go.
/// </summary>
internal sealed class Logit
{
    private readonly ExpressionSyntax _argument;
    private readonly StatementSyntax? _statement;
    private readonly List<LocalDeclarationStatementSyntax> _dead;
    private readonly ITypeSymbol _type;
    private readonly SemanticModel _model;

    private Logit(Place place, SquaredError error, StatementSyntax? statement)
    {
        (_model, _statement, _type) = (place.Model, statement, error.Activation.Type!);
        _argument = ((InvocationExpressionSyntax)error.Activation.Syntax).ArgumentList.Arguments[0].Expression;
        _dead = DeadVariables.After(place.Model, place.Node, _argument, error.Target.Syntax);
        bool isNamed = _argument is IdentifierNameSyntax;
        HasVariable = !isNamed && statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax && statement.Parent is BlockSyntax;
        Name = HasVariable ? SyntaxFactory.IdentifierName(Locals.FreeName(place.Node, "logit")) : _argument.WithoutTrivia();
    }

    /// <summary>z, as the loss writes it.</summary>
    public ExpressionSyntax Name { get; }

    private bool HasVariable { get; }

    /// <summary>Null where the target or the argument may have another value by the time of the square.</summary>
    public static Logit? Of(Place place, SquaredError error)
    {
        StatementSyntax? activation = error.Activation.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        Logit logit = new(place, error, activation);
        SyntaxNode[] read = logit.HasVariable ? [error.Target.Syntax] : [error.Target.Syntax, logit._argument];
        return (logit.HasVariable || error.Activation.Arguments()[0].IsPure()) && Unchanged.Between(place.Model, error.Activation.Syntax, place.Node, read) ? logit : null;
    }

    /// <summary>Declares the variable and removes those that are needed no more.</summary>
    public void Declare(SyntaxEditor editor)
    {
        foreach (LocalDeclarationStatementSyntax dead in _dead.Where(dead => dead != _statement || !HasVariable))
        {
            editor.Remove(dead);
        }

        if (!HasVariable || _statement is null)
        {
            return;
        }

        StatementSyntax declaration = Spelling.Laid(SyntaxFactory.LocalDeclarationStatement(SyntaxFactory.VariableDeclaration(
            TypeName().WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(((IdentifierNameSyntax)Name).Identifier.WithTrailingTrivia(SyntaxFactory.Space))
                .WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), _argument.WithoutTrivia()))))));
        if (_statement is LocalDeclarationStatementSyntax own && _dead.Contains(own))
        {
            editor.ReplaceNode(own, declaration.WithTriviaFrom(own));
            return;
        }

        editor.ReplaceNode(_argument, (_, _) => Name);
        editor.InsertBefore(_statement, declaration.WithLeadingTrivia(_statement.GetLeadingTrivia()).WithTrailingTrivia(EndOfLine(_statement)));
        editor.ReplaceNode(_statement, (current, _) => current.WithLeadingTrivia(current.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))));
    }

    /// <summary>As the file ends its lines; no line in the file, a space.</summary>
    private static SyntaxTrivia EndOfLine(StatementSyntax statement) =>
        statement.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end
            && statement.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            ? end
            : SyntaxFactory.Space;

    private TypeSyntax TypeName() => _statement is LocalDeclarationStatementSyntax { Declaration.Type: { } type } && (type.IsVar || _dead.Contains(_statement))
        ? type.WithoutTrivia()
        : SyntaxFactory.ParseTypeName(_type.ToMinimalDisplayString(_model, _argument.SpanStart));
}
