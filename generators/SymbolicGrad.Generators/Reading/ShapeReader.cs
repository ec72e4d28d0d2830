using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Finds the leaves of types.</summary>
internal static class ShapeReader
{
    private static readonly string[] Vectors = ["Vector2", "Vector3", "Vector4"];

    /// <summary>The shape of a type that takes part, or null.</summary>
    public static Shape? Find(ITypeSymbol? type, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments)
    {
        List<Leaf> leaves = [];
        return type is not null && Collect(type, arguments, "", leaves, ImmutableStack<INamedTypeSymbol>.Empty) is null ? new Shape(leaves) : null;
    }

    public static Shape Require(ITypeSymbol? type, Location location, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments)
    {
        List<Leaf> leaves = [];
        if (type is null)
        {
            throw new RefusedException(null);
        }

        if (Collect(type, arguments, "", leaves, ImmutableStack<INamedTypeSymbol>.Empty) is not { } reason)
        {
            return new Shape(leaves);
        }

        if (reason.Length == 0)
        {
            TypeReader.RequireScalar(type, location, arguments);
        }

        throw new RefusedException(new ReadRefusal(Descriptors.Type, location, type.ToDisplayString(), reason));
    }

    /// <summary>The instance fields of a structure, backing fields of automatic properties included.</summary>
    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.IsTupleType
        ? type.TupleElements
        : type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    /// <summary>What a field is called in a path: <c>.Item1</c> for any name of a tuple's first element, the property of a backing field.</summary>
    public static string PathOf(ISymbol member) => "." + member switch
    {
        IFieldSymbol { ContainingType.IsTupleType: true } element => (element.CorrespondingTupleField ?? element).Name,
        IFieldSymbol { AssociatedSymbol: IPropertySymbol property } => property.Name,
        _ => member.Name,
    };

    /// <summary>True for a property that only stands for its field: no accessor has a body.</summary>
    public static bool IsAutomatic(IPropertySymbol property)
    {
        IPropertySymbol definition = property.OriginalDefinition;
        return !property.IsIndexer && Fields(definition.ContainingType).Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, definition))
            && !HasBody(definition.GetMethod) && !HasBody(definition.SetMethod);
    }

    private static bool HasBody(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is
        Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { Body: not null } or
        Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { ExpressionBody: not null } or
        Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax) == true;

    public static bool IsVector(ITypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } && Vectors.Contains(type.Name);

    /// <summary>A structure that contains itself, be it as another type of the same definition, is the compiler's error to report.</summary>
    private static bool IsEndless(INamedTypeSymbol structure, ImmutableStack<INamedTypeSymbol> around)
    {
        const int deepestNesting = 16;
        return around.Contains(structure, SymbolEqualityComparer.Default)
            || around.Count(outer => SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, structure.OriginalDefinition)) > deepestNesting;
    }

    /// <summary>Appends the type's leaves; the reason if it has none that take part, which is empty where there is nothing particular to say.</summary>
    private static string? Collect(
        ITypeSymbol type, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments, string path, List<Leaf> leaves, ImmutableStack<INamedTypeSymbol> around)
    {
        if (TypeReader.Scalar(type, arguments) is { } scalar)
        {
            leaves.Add(new Leaf(path, scalar, null) { Declared = TypeReader.Declared(type, scalar) });
            return null;
        }

        if (TypeReader.Array(type, arguments) is { } memory)
        {
            leaves.Add(new Leaf(path, null, memory));
            return null;
        }

        if (type is ITypeParameterSymbol parameter && arguments is not null && arguments.TryGetValue(parameter, out ITypeSymbol? argument))
        {
            return Collect(argument, arguments, path, leaves, around);
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } structure || structure.SpecialType != SpecialType.None)
        {
            return type is INamedTypeSymbol { IsRecord: true } ? "it is a class; declare it as a record struct" : "";
        }

        bool hasSource = structure.OriginalDefinition.DeclaringSyntaxReferences.Length > 0;
        if (!structure.IsTupleType && !hasSource && !IsVector(structure))
        {
            return "";
        }

        if (structure.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "InlineArrayAttribute"
            || (attribute.AttributeClass?.Name is "StructLayoutAttribute" && attribute.ConstructorArguments is [{ Value: 2 }])))
        {
            return "its fields overlap or repeat; use a struct with the usual layout";
        }

        if (IsEndless(structure, around))
        {
            return "";
        }

        around = around.Push(structure);
        foreach (IFieldSymbol field in Fields(structure))
        {
            if (field.RefKind != RefKind.None || field.IsFixedSizeBuffer || field.IsVolatile)
            {
                return $"its field '{field.Name}' is a reference or a buffer; use plain fields";
            }

            int first = leaves.Count;
            if (Collect(field.Type, arguments, path + PathOf(field), leaves, around) is { } reason)
            {
                return field.Type.TypeKind == TypeKind.Error ? ""
                    : reason.Length > 0 ? reason
                    : $"its field '{PathOf(field).Substring(1)}' is of type {field.Type.ToDisplayString()}; fields of numbers, arrays, spans and such structs can take part";
            }

            if (ParameterAttributes.RangeOf(field) is { } stated)
            {
                for (int i = first; i < leaves.Count; i++)
                {
                    leaves[i] = leaves[i] with { Stated = leaves[i].Stated ?? stated };
                }
            }
        }

        return null;
    }
}
