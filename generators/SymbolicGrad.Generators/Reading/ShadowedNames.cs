using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Short names that the emitted file uses. Where one of them means something else inside the user's type, the file has to
/// write everything out in full.
/// </summary>
internal static class ShadowedNames
{
    private static readonly Dictionary<string, string> Namespaces = new()
    {
        ["Math"] = "System",
        ["MathF"] = "System",
        ["Span"] = "System",
        ["ReadOnlySpan"] = "System",
        ["ArgumentException"] = "System",
        ["TensorPrimitives"] = "System.Numerics.Tensors",
        ["Span2D"] = "CommunityToolkit.HighPerformance",
        ["ReadOnlySpan2D"] = "CommunityToolkit.HighPerformance",
        ["Activations"] = "SymbolicGrad",
        ["Elementary"] = "SymbolicGrad",
        ["Grad"] = "SymbolicGrad",
        ["Lengths"] = "SymbolicGrad",
        ["Workspace"] = "SymbolicGrad",
        ["MatrixProduct"] = "SymbolicGrad.Simd",
        ["MatrixVector"] = "SymbolicGrad.Simd",
        ["Lanes"] = "SymbolicGrad.Simd",
        ["VectorMath"] = "SymbolicGrad.Simd",
        ["Vector"] = "System.Numerics",
        ["Tape"] = "SymbolicGrad",
    };

    // Looking a name up costs more than much of the reading, and the methods of a type all ask the same.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, bool>> Answers = new();

    public static bool Any(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Answers.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default)).GetOrAdd(type, _ => AreAny(type, compilation, cancellation));

    private static bool AreAny(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxReference? reference = type.DeclaringSyntaxReferences.FirstOrDefault();
        if (reference is null || !compilation.ContainsSyntaxTree(reference.SyntaxTree))
        {
            return false;
        }

        // Members of the type (inherited ones too) and types of its namespaces come before anything a using brings.
        HashSet<string> members = MembersOf(type);

        for (INamespaceSymbol? space = type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            cancellation.ThrowIfCancellationRequested();
            string spaceName = space.IsGlobalNamespace ? "" : space.ToDisplayString();
            foreach (KeyValuePair<string, string> known in Namespaces)
            {
                if (known.Value != spaceName && space.GetMembers(known.Key).Any())
                {
                    return true;
                }
            }
        }

        if (Namespaces.Keys.Any(members.Contains))
        {
            return true;
        }

        // What the project imports everywhere competes with what the emitted file imports.
        SemanticModel model = compilation.GetSemanticModel(reference.SyntaxTree);
        return Namespaces.Any(known => model.LookupNamespacesAndTypes(reference.Span.Start, name: known.Key)
            .Any(symbol => symbol.ContainingNamespace?.ToDisplayString() != known.Value));
    }

    /// <summary>
    /// The members that hide a function of the package from the emitted file. Others are left out: a member more or less must
    /// not make the models of all annotated methods beside it differ.
    /// </summary>
    public static IEnumerable<string> FunctionsAmongMembers(INamedTypeSymbol type) =>
        MembersOf(type).Where(Functions.Value.Contains).OrderBy(name => name, StringComparer.Ordinal);

    private static readonly Lazy<HashSet<string>> Functions = new(() => new HashSet<string>(
        OperationTable.All.Select(operation => operation.Spelling).OfType<Spelling.PackageCall>().Select(call => call.Member),
        StringComparer.Ordinal));

    /// <summary>The names of the members of a type, of those it inherits, and of the types around it.</summary>
    public static HashSet<string> MembersOf(INamedTypeSymbol type)
    {
        HashSet<string> members = [];
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            for (INamedTypeSymbol? owner = around; owner is not null; owner = owner.BaseType)
            {
                members.UnionWith(owner.MemberNames);
                members.UnionWith(owner.GetTypeMembers().Select(nested => nested.Name));
            }

            members.Add(around.Name);
        }

        return members;
    }
}
