using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>
/// SYG1003: (σ(z) − t)² becomes the cross-entropy softplus(z) − t·z, whose gradient is σ(z) − t; (tanh(z) − t)² becomes softplus(2z) − (1 + t)·z, the cross-entropy of
/// σ(2z) = (1 + tanh z)/2 with (1 + t)/2, whose gradient is tanh(z) − t. Another loss with the same minimum, and other values.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SaturatingOutputFix)), Shared]
public sealed class SaturatingOutputFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.SaturatingOutput.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place.Related is [var output] && SquaredError.At(place, output) is { } error && error.Activation.Function() is { } function
            && (function == Sigmoids.Sigmoid || function == Hyperbolic.Tanh) && Logit.Of(place, error.Activation.Arguments()[0], false, error.Target, error.Activation.Type!) is { } logit)
        {
            yield return new Remedy("cross-entropy", "Use cross-entropy on the argument of the activation (another loss)", editor =>
            {
                logit.Declare(editor);
                Spelling.Replace(editor, place.Node, CrossEntropy(place, error, function, logit.Name));
            });
        }
    }

    private static ExpressionSyntax CrossEntropy(Place place, SquaredError error, Operation function, ExpressionSyntax z)
    {
        Spelling spelling = new(place.Model, error.Activation.Type!, place.Node);
        ExpressionSyntax target = (ExpressionSyntax)error.Target.Syntax;
        bool isSigmoid = function == Sigmoids.Sigmoid;
        ExpressionSyntax argument = isSigmoid ? z : Spelling.Binary(SyntaxKind.MultiplyExpression, spelling.Number(2), z);
        ExpressionSyntax share = isSigmoid ? target : Spelling.Binary(SyntaxKind.AddExpression, spelling.Number(1), target);
        ExpressionSyntax loss = Spelling.Binary(
            SyntaxKind.SubtractExpression,
            spelling.Call(Sigmoids.Softplus, error.Activation, argument),
            Spelling.Binary(SyntaxKind.MultiplyExpression, share, z));

        // The ½ of ½(y − t)² is there for the derivative of the square.
        return error.Factor is { } factor && !factor.Is(0.5) ? Spelling.Binary(SyntaxKind.MultiplyExpression, (ExpressionSyntax)factor.Syntax, loss) : loss;
    }
}
