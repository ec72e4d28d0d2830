using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicGrad.CodeFixes;

/// <summary>Local variables that only name a formula: declared with it, and never written again.</summary>
internal static class Locals
{
    /// <summary>What the variable was declared with, where it still holds that; other formulas are themselves.</summary>
    public static IOperation Value(this SemanticModel model, IOperation operation) =>
        operation is ILocalReferenceOperation { Local: var local } && DeclaratorOf(local) is { Initializer.Value: { } value } && !IsWritten(model, local)
            && model.GetOperation(value) is { } held
            ? held.Bare()
            : operation;

    /// <summary>The statement that declares this variable and nothing else; null where there is none.</summary>
    public static LocalDeclarationStatementSyntax? StatementOf(ILocalSymbol local) =>
        DeclaratorOf(local) is { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement } } ? statement : null;

    public static IEnumerable<IdentifierNameSyntax> ReferencesTo(this SemanticModel model, ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            ? member.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol))
            : [];

    /// <summary>The name, or the name with a number, that nothing in the member around has.</summary>
    public static string FreeName(SyntaxNode at, string name)
    {
        HashSet<string> taken = [.. (at.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? at).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? name : name + number).First(candidate => !taken.Contains(candidate));
    }

    private static VariableDeclaratorSyntax? DeclaratorOf(ILocalSymbol local) => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax;

    private static bool IsWritten(SemanticModel model, ILocalSymbol local) => model.ReferencesTo(local).Any(name => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => name.Parent.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.AddressOfExpression,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    });
}
