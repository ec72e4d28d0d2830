using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The <c>[BackwardOf]</c> methods of a compilation, by the method whose derivative they are.</summary>
internal sealed class DeclaredDerivatives
{
    private const string Attribute = "BackwardOfAttribute";

    private static readonly ConditionalWeakTable<Compilation, DeclaredDerivatives> Known = new();

    private static readonly ConditionalWeakTable<IAssemblySymbol, DeclaredDerivatives> KnownReferenced = new();

    // Trees survive from one compilation of an editor to the next: only what was edited is searched again.
    private static readonly ConditionalWeakTable<SyntaxTree, List<MethodDeclarationSyntax>> Candidates = new();

    private readonly Dictionary<IMethodSymbol, IMethodSymbol> _byTarget = new(SymbolEqualityComparer.Default);

    public static DeclaredDerivatives Of(Compilation compilation, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(compilation, out DeclaredDerivatives? known))
        {
            known = new DeclaredDerivatives();
            known.Collect(compilation, cancellation);
            known = Known.GetValue(compilation, _ => known);
        }

        return known;
    }

    /// <summary>
    /// What a referenced assembly publicly declares about its own methods. The rest is its own business: a reference more must
    /// not change the derivative of a library's function, and internal members show in a referenced project but not in an image.
    /// </summary>
    public static DeclaredDerivatives In(IAssemblySymbol referenced) => KnownReferenced.GetValue(referenced, static assembly =>
    {
        DeclaredDerivatives known = new();

        // Whoever uses the attribute refers to its assembly: of the framework no type has to be looked at.
        if (assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == "SymbolicGrad")))
        {
            known.Collect(assembly.GlobalNamespace);
        }

        return known;
    });

    public IMethodSymbol? Find(IMethodSymbol target) => _byTarget.TryGetValue(target, out IMethodSymbol? backward) ? backward : null;

    /// <summary>The overloads that a declaration names; null where the method is no declaration.</summary>
    public static IReadOnlyList<IMethodSymbol>? Targets(IMethodSymbol backward)
    {
        AttributeData? data = backward.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: Attribute, ContainingNamespace.Name: "SymbolicGrad" });
        return data is null ? null
            : data.ConstructorArguments is [{ Value: INamedTypeSymbol owner }, { Value: string name }]
                ? owner.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).ToList()
                : [];
    }

    private void Collect(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            List<MethodDeclarationSyntax> candidates = Candidates.GetValue(tree, t => Search(t, cancellation));
            if (candidates.Count == 0)
            {
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax candidate in candidates)
            {
                if (model.GetDeclaredSymbol(candidate, cancellation) is IMethodSymbol backward)
                {
                    Add(backward);
                }
            }
        }
    }

    private void Collect(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers().Where(member => member is INamespaceSymbol || member.DeclaredAccessibility == Accessibility.Public))
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                Collect(inner);
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true } method)
            {
                Add(method);
            }
        }
    }

    private void Add(IMethodSymbol backward)
    {
        if (Targets(backward) is not { } targets)
        {
            return;
        }

        // A declaration that fits nothing still claims its target: a call must not silently take another derivative.
        List<IMethodSymbol> fitting = targets.Where(target => CalleeSignature.Match(target, backward) is not null).ToList();
        foreach (IMethodSymbol target in fitting.Count > 0 ? fitting : targets)
        {
            _byTarget[target] = backward;
        }
    }

    private static List<MethodDeclarationSyntax> Search(SyntaxTree tree, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        List<string> names = ["BackwardOf", Attribute];
        names.AddRange(root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Where(alias => alias.Alias is not null && alias.NamespaceOrType.ToString().EndsWith(Attribute, StringComparison.Ordinal))
            .Select(alias => alias.Alias!.Name.Identifier.ValueText));
        return root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => names.Any(name => attribute.Name.ToString().EndsWith(name, StringComparison.Ordinal))))
            .ToList();
    }
}
