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

/// <summary>SYG2002: the library's form of the same function, which neither overflows nor cancels.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LostDigitsFix)), Shared]
public sealed class LostDigitsFix : Mending
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.LostDigits.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place is { Operation: { Type: { } type } formula, Node: ExpressionSyntax } && type.IsFloating() && StableForm.Of(formula, place.Model) is { } form
            && form.Function == FunctionOf(place.Diagnostic) && CanMove(place, form.Argument, type))
        {
            ExpressionSyntax written = form.Write(new Spelling(place.Model, type, place.Node), formula.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(IsOfPackage));
            yield return new Remedy("stable", $"Write {Spelling.Shown(written, "the form that keeps its digits")}", editor =>
            {
                DeadVariables.After(place.Model, place.Node, form.Argument.Syntax).ForEach(editor.Remove);
                Spelling.Replace(editor, place.Node, written);
            });
        }
    }

    /// <summary>What the rule has found to be better: of 1 + u with u = eˣ that is not the logarithm of 1 + u.</summary>
    private static Operation? FunctionOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FindingRules.Remedy, out string? name) && Enum.TryParse(name, out FlowRemedy remedy)
            ? remedy switch
            {
                FlowRemedy.Softplus => Sigmoids.Softplus,
                FlowRemedy.LogSigmoid or FlowRemedy.LogSigmoidOfOpposite => Sigmoids.LogSigmoid,
                FlowRemedy.LogP1 or FlowRemedy.LogP1OfOpposite => AccurateElementary.AccurateLogP1,
                FlowRemedy.ExpM1 or FlowRemedy.OppositeOfExpM1 => AccurateElementary.AccurateExpM1,
                FlowRemedy.TwoSigmoids => Hyperbolic.Tanh,
                _ => null,
            }
            : null;

    private static bool IsOfPackage(IInvocationOperation call) => call.TargetMethod.ContainingType is { Name: "Activations", ContainingNamespace.Name: "SymbolicGrad" };

    /// <summary>Whether the argument is the same where the formula stands, and of a type that may be given to a function of the formula's.</summary>
    private static bool CanMove(Place place, IOperation argument, ITypeSymbol type) =>
        argument.IsPure() && argument.Type is { } of && place.Model.Compilation.ClassifyConversion(of, type).IsImplicit
        && Unchanged.Between(place.Model, argument.Syntax, place.Node, argument.Syntax);
}
