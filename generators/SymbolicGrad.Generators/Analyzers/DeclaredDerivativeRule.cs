using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>[BackwardOf]: the signature has to be that of the GBackward which would be generated.</summary>
internal static class DeclaredDerivativeRule
{
    public static Diagnostic? Find(IMethodSymbol backward)
    {
        if (DeclaredDerivatives.Targets(backward) is not { } targets || targets.Any(target => target.IsStatic && CalleeSignature.Match(target, backward) is not null))
        {
            return null;
        }

        string expected = targets.FirstOrDefault(target => target.IsStatic && !target.ContainingType.IsGenericType) is { } first
            ? CalleeSignature.Describe(first, backward)
            : "none, for there is no static method of that name in a type without type parameters";
        AttributeData attribute = backward.GetAttributes().First(a => a.AttributeClass?.Name == "BackwardOfAttribute");
        string name = attribute.ConstructorArguments is [_, { Value: string given }] ? given : "?";
        return Diagnostic.Create(Descriptors.DeclaredSignature, backward.Locations.FirstOrDefault() ?? Location.None, backward.Name, name, expected);
    }
}
