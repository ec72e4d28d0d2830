using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The package's attributes on a parameter, on a field, and on a method for its result.</summary>
internal static class ParameterAttributes
{
    public static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(data =>
        data.AttributeClass is { ContainingNamespace.Name: "SymbolicGrad" } type && type.Name == attribute);

    /// <summary>What [InRange] states; null where it is missing, or says what no number is.</summary>
    public static Interval? RangeOf(ISymbol symbol) => RangeOf(symbol.GetAttributes()) ?? symbol switch
    {
        IFieldSymbol { AssociatedSymbol: IPropertySymbol property } => RangeOf(property),

        // A positional record's attributes are those of its constructor's parameters.
        IPropertySymbol { ContainingType.IsRecord: true } positional => positional.ContainingType.InstanceConstructors
            .SelectMany(constructor => constructor.Parameters)
            .Where(parameter => parameter.Name == positional.Name)
            .Select(parameter => RangeOf(parameter.GetAttributes()))
            .FirstOrDefault(range => range is not null),
        _ => null,
    };

    private static Interval? RangeOf(ImmutableArray<AttributeData> attributes)
    {
        AttributeData? stated = attributes.FirstOrDefault(data => data.AttributeClass is { ContainingNamespace.Name: "SymbolicGrad", Name: "InRangeAttribute" });
        return stated?.ConstructorArguments is [{ Value: double low }, { Value: double high }] && low <= high ? new Interval(low, high) : null;
    }
}
