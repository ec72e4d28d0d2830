using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>SYG2006: the product of the other factors, where the product is written out. Of one that a loop accumulates nothing is offered: it takes another loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DividedProductFix)), Shared]
public sealed class DividedProductFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.DividedProduct.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place.Operation is not { Type: { } type } quotient || quotient.Operands(BinaryOperatorKind.Divide) is not var (product, divisor))
        {
            yield break;
        }

        List<IOperation> factors = [.. Factors(place.Model.Value(product))];
        int left = factors.FindIndex(factor => SyntaxFactory.AreEquivalent(factor.Syntax, divisor.Syntax));
        SyntaxNode[] others = [.. factors.Where((_, position) => position != left).Select(factor => factor.Syntax)];
        if (left >= 0 && others.Length > 0 && factors.TrueForAll(factor => factor.IsPure() && SymbolEqualityComparer.Default.Equals(factor.Type, type))
            && Unchanged.Between(place.Model, factors[0].Syntax, place.Node, [.. factors.Select(factor => factor.Syntax)]))
        {
            ExpressionSyntax written = others.Cast<ExpressionSyntax>().Aggregate((before, factor) => Spelling.Binary(SyntaxKind.MultiplyExpression, before, factor));
            yield return new Remedy("others", $"Multiply the other factors, {Spelling.Shown(written, "without the divisor")}", editor =>
            {
                DeadVariables.After(place.Model, place.Node, others).ForEach(editor.Remove);
                Spelling.Replace(editor, place.Node, written);
            });
        }
    }

    private static IEnumerable<IOperation> Factors(IOperation product) =>
        product.Operands(BinaryOperatorKind.Multiply) is var (left, right) ? Factors(left).Concat(Factors(right)) : [product];
}
