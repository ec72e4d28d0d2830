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

/// <summary>SYG2001: 1/(1 + e⁻ᶻ) is σ(z), ln(eᵃ + eᵇ) is a + softplus(b − a), and sums of exponentials over an array are shifted by the array's maximum.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnshiftedExponentialsFix)), Shared]
public sealed class UnshiftedExponentialsFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.UnshiftedExponentials.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place is not { Operation: { Type: { } type } formula, Node: ExpressionSyntax } || !type.IsFloating())
        {
            yield break;
        }

        if (SumOfExponentials.Of(place, formula) is { } sum)
        {
            yield return new Remedy("shift", "Subtract the maximum first", editor => sum.Shift(place.Model, editor));
            yield break;
        }

        Spelling spelling = new(place.Model, type, place.Node);
        ExpressionSyntax? written = null;
        List<IOperation> arguments = [];
        if (StableForm.Logistic(formula, place.Model) is { } logistic)
        {
            arguments = [logistic.Argument];
            written = (logistic with { Function = Sigmoids.Sigmoid }).Write(spelling, logistic.Call);
        }
        else if (formula.ArgumentsOf(Logarithms.Log) is [var terms] && place.Model.Value(terms).Operands(BinaryOperatorKind.Add) is var (left, right)
            && place.Model.Value(left).ArgumentsOf(Exponentials.Exp) is [{ Syntax: ExpressionSyntax a } first] && place.Model.Value(right).ArgumentsOf(Exponentials.Exp) is [{ Syntax: ExpressionSyntax b } second])
        {
            arguments = [first, second];
            written = Spelling.Binary(SyntaxKind.AddExpression, a, spelling.Call(Sigmoids.Softplus, null, Spelling.Binary(SyntaxKind.SubtractExpression, b, a)));
        }

        if (written is not null && arguments.TrueForAll(argument => argument.IsPure() && SymbolEqualityComparer.Default.Equals(argument.Type, type)
            && Unchanged.Between(place.Model, argument.Syntax, place.Node, argument.Syntax)))
        {
            yield return new Remedy("stable", $"Write {Spelling.Shown(written, "the form that does not overflow")}", editor =>
            {
                DeadVariables.After(place.Model, place.Node, [.. arguments.Select(argument => argument.Syntax)]).ForEach(editor.Remove);
                Spelling.Replace(editor, place.Node, written);
            });
        }
    }
}
