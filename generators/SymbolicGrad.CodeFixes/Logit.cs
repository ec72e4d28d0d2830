using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace SymbolicGrad.CodeFixes;

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

    private Logit(Place place, ExpressionSyntax argument, ITypeSymbol type, SyntaxNode target, bool isOfOpposite)
    {
        (_model, _argument, _type, _statement) = (place.Model, argument, type, argument.FirstAncestorOrSelf<StatementSyntax>());
        _dead = DeadVariables.After(place.Model, place.Node, argument, target);
        HasVariable = argument is not IdentifierNameSyntax && !isOfOpposite
            && _statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax && _statement.Parent is BlockSyntax;
        Name = HasVariable ? SyntaxFactory.IdentifierName(Locals.FreeName(place.Node, "logit")) : isOfOpposite ? Spelling.Opposite(argument) : argument.WithoutTrivia();
    }

    /// <summary>z, as the loss writes it.</summary>
    public ExpressionSyntax Name { get; }

    private bool HasVariable { get; }

    /// <param name="place">Where the loss is.</param>
    /// <param name="argument">What the activation is given: z, or −z.</param>
    /// <param name="isOfOpposite">That it is −z.</param>
    /// <param name="target">t, which the loss uses too.</param>
    /// <param name="type">What is calculated in.</param>
    /// <returns>Null where the target or the argument may have another value by the time of the loss.</returns>
    public static Logit? Of(Place place, IOperation argument, bool isOfOpposite, IOperation target, ITypeSymbol type)
    {
        if (argument.Syntax is not ExpressionSyntax formula || !argument.IsPure() || !target.IsPure())
        {
            return null;
        }

        Logit logit = new(place, formula, type, target.Syntax, isOfOpposite);
        SyntaxNode[] read = logit.HasVariable ? [target.Syntax] : [target.Syntax, formula];
        return Unchanged.Between(place.Model, formula, place.Node, read) ? logit : null;
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
        editor.InsertAbove(_statement, declaration);
    }

    private TypeSyntax TypeName() => _statement is LocalDeclarationStatementSyntax { Declaration.Type: { } type } && (type.IsVar || _dead.Contains(_statement))
        ? type.WithoutTrivia()
        : SyntaxFactory.ParseTypeName(_type.ToMinimalDisplayString(_model, _argument.SpanStart));
}
