using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>
/// SYG1001: hidden activations that do not saturate on the positive side, or a path around them. Another network, with other values: the titles say what is put in.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SaturatingChainFix)), Shared]
public sealed class SaturatingChainFix : Mending
{
    // The slope on the left that is usual.
    private const double Leak = 0.01;

    // As many saturating activations in a row as are not worth a word.
    private const int Few = 2;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.SaturatingChain.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        List<Hidden> hidden = [.. place.Related.Select(node => Hidden.At(place, node)).OfType<Hidden>()];
        if (hidden.Count == 0 || hidden.Count < place.Related.Count)
        {
            yield break;
        }

        yield return new Remedy("elu", "Use ELU in the hidden layers (other values)", editor => hidden.ForEach(one => one.ReplaceBy(Rectifiers.Elu, [], editor)));
        yield return new Remedy("leaky-relu", "Use leaky ReLU in the hidden layers (other values)", editor => hidden.ForEach(one => one.ReplaceBy(Rectifiers.LeakyRelu, [Leak], editor)));

        List<(Hidden Layer, string Before)> around = [.. hidden.SelectMany(one => one.LayerBefore(place, hidden) is { } before ? [(one, before)] : Array.Empty<(Hidden, string)>())];
        if (hidden.Count - around.Count < Few)
        {
            yield return new Remedy("residual", "Add a residual connection around the hidden layers (other values)", editor => around.ForEach(one => one.Layer.AddTo(one.Before, editor)));
        }
    }

    /// <summary>A hidden layer's activation.</summary>
    private sealed record Hidden(IInvocationOperation Call, InvocationExpressionSyntax Syntax, Spelling Spelling)
    {
        /// <summary>Null where it is no call of a function of the table with one argument.</summary>
        public static Hidden? At(Place place, SyntaxNode node) =>
            place.OperationOf(node) is IInvocationOperation { Type: { } type } call && call.Function() is { Arity: 1, IsDifferentiable: true } && call.Syntax is InvocationExpressionSyntax syntax
                ? new Hidden(call, syntax, new Spelling(place.Model, type, syntax))
                : null;

        public void ReplaceBy(Operation activation, double[] parameters, SyntaxEditor editor)
        {
            ExpressionSyntax argument = Syntax.ArgumentList.Arguments[0].Expression;
            ExpressionSyntax[] constants = [.. parameters.Select(Spelling.Number)];
            InvocationExpressionSyntax written = Spelling.Laid((InvocationExpressionSyntax)Spelling.Call(activation, Call, [argument, .. constants]));

            // The argument as it is by then: there may be another activation in it.
            editor.ReplaceNode(Syntax, (current, _) => written
                .WithArgumentList(written.ArgumentList.ReplaceNode(written.ArgumentList.Arguments[0], ((InvocationExpressionSyntax)current).ArgumentList.Arguments[0]))
                .WithTriviaFrom(current));
        }

        /// <summary>The variable that holds the layer before, where this one has only one and is given it.</summary>
        public string? LayerBefore(Place place, List<Hidden> hidden)
        {
            List<ILocalSymbol> layers = [.. Syntax.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Select(name => place.Model.GetSymbolInfo(name).Symbol).OfType<ILocalSymbol>().Distinct<ILocalSymbol>(SymbolEqualityComparer.Default)
                .Where(local => hidden.Exists(other => other.Syntax.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
                    && SymbolEqualityComparer.Default.Equals(place.Model.GetDeclaredSymbol(declarator), local)))];
            return layers is [{ Name: var name, Type: var type }] && SymbolEqualityComparer.Default.Equals(type, Call.Type) ? name : null;
        }

        public void AddTo(string before, SyntaxEditor editor) => editor.ReplaceNode(
            Syntax,
            (current, _) => Spelling.Instead(Spelling.Binary(SyntaxKind.AddExpression, SyntaxFactory.IdentifierName(before), (ExpressionSyntax)current), current));
    }
}
