using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>
/// SYG2003: −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) is softplus(z) − t·z, and of two branches ln σ(z) and ln(1 − σ(z)) are ln σ(z) and ln σ(−z). The same values. Of a probability that is not the σ of
/// something here, the logit is not known.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CrossEntropyFix)), Shared]
public sealed class CrossEntropyFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.CrossEntropy.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place is not { Operation: { Type: { } type } formula } || !type.IsFloating())
        {
            return [];
        }

        return formula is IConditionalOperation { WhenFalse: { } otherwise } choice
            ? OfBranches(place, choice.WhenTrue.Bare(), otherwise.Bare(), type)
            : OfSum(place, formula, type);
    }

    private static IEnumerable<Remedy> OfSum(Place place, IOperation formula, ITypeSymbol type)
    {
        if (LogLikelihood.Of(formula, place.Model) is not { Probability: var probability } likelihood || !IsOfType(probability, type)
            || Logit.Of(place, probability.Argument, probability.IsOfOpposite, likelihood.Target, type) is not { } logit)
        {
            yield break;
        }

        // −(likelihood) is the loss.
        SyntaxNode whole = place.Node;
        bool isLoss = likelihood.IsOpposite;
        if (!isLoss && Outermost(whole).Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus)
        {
            (whole, isLoss) = (minus, true);
        }

        Spelling spelling = new(place.Model, type, place.Node);
        ExpressionSyntax softplus = spelling.Call(Sigmoids.Softplus, probability.Call, logit.Name);
        ExpressionSyntax weighted = Spelling.Binary(SyntaxKind.MultiplyExpression, (ExpressionSyntax)likelihood.Target.Syntax, logit.Name);
        ExpressionSyntax written = isLoss ? Spelling.Binary(SyntaxKind.SubtractExpression, softplus, weighted) : Spelling.Binary(SyntaxKind.SubtractExpression, weighted, softplus);
        yield return new Remedy("logits", $"Write it of the logit, {Spelling.Shown(written, "softplus(z) − t·z")}", editor =>
        {
            logit.Declare(editor);
            Spelling.Replace(editor, whole, written);
        });
    }

    private static IEnumerable<Remedy> OfBranches(Place place, IOperation hit, IOperation miss, ITypeSymbol type)
    {
        List<(ExpressionSyntax Log, StableForm Form)> logs = [.. new[] { hit, miss }
            .SelectMany(branch => branch.DescendantsAndSelf())
            .SelectMany(part => part.Syntax is ExpressionSyntax log && StableForm.Of(part, place.Model) is { } form && form.Function == Sigmoids.LogSigmoid ? [(log, form)] : Array.Empty<(ExpressionSyntax, StableForm)>())];
        if (logs.Count == 2 && logs.TrueForAll(log => IsOfType(log.Form, type) && log.Form.Argument.IsPure() && Unchanged.Between(place.Model, log.Form.Argument.Syntax, place.Node, log.Form.Argument.Syntax)))
        {
            Spelling spelling = new(place.Model, type, place.Node);
            yield return new Remedy("logits", "Write the logarithms of the logit", editor =>
            {
                DeadVariables.After(place.Model, place.Node, [.. logs.Select(log => log.Form.Argument.Syntax)]).ForEach(editor.Remove);
                logs.ForEach(log => Spelling.Replace(editor, log.Log, log.Form.Write(spelling, log.Form.Call)));
            });
        }
    }

    private static bool IsOfType(StableForm form, ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(form.Argument.Type, type);

    private static SyntaxNode Outermost(SyntaxNode node) => node.Parent is ParenthesizedExpressionSyntax parent ? Outermost(parent) : node;
}
