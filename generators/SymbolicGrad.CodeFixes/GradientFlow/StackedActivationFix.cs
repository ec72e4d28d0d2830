using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>SYG1011: one activation less: the outer or the inner of two, or the one before a loss that has its own. Other values, by design.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StackedActivationFix)), Shared]
public sealed class StackedActivationFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.StackedActivation.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        // The outer of two names what it is applied to; of the other kind the loss stands elsewhere.
        if (place.Related.Count == 0)
        {
            if (place.Diagnostic.AdditionalLocations.Count == 0 && ArgumentOf(place, place.Node) is { } logits)
            {
                yield return new Remedy("logits", "Give the loss the argument of the activation (other values)", editor => Spelling.Replace(editor, place.Node, logits));
            }

            yield break;
        }

        // A helper that is applied twice would lose both.
        if (ArgumentOf(place, place.Node) is { } argument && !place.Related.Contains(place.Node))
        {
            yield return new Remedy("outer", "Leave out the outer activation (other values)", editor => Spelling.Replace(editor, place.Node, argument));
        }

        if (place.Related is [var inner] && inner != place.Node && ArgumentOf(place, inner) is { } before)
        {
            yield return new Remedy("inner", "Leave out the inner activation (other values)", editor => Spelling.Replace(editor, inner, before));
        }
    }

    /// <summary>What an activation is given, where that is of its type.</summary>
    private static ExpressionSyntax? ArgumentOf(Place place, SyntaxNode node) =>
        place.OperationOf(node) is { Type: { } type } call && call.Activated() is { Type: { } of, Syntax: ExpressionSyntax argument } && SymbolEqualityComparer.Default.Equals(of, type) ? argument : null;
}
