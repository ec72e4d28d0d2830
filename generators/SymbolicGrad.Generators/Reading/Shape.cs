using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>A scalar, or memory, inside a value: the fields that lead to it (<c>.Position.X</c>; empty for the value itself) and its type.</summary>
internal sealed record Leaf(string Path, ScalarType? Scalar, TypeReader.ArrayType? Memory)
{
    /// <summary>How C# declares the scalar, where it is computed with in another type: a byte, an enumeration.</summary>
    public ScalarType? Declared { get; init; }

    /// <summary>What [InRange] on the field says, or on the innermost field around it that has one.</summary>
    public Interval? Stated { get; init; }
}

/// <summary>
/// What a C# type is to the reader: one scalar, one array or, for structs and tuples, several of them. Structures are replaced
/// by their leaves while reading, so that nothing after it knows of them.
/// </summary>
internal sealed record Shape(IReadOnlyList<Leaf> Leaves)
{
    public bool IsStructure => Leaves is not [{ Path.Length: 0 }];

    public bool HoldsMemory => Leaves.Any(leaf => leaf.Memory is not null);
}

/// <summary>What an expression of any supported type means: the bindings of its leaves by path, in order.</summary>
internal sealed record Bundle(IReadOnlyList<KeyValuePair<string, Binding>> Leaves)
{
    public static Bundle Of(Operand scalar) => Of(new ScalarBinding(scalar.Type, "", scalar));

    public static Bundle Of(ArrayView view) => Of(new ArrayBinding(view));

    private static Bundle Of(Binding binding) => new([new KeyValuePair<string, Binding>("", binding)]);

    /// <summary>The field or element of that path.</summary>
    public Bundle Part(string path) => new(Leaves
        .Where(leaf => leaf.Key == path || leaf.Key.StartsWith(path + ".", StringComparison.Ordinal))
        .Select(leaf => new KeyValuePair<string, Binding>(leaf.Key.Substring(path.Length), leaf.Value))
        .ToList());

    /// <summary>Itself as a field or element of something.</summary>
    public IEnumerable<KeyValuePair<string, Binding>> Under(string path) =>
        Leaves.Select(leaf => new KeyValuePair<string, Binding>(path + leaf.Key, leaf.Value));
}
