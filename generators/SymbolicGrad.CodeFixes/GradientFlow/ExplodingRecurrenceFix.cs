using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Analyzers;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>
/// SYG1005: a state that saturates (another recurrence, with other values), or a weight of which a range is stated (the same values; whoever trains it has to
/// keep it there). To clip the gradient is the caller's business: it is not in the method.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExplodingRecurrenceFix)), Shared]
public sealed class ExplodingRecurrenceFix : Mending
{
    private const string Range = "InRangeAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.ExplodingRecurrence.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place.Operation is { Type: { } type } state && type.IsFloating() && Squashed(place, state, type) is { } squashed)
        {
            yield return new Remedy("tanh", "Squash the state with tanh (other values)", editor => editor.ReplaceNode(squashed.Node, squashed.Replacement));
        }

        if (WeightsOf(place) is { Count: > 0 } weights)
        {
            string names = string.Join(" and ", weights.Select(weight => $"'{weight.Identifier.ValueText}'"));
            yield return new Remedy("range", $"State that {names} stays in [−1, 1]", editor => weights.ForEach(weight => editor.ReplaceNode(weight, (current, _) => ((ParameterSyntax)current).With(Range, "(-1, 1)"))));
        }
    }

    /// <summary>tanh in the place of a rectifier, else around the new state.</summary>
    private static (SyntaxNode Node, SyntaxNode Replacement)? Squashed(Place place, IOperation state, ITypeSymbol type)
    {
        Spelling spelling = new(place.Model, type, state.Syntax);
        IInvocationOperation? like = state as IInvocationOperation ?? state.ChildOperations.Select(child => child.Bare()).OfType<IInvocationOperation>().FirstOrDefault();
        switch (state)
        {
            case ICompoundAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment } compound when KindOf(compound.OperatorKind) is { } kind:
                ExpressionSyntax updated = spelling.Call(Hyperbolic.Tanh, like, Spelling.Binary(kind, assignment.Left, assignment.Right));
                return (assignment, Spelling.Laid(SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, assignment.Left, SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), updated)).WithTriviaFrom(assignment));
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                return null;
            default:
                return state.Syntax is ExpressionSyntax whole ? (whole, Spelling.Instead(spelling.Call(Hyperbolic.Tanh, like, state.Rectified()?.Syntax as ExpressionSyntax ?? whole), whole)) : null;
        }
    }

    private static SyntaxKind? KindOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => SyntaxKind.AddExpression,
        BinaryOperatorKind.Subtract => SyntaxKind.SubtractExpression,
        BinaryOperatorKind.Multiply => SyntaxKind.MultiplyExpression,
        BinaryOperatorKind.Divide => SyntaxKind.DivideExpression,
        _ => null,
    };

    /// <summary>The parameters whose range would settle it: all of them, of the method that the state stands in, and without a range; else none.</summary>
    private static List<ParameterSyntax> WeightsOf(Place place)
    {
        string[] names = place.Diagnostic.Properties.TryGetValue(FindingRules.Unbounded, out string? stated) && stated is { Length: > 0 } ? stated.Split(' ') : [];
        if (place.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return [];
        }

        List<ParameterSyntax> weights = [.. method.ParameterList.Parameters.Where(parameter => names.Contains(parameter.Identifier.ValueText) && !place.Model.GetDeclaredSymbol(parameter).Has(Range))];
        return weights.Count == names.Length ? weights : [];
    }
}
