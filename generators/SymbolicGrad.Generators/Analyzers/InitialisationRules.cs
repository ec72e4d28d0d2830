using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Compiler.Diagnosis.Weights;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>
/// SYG1008–1010: first weights that do not fit what they are the weights of. Seen from the call of a derivative: its arguments say how they were filled, the
/// annotated method what it does with them. Only calls by such a name are bound, and only methods that are given something known are read.
/// </summary>
internal sealed class InitialisationRules(INamedTypeSymbol attribute)
{
    private readonly ConcurrentDictionary<IMethodSymbol, WeightUses?> _uses = new(SymbolEqualityComparer.Default);

    public void Analyze(SyntaxNodeAnalysisContext context)
    {
        InvocationExpressionSyntax syntax = (InvocationExpressionSyntax)context.Node;
        if (SuffixOf(syntax.Expression) is not { } suffix
            || context.SemanticModel.GetOperation(syntax, context.CancellationToken) is not IInvocationOperation call
            || AnnotatedOf(call.TargetMethod, suffix) is not { } annotated)
        {
            return;
        }

        Dictionary<string, FirstValue> filled = [];
        HashSet<string> inputs = [.. annotated.Parameters.Select(parameter => parameter.Name)];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && inputs.Contains(parameter.Name) && FirstValue.Passed(argument.Value) is { } local && FirstValue.Of(local, call) is { Filling: not Filling.Other } value)
            {
                filled[parameter.Name] = value;
            }
        }

        if (filled.Count == 0 || UsesOf(annotated, context) is not { } uses)
        {
            return;
        }

        foreach (Diagnostic diagnostic in ForgetBiases(filled, uses).Concat(EqualUnits(filled, uses)).Concat(Scales(filled, uses)))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static IEnumerable<Diagnostic> ForgetBiases(Dictionary<string, FirstValue> filled, WeightUses uses) =>
        from entry in filled
        where entry.Value is { Filling: Filling.Equal, Number: <= 0 } && uses.IsForgetBias(entry.Key)
        let number = entry.Value.Number!.Value
        let gate = FlowText.Number(1 / (1 + Math.Exp(-number)))
        select Of(FlowRule.ForgetBias, entry.Value, entry.Key, number.ToString("G4", CultureInfo.InvariantCulture), gate);

    private static IEnumerable<Diagnostic> EqualUnits(Dictionary<string, FirstValue> filled, WeightUses uses)
    {
        string[] equal = [.. filled.Where(entry => entry.Value.Filling == Filling.Equal).Select(entry => entry.Key)];
        return uses.EqualUnits(equal) is (var weights, var next) && !filled[weights].IsOfOneUnit && !filled[next].IsOfOneUnit
            ? [Of(FlowRule.EqualUnits, filled[weights], weights == next ? $"All elements of '{weights}' are" : $"All elements of '{weights}', and of '{next}', are", weights)]
            : [];
    }

    private static IEnumerable<Diagnostic> Scales(Dictionary<string, FirstValue> filled, WeightUses uses)
    {
        foreach (KeyValuePair<string, FirstValue> entry in filled)
        {
            switch (entry.Value.Filling, entry.Value.Filling is Filling.Xavier or Filling.He ? uses.Fed(entry.Key) : FedActivations.Other)
            {
                case (Filling.Xavier, FedActivations.Rectifying):
                    yield return Of(FlowRule.InitialisationScale, entry.Value, entry.Key, "Xavier's scale, but leads to rectifiers, which pass half of the variance: after n layers 2⁻ⁿ of it is left", "He's, or a gain of √2");
                    break;
                case (Filling.He, FedActivations.Saturating):
                    yield return Of(FlowRule.InitialisationScale, entry.Value, entry.Key, "He's scale, but leads to activations that saturate: their arguments have twice the variance that keeps it from layer to layer", "Xavier's");
                    break;
            }
        }
    }

    private static Diagnostic Of(FlowRule rule, FirstValue value, params object[] details) => Diagnostic.Create(FindingDescriptors.Of(rule), value.Place.Syntax.GetLocation(), details);

    /// <summary>What the name of a derivative ends with: nothing else is looked at.</summary>
    private static string? SuffixOf(ExpressionSyntax called)
    {
        string? name = called switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        };
        return name is null ? null
            : name.EndsWith("Gradient", StringComparison.Ordinal) ? "Gradient"
            : name.EndsWith("Backward", StringComparison.Ordinal) ? "Backward"
            : null;
    }

    /// <summary>The annotated method that this is a derivative of; null where it is none.</summary>
    private IMethodSymbol? AnnotatedOf(IMethodSymbol derivative, string suffix)
    {
        HashSet<string> given = [.. derivative.Parameters.Select(parameter => parameter.Name)];
        return derivative.ContainingType.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
            DeclaredMembers.StemOf(method.Name) + suffix == derivative.Name && AnnotatedMethod.AttributeOf(method, attribute) is not null
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.Out || given.Contains(parameter.Name) || parameter.Type.Name is "Span" or "Span2D" or ""));
    }

    private WeightUses? UsesOf(IMethodSymbol annotated, SyntaxNodeAnalysisContext context) => _uses.GetOrAdd(annotated, method =>
        AnnotatedMethod.Read(method, attribute, context.Compilation, context.CancellationToken)?.Result.Method is { } model ? new WeightUses(model.Function) : null);
}
