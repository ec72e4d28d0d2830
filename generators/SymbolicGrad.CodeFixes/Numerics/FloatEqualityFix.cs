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

/// <summary>SYG2007: |x − y| ≤ 10⁻⁹ for x == y. The special side is taken on a region then, and no longer on single points.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FloatEqualityFix)), Shared]
public sealed class FloatEqualityFix : Mending
{
    private const double Tolerance = 1e-9;

    // About as far beyond the last digit of 1.
    private const double ToleranceOfSingle = 1e-6;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.FloatEquality.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place is not { Operation: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison, Node: ExpressionSyntax node }
            || comparison.LeftOperand.Type is not { } type || !type.IsFloating() || !SymbolEqualityComparer.Default.Equals(type, comparison.RightOperand.Type))
        {
            yield break;
        }

        IOperation left = comparison.LeftOperand.Bare(), right = comparison.RightOperand.Bare();
        Spelling spelling = new(place.Model, type, node);
        ExpressionSyntax difference = right.Is(0) ? (ExpressionSyntax)left.Syntax : Spelling.Binary(SyntaxKind.SubtractExpression, (ExpressionSyntax)left.Syntax, (ExpressionSyntax)right.Syntax);
        IInvocationOperation? like = comparison.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault();
        double tolerance = type.SpecialType == SpecialType.System_Single ? ToleranceOfSingle : Tolerance;
        ExpressionSyntax written = Spelling.Binary(
            comparison.OperatorKind == BinaryOperatorKind.Equals ? SyntaxKind.LessThanOrEqualExpression : SyntaxKind.GreaterThanExpression,
            spelling.Call(Extrema.Abs, like, difference),
            spelling.Number(tolerance));
        yield return new Remedy("tolerance", $"Compare with a tolerance, {Spelling.Shown(written, "|x − y| ≤ 1e-9")}", editor => Spelling.Replace(editor, node, written));
    }
}
