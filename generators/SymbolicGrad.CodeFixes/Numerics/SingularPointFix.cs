using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Analyzers;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>
/// SYG2005: a small number added to what is never negative, so that it is never 0; or a branch around 0, where the function is 0 there. Of points elsewhere, and operands of both signs,
/// nothing can be written for the user.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SingularPointFix)), Shared]
public sealed class SingularPointFix : Mending
{
    // Below what matters in double, and not lost beside 0 in float.
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.SingularPoint.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place is not { Operation: { Type: { } type } operation, Node: var node } || !type.IsFloating() || !IsAtZero(place.Diagnostic) || OperandOf(operation) is not { Type: { } of } operand
            || !SymbolEqualityComparer.Default.Equals(of, type) || operand.Syntax is not ExpressionSyntax argument)
        {
            yield break;
        }

        Spelling spelling = new(place.Model, type, node);
        yield return new Remedy("epsilon", $"Add 1e-12 to {Spelling.Shown(argument, "the argument")}", editor =>
            Spelling.Replace(editor, argument, Spelling.Binary(SyntaxKind.AddExpression, argument, spelling.Number(Epsilon))));

        if (IsZeroAtZero(operation) && argument is IdentifierNameSyntax && node is ExpressionSyntax whole)
        {
            yield return new Remedy("branch", "Take 0 at 0, with the derivative 0", editor => Spelling.Replace(editor, whole, SyntaxFactory.ConditionalExpression(
                Spelling.Binary(SyntaxKind.GreaterThanExpression, argument, spelling.Number(0)),
                Spelling.Token(SyntaxKind.QuestionToken),
                whole.WithoutTrivia(),
                Spelling.Token(SyntaxKind.ColonToken),
                spelling.Number(0))));
        }
    }

    private static bool IsAtZero(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(FindingRules.Remedy, out string? remedy) && remedy == nameof(FlowRemedy.Epsilon);

    /// <summary>What the slope is infinite in: the argument, the base of a power, the divisor.</summary>
    private static IOperation? OperandOf(IOperation operation) => operation switch
    {
        IInvocationOperation call when operation.Function() is { Arity: 1 } || operation.Function() == Powers.Pow => call.Arguments()[0],
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } division => division.Value.Bare(),
        _ => operation.Operands(BinaryOperatorKind.Divide)?.Right,
    };

    /// <summary>√0 = ∛0 = 0ᵖ = 0</summary>
    private static bool IsZeroAtZero(IOperation operation) =>
        operation.Function() is { } function && (function == Powers.Sqrt || function == Powers.Cbrt || (operation.ArgumentsOf(Powers.Pow) is [_, var exponent] && exponent.Number() > 0));
}
