using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Partial declarations of generated members: <c>public static partial double LossGradient(double w, out double dw);</c></summary>
internal static class DeclaredMembers
{
    private static readonly Dictionary<string, MemberKind> Kinds = new(StringComparer.Ordinal)
    {
        ["Gradient"] = MemberKind.Gradient,
        ["Backward"] = MemberKind.Backward,
        ["TapeLength"] = MemberKind.TapeLength,
        ["Forward"] = MemberKind.Forward,
        ["Jvp"] = MemberKind.Jvp,
        ["Hvp"] = MemberKind.Hvp,
        ["Hessian"] = MemberKind.Hessian,
        ["Jacobian"] = MemberKind.Jacobian,
    };

    private static readonly SymbolDisplayFormat Types = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>What is declared beside an annotated method for the generator to implement.</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol annotated) => annotated.ContainingType.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(member => IsDeclared(member) && KindOf(member, annotated) is not null && SharesInputs(member, annotated));

    /// <summary>Which of the annotated method's members a method has the name of.</summary>
    public static MemberKind? KindOf(IMethodSymbol member, IMethodSymbol annotated)
    {
        string stem = StemOf(annotated.Name);
        return member.Name.StartsWith(stem, StringComparison.Ordinal)
            && member.Name != annotated.Name
            && member.Arity == annotated.Arity
            && Kinds.TryGetValue(member.Name.Substring(stem.Length), out MemberKind kind)
            ? kind
            : null;
    }

    /// <summary>A partial method that the user has declared, and not implemented.</summary>
    public static bool IsDeclared(IMethodSymbol method) =>
        method is { IsPartialDefinition: true }
        && (method.PartialImplementationPart is not { } implementation || IsGenerated(implementation))
        && !ParameterAttributes.Has(method, "DifferentiableAttribute");

    /// <summary>Written by this generator, as the analyzers see it.</summary>
    public static bool IsGenerated(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute" && attribute.ConstructorArguments is [{ Value: "SymbolicGrad" }, ..]);

    public static DeclaredMember Read(IMethodSymbol declared, CancellationToken cancellation)
    {
        string modifiers = declared.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<MethodDeclarationSyntax>().FirstOrDefault() is { } syntax
            ? string.Join(" ", syntax.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text))
            : "";
        return new DeclaredMember(declared.Name, SignatureOf(declared), modifiers);
    }

    /// <summary>The signature as a generated member's is written.</summary>
    public static string SignatureOf(IMethodSymbol method)
    {
        string typeParameters = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>";
        IEnumerable<string> parameters = method.Parameters.Select(parameter => $"{Passing(parameter.RefKind)}{parameter.Type.ToDisplayString(Types)} {Name(parameter.Name)}");
        return $"{(method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(Types))} {method.Name}{typeParameters}({string.Join(", ", parameters)})";
    }

    public static string StemOf(string name) =>
        name.Length > "Forward".Length && name.EndsWith("Forward", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Forward".Length) : name;

    /// <summary>Among overloads of one name, the members of each are told by the inputs; the taped backward leaves some out.</summary>
    private static bool SharesInputs(IMethodSymbol member, IMethodSymbol annotated)
    {
        List<IMethodSymbol> overloads = annotated.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => ParameterAttributes.Has(other, "DifferentiableAttribute") && other.PartialDefinitionPart is null && KindOf(member, other) is not null)
            .ToList();
        return overloads.Count < 2 || SymbolEqualityComparer.Default.Equals(
            overloads.OrderByDescending(other => CommonInputs(member, other)).First(), annotated.PartialDefinitionPart ?? annotated);
    }

    private static int CommonInputs(IMethodSymbol member, IMethodSymbol overload)
    {
        List<string> inputs = overload.Parameters.Where(parameter => parameter.RefKind != RefKind.Out).Select(parameter => parameter.Type.ToDisplayString() + parameter.Name).ToList();
        HashSet<string> parameters = [.. member.Parameters.Select(parameter => parameter.Type.ToDisplayString() + parameter.Name)];
        return inputs.Count(parameters.Contains) - inputs.Count(input => !parameters.Contains(input));
    }

    private static string Passing(RefKind kind) => kind switch
    {
        RefKind.Out => "out ",
        RefKind.Ref => "ref ",
        RefKind.None => "",
        _ => "in ",
    };

    private static string Name(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
