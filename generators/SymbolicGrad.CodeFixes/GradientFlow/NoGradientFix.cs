using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>SYG1007: a parameter whose gradient is 0 by intention is marked so. Offered while something else is left to differentiate by.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradientFix)), Shared]
public sealed class NoGradientFix : Mending
{
    private const string Attribute = "NoGradientAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FindingDescriptors.NoGradient.Id];

    private protected override IEnumerable<Remedy> RemediesAt(Place place)
    {
        if (place.Node is ParameterSyntax { Parent: ParameterListSyntax list } parameter
            && list.Parameters.Any(other => other != parameter && place.Model.GetDeclaredSymbol(other) is { } symbol && HoldsNumbers(symbol.Type) && !symbol.Has(Attribute)))
        {
            yield return new Remedy("no-gradient", $"Mark '{parameter.Identifier.ValueText}' [NoGradient]", editor => editor.ReplaceNode(parameter, (current, _) => ((ParameterSyntax)current).With(Attribute)));
        }
    }

    private static bool HoldsNumbers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsNumbers(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } span => span.TypeArguments.Any(HoldsNumbers),
        _ => type.IsFloating(),
    };
}
