using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// How one file writes the types of libraries, and the using directives that follow from what it wrote.
/// </summary>
internal sealed class LibraryNames(Declaration declaration)
{
    private const string Activations = "Activations";

    private readonly SortedSet<string> _namespaces = new(StringComparer.Ordinal);
    private bool _usesActivations;

    /// <summary>Short names that a local must not hide.</summary>
    public SortedSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The using directives, System first.</summary>
    public IEnumerable<string> Usings
    {
        get
        {
            foreach (string name in _namespaces.OrderBy(name => name.StartsWith("System", StringComparison.Ordinal) ? 0 : 1))
            {
                yield return $"using {name};";
            }

            if (_usesActivations)
            {
                yield return "using static SymbolicGrad.Activations;";
            }
        }
    }

    /// <summary>A type of a library.</summary>
    public string Type(string space, string name)
    {
        if (declaration.NeedsQualifiedNames)
        {
            return $"global::{space}.{name}";
        }

        _namespaces.Add(space);
        int typeArguments = name.IndexOf('<');
        Used.Add(typeArguments < 0 ? name : name.Substring(0, typeArguments));
        return name;
    }

    /// <summary>The type of a local variable.</summary>
    public string ValueType(ScalarType type) => type.IsVector ? Type("System.Numerics", type.Name) : type.Name;

    /// <summary>A class of static methods that generated code calls by name.</summary>
    public string Owner(string name) => Type(
        name switch
        {
            "TensorPrimitives" => "System.Numerics.Tensors",
            "Vector" => "System.Numerics",
            "MatrixProduct" or "MatrixVector" or "Lanes" or "VectorMath" => "SymbolicGrad.Simd",
            _ => "SymbolicGrad",
        },
        name);

    /// <summary>An extension method's namespace, which has to be imported however names are written.</summary>
    public void Import(string space) => _namespaces.Add(space);

    /// <summary>A static method of the package, short where the user's type has no member of that name.</summary>
    public Expression PackageMethod(string owner, string method)
    {
        if (owner == Activations && !declaration.NeedsQualifiedNames && !declaration.TakenNames.Contains(method))
        {
            _usesActivations = true;
            Used.Add(method);
            return new NameExpression(method);
        }

        return new MemberExpression(new NameExpression(Type("SymbolicGrad", owner)), method);
    }

    /// <summary>A structure's type in C#.</summary>
    public string StructureType(Structure structure) =>
        structure.IsTuple ? $"({string.Join(", ", structure.Fields.Select(TupleElement))})"
        : structure.Namespace is { } space ? Type(space, structure.Type)
        : structure.Type;

    private string TupleElement(StructureField field, int position)
    {
        string type = field.Inner is { } inner ? StructureType(inner) : field.Scalar!.Name;
        bool isNamed = field.Name != "Item" + (position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return isNamed ? $"{type} {NameScope.Escape(field.Name)}" : type;
    }

    /// <summary>The type in C# of an array's variable.</summary>
    public string ArrayType(ArrayVariable array)
    {
        string element = ValueType(array.Element);
        return array.Storage switch
        {
            ArrayStorage.ReadOnlySpan => Type("System", $"ReadOnlySpan<{element}>"),
            ArrayStorage.Span => Type("System", $"Span<{element}>"),
            ArrayStorage.Array => element + "[]",
            ArrayStorage.RectangularArray => element + "[,]",
            ArrayStorage.Jagged => element + "[][]",
            ArrayStorage.ReadOnlySpan2D => Type("CommunityToolkit.HighPerformance", $"ReadOnlySpan2D<{element}>"),
            ArrayStorage.Span2D => Type("CommunityToolkit.HighPerformance", $"Span2D<{element}>"),
            ArrayStorage.Scratch when array.Rank == 1 => Type("System", $"Span<{element}>"),
            ArrayStorage.Growing => Type("SymbolicGrad", $"Records<{element}>"),
            ArrayStorage.Cell => element,
            ArrayStorage.Scratch => Type("CommunityToolkit.HighPerformance", $"Span2D<{element}>"),
            _ => throw new InvalidOperationException($"Unknown storage {array.Storage}."),
        };
    }
}
