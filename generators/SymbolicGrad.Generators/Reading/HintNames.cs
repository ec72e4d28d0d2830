using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// The name of the file generated for a method: Type.Method, with the namespace in front only where another type of the
/// project has the same name, and a number behind where the method is overloaded. Roslyn compares these names without case.
/// </summary>
internal static class HintNames
{
    public static string Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        INamedTypeSymbol owner = method.ContainingType;

        // What no identifier contains (-, +) separates, so that no two names can meet.
        string type = NameOf(owner);
        IMethodSymbol declared = method.PartialDefinitionPart ?? method;
        List<IMethodSymbol> overloads = owner.GetMembers().OfType<IMethodSymbol>().Where(other => IsSame(other.Name, method.Name)).ToList();
        string number = overloads.Count <= 1 ? "" : "-" + overloads
            .FindIndex(overload => SymbolEqualityComparer.Default.Equals(overload, declared))
            .ToString(CultureInfo.InvariantCulture);
        return $"{Space(owner, compilation, cancellation)}{type}.{method.Name}{number}";
    }

    /// <summary>The name of the file of a struct's gradient type, which no method's file can have.</summary>
    public static string OfGradient(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        $"{Space(type, compilation, cancellation)}{NameOf(type)}+Gradient";

    /// <summary>The namespace, where another type of the project has the same name.</summary>
    private static string Space(INamedTypeSymbol owner, Compilation compilation, CancellationToken cancellation)
    {
        string type = NameOf(owner);
        bool isAmbiguous = compilation
            .GetSymbolsWithName(name => IsSame(name, owner.Name), SymbolFilter.Type, cancellation)
            .OfType<INamedTypeSymbol>()
            .Any(other => !SymbolEqualityComparer.Default.Equals(other, owner.OriginalDefinition) && IsSame(NameOf(other), type));
        return isAmbiguous && !owner.ContainingNamespace.IsGlobalNamespace ? owner.ContainingNamespace.ToDisplayString() + "+" : "";
    }

    /// <summary>The type's name with those of the types around it, generic arity included.</summary>
    private static string NameOf(INamedTypeSymbol type)
    {
        string name = type.MetadataName.Replace('`', '-');
        return type.ContainingType is { } outer ? $"{NameOf(outer)}.{name}" : name;
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
