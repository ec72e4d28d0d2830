using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// Fields and properties of the type, or of the instance whose method is annotated: constants of the derivative, which the
/// generated members read where the method does. To the IR they are parameters; signatures leave them out.
/// </summary>
internal sealed partial class Reader
{
    private static readonly Structure Plain = new("", [], Making.None);

    private readonly Dictionary<ISymbol, Bundle> _members = new(SymbolEqualityComparer.Default);
    private readonly HashSet<int> _memberArrays = [];
    private BlockBuilder? _root;
    private IMethodSymbol? _annotated;
    private StructureReader? _structures;

    /// <summary>What was read of the method's surroundings, as parameters.</summary>
    public List<Parameter> MemberParameters { get; } = [];

    /// <summary>The instance of the annotated method, and not of a method of a struct that is read in place of its call.</summary>
    private bool IsAnnotatedInstance(IOperation? operation) =>
        operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type }
        && !_bindings.Places.Any(place => SymbolEqualityComparer.Default.Equals(place.Symbol, type.OriginalDefinition));

    /// <summary>A field, or a property that is not computed here, of the annotated method's instance or of a type.</summary>
    private Bundle ReadConstant(ISymbol member, IOperation at)
    {
        if (_members.TryGetValue(member, out Bundle? known))
        {
            return known;
        }

        ITypeSymbol type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        bool isOfProject = SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly);
        if (member is IPropertySymbol && !isOfProject)
        {
            throw Refuse(Descriptors.State, at, TextOf(at), "pass it as a parameter, with [NoGradient] if it is a constant");
        }

        if (!compilation.IsSymbolAccessibleWithin(member, _annotated!.ContainingType))
        {
            throw Refuse(Descriptors.State, at, TextOf(at), "the generated members cannot reach it; make it internal, or pass it as a parameter");
        }

        Shape shape = ShapeOf(type, at);
        string name = NameOf(member);
        Whole whole = new(name, Plain, Passing.None);
        IEnumerable<string> paths = shape.IsStructure
            ? _structures!.Read((INamedTypeSymbol)Resolved(type), at.Syntax.GetLocation(), hasGradient: false).Paths
            : [""];
        List<KeyValuePair<string, Binding>> leaves = [];
        foreach ((string path, Leaf leaf) in paths.Zip(shape.Leaves, (path, leaf) => (path, leaf)))
        {
            // Bound for the moment under the member's symbol: bindings are a method's own, the member is everyone's.
            Place place = new(member, leaf.Path);
            List<Parameter> parameters = DeclareLeaf(place, leaf, whole, name + path, ParameterRole.Input, isConstant: true);
            MemberParameters.AddRange(parameters);
            _memberArrays.UnionWith(parameters.OfType<ArrayParameter>().Select(array => array.Array.Id));

            leaves.Add(new KeyValuePair<string, Binding>(leaf.Path, _bindings.Find(place)!));
        }

        Bundle bundle = new(leaves);
        _members.Add(member, bundle);
        return bundle;
    }

    /// <summary>The whole instance of an annotated method of a struct.</summary>
    private Bundle ReadAnnotatedInstance(ITypeSymbol type, IOperation at) => new(ShapeReader.Fields((INamedTypeSymbol)type)
        .SelectMany(field => ReadConstant(field.AssociatedSymbol ?? field, at).Under(ShapeReader.PathOf(field)))
        .ToList());

    /// <summary>How the generated members write it: in full where a parameter has its name, or where it is another type's.</summary>
    private string NameOf(ISymbol member)
    {
        bool isOwn = false;
        for (INamedTypeSymbol? type = _annotated!.ContainingType; type is not null; type = type.BaseType)
        {
            isOwn |= SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType.OriginalDefinition);
        }

        string name = EscapedName(member.Name);
        bool isHidden = _annotated.Parameters.Any(parameter => parameter.Name == member.Name) || _annotated.TypeParameters.Any(parameter => parameter.Name == member.Name);
        return isOwn && !isHidden ? name
            : member.IsStatic ? $"{TypeNames.Of(member.ContainingType, _annotated.ContainingType, "", compilation, cancellation)}.{name}"
            : "this." + name;
    }

    private static string EscapedName(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? "@" + name : name;
}
