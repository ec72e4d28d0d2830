using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicGrad.CodeFixes;

/// <summary>Declarations of variables that nobody reads any more when an expression is gone.</summary>
internal static class DeadVariables
{
    /// <param name="model">What the document means.</param>
    /// <param name="replaced">The expression that goes.</param>
    /// <param name="kept">Formulas that are written again in its place.</param>
    public static List<LocalDeclarationStatementSyntax> After(SemanticModel model, SyntaxNode replaced, params SyntaxNode[] kept)
    {
        List<SyntaxNode> going = [replaced];
        for (int i = 0; i < going.Count; i++)
        {
            IEnumerable<ILocalSymbol> read = going[i].DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => model.GetSymbolInfo(name).Symbol).OfType<ILocalSymbol>();
            foreach (ILocalSymbol local in read.Distinct<ILocalSymbol>(SymbolEqualityComparer.Default))
            {
                if (Locals.StatementOf(local) is { } statement && !going.Contains(statement) && IsPure(model, statement)
                    && model.ReferencesTo(local).All(name => going.Exists(gone => gone.Contains(name)) && !Array.Exists(kept, formula => formula.Contains(name))))
                {
                    going.Add(statement);
                }
            }
        }

        return [.. going.OfType<LocalDeclarationStatementSyntax>()];
    }

    private static bool IsPure(SemanticModel model, LocalDeclarationStatementSyntax statement) =>
        statement.Declaration.Variables[0].Initializer is { } initializer && model.GetOperation(initializer.Value)?.IsPure() == true;
}
