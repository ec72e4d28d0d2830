using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The package's attributes on a parameter.</summary>
internal static class ParameterAttributes
{
    public static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(data =>
        data.AttributeClass is { ContainingNamespace.Name: "SymbolicGrad" } type && type.Name == attribute);
}
