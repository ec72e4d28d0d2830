using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The method's surroundings, as strings.</summary>
internal static class DeclarationReader
{
    public static Declaration Read(IMethodSymbol method, DerivativeOptions options, Compilation compilation, CancellationToken cancellation)
    {
        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        if (method.MethodKind != MethodKind.Ordinary || method.ContainingType is null)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Container, location, method.Name, "annotate an ordinary method of a partial type"));
        }

        if (!method.IsStatic && (method.IsAbstract || method.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct)))
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Container, location, method.Name, "annotate a method of a class or struct, or a static one"));
        }

        RequireFreeNames(method, options, location);
        List<ContainingType> types = [];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            RequirePartial(type, location, cancellation);
            types.Insert(0, new ContainingType(Keyword(type), Escape(type.Name) + TypeParameterList(type)));
        }

        INamespaceSymbol space = method.ContainingType.ContainingNamespace;
        return new Declaration(
            space.IsGlobalNamespace ? null : space.ToDisplayString(),
            types.ToEquatableArray(),
            AccessibilityOf(method),
            method.IsStatic,
            method.Name,
            method.TypeParameters.Select(parameter => parameter.Name).ToEquatableArray(),
            method.TypeParameters.Select(Constraint).OfType<string>().ToEquatableArray(),
            HintNames.Of(method, compilation, cancellation))
        {
            DeclaredMembers = DeclaredMembers.Of(method).Select(declared => DeclaredMembers.Read(declared, cancellation)).ToEquatableArray(),
            NeedsQualifiedNames = ShadowedNames.Any(method.ContainingType, compilation, cancellation),
            TakenNames = ShadowedNames.FunctionsAmongMembers(method.ContainingType).ToEquatableArray(),
        };
    }

    /// <summary>The declaration of a struct's gradient type, beside the struct.</summary>
    public static Declaration OfGradient(INamedTypeSymbol type, string hintName, Location location, CancellationToken cancellation)
    {
        string name = type.Name + "Gradient";
        IEnumerable<INamedTypeSymbol> others = type.ContainingType?.GetTypeMembers(name, type.Arity) ?? type.ContainingNamespace.GetTypeMembers(name, type.Arity);
        if (others.Any(other => !DeclaredMembers.IsGenerated(other) && !(other.TypeKind == TypeKind.Struct && IsPartial(other, cancellation))))
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Container, location, type.Name, $"rename '{name}', whose name its gradient type needs"));
        }

        List<ContainingType> types = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            RequirePartial(outer, location, cancellation);
            types.Insert(0, new ContainingType(Keyword(outer), Escape(outer.Name) + TypeParameterList(outer)));
        }

        INamespaceSymbol space = type.ContainingNamespace;
        return new Declaration(
            space.IsGlobalNamespace ? null : space.ToDisplayString(),
            types.ToEquatableArray(),
            AccessibilityOf(type),
            IsStatic: false,
            name,
            type.TypeParameters.Select(parameter => parameter.Name).ToEquatableArray(),
            type.TypeParameters.Select(Constraint).OfType<string>().ToEquatableArray(),
            hintName)
        { NeedsQualifiedNames = true };
    }

    /// <summary>
    /// The type must not have a method yet that would be the same as a generated one. What was generated earlier, which the
    /// analyzers see, does not count.
    /// </summary>
    private static void RequireFreeNames(IMethodSymbol method, DerivativeOptions options, Location location)
    {
        string stem = DeclaredMembers.StemOf(method.Name);
        HashSet<string> withInputs = [stem + "Gradient", stem + "Backward"], withAll = [];
        if (options.Hvp)
        {
            withInputs.Add(stem + "Hvp");
        }

        if (options.Hessian)
        {
            withInputs.Add(stem + "Hessian");
        }

        if (options.Jvp)
        {
            withAll.Add(stem + "Jvp");
        }

        if (options.Jacobian)
        {
            withAll.Add(stem + "Jacobian");
        }

        foreach (ISymbol member in method.ContainingType.GetMembers())
        {
            bool isTaken = member switch
            {
                IMethodSymbol other when SymbolEqualityComparer.Default.Equals(other, method.PartialDefinitionPart ?? method) || DeclaredMembers.IsGenerated(other) || DeclaredMembers.IsDeclared(other) => false,
                IMethodSymbol other when ParameterAttributes.Has(other, "DifferentiableAttribute") =>
                    DeclaredMembers.StemOf(other.Name) == stem && other.Arity == method.Arity && HasParametersOf(other, method, method.Parameters.Length),
                IMethodSymbol other when withAll.Contains(other.Name) => other.Arity == method.Arity && HasParametersOf(other, method, method.Parameters.Length),
                IMethodSymbol other => withInputs.Contains(other.Name)
                    && other.Arity == method.Arity && HasParametersOf(other, method, method.Parameters.Count(parameter => parameter.RefKind != RefKind.Out)),
                _ => withInputs.Contains(member.Name) || withAll.Contains(member.Name),
            };
            if (isTaken)
            {
                throw new RefusedException(new ReadRefusal(Descriptors.Container, location, method.Name, $"rename '{member.Name}', whose name its members need"));
            }
        }
    }

    /// <summary>The first parameters, writable or not, are of the same types.</summary>
    private static bool HasParametersOf(IMethodSymbol other, IMethodSymbol method, int count)
    {
        List<IParameterSymbol> inputs = count == method.Parameters.Length
            ? [.. method.Parameters]
            : [.. method.Parameters.Where(parameter => parameter.RefKind != RefKind.Out)];
        bool isLongEnough = ParameterAttributes.Has(other, "DifferentiableAttribute") ? other.Parameters.Length == count : other.Parameters.Length >= count;
        return isLongEnough && inputs.Zip(other.Parameters, (left, right) => left.Type.ToDisplayString() == right.Type.ToDisplayString()).All(same => same);
    }

    private static void RequirePartial(INamedTypeSymbol type, Location location, CancellationToken cancellation)
    {
        if (!IsPartial(type, cancellation) || type.IsFileLocal)
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Container, location, type.Name, type.IsFileLocal ? "a file-local type cannot be extended; drop 'file'" : "declare the type partial"));
        }
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private static string TypeParameterList(INamedTypeSymbol type) =>
        type.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name)))}>";

    /// <summary>A name as C# accepts it: <c>@class</c>.</summary>
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private static string AccessibilityOf(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static string? Constraint(ITypeParameterSymbol parameter)
    {
        List<string> constraints = [];
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? null : $"where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
