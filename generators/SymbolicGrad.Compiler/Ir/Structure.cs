namespace SymbolicGrad.Compiler.Ir;

/// <summary>How C# makes a value of a structure from the values of its fields.</summary>
public enum Making
{
    /// <summary><c>(a, b)</c></summary>
    Tuple,

    /// <summary><c>new P(a, b)</c>: a constructor that takes the fields in their order.</summary>
    Constructor,

    /// <summary><c>new P { A = a, B = b }</c></summary>
    Initializer,

    /// <summary>Not from outside.</summary>
    None,
}

/// <summary>
/// A value that C# writes as one and the IR knows as several scalars and arrays: a struct or a tuple. Only signatures, and the
/// statements that hand such a value over, know of it; bodies name its leaves.
/// </summary>
/// <param name="Type">The type as the generated file writes it; empty for a tuple, which is written by its fields.</param>
/// <param name="Fields">Its fields in their order.</param>
/// <param name="Making">How one is made.</param>
public sealed record Structure(string Type, EquatableArray<StructureField> Fields, Making Making)
{
    /// <summary>The namespace to import for a library's type; null where the type's text is enough.</summary>
    public string? Namespace { get; init; }

    /// <summary>The structure of its gradient; null where it has none.</summary>
    public Structure? Gradient { get; init; }

    public bool IsTuple => Making == Making.Tuple;

    public bool HoldsMemory => Fields.Any(part => part.Inner is { } inner ? inner.HoldsMemory : part.Scalar is null);

    /// <summary>The leaves in order, each by the fields that lead to it: <c>.Position.X</c>.</summary>
    public IEnumerable<string> Paths => Fields.SelectMany(part =>
        part.Inner is { } inner ? inner.Paths.Select(path => "." + part.Name + path) : ["." + part.Name]);
}

/// <summary>A field: a scalar, an inner structure, or else memory.</summary>
public sealed record StructureField(string Name, ScalarType? Scalar, Structure? Inner);

/// <summary>How a parameter is passed.</summary>
public enum Passing
{
    Value,
    In,
    Ref,
    Out,

    /// <summary>Not at all: it is a field or property that the members read, as the method does.</summary>
    None,
}

/// <summary>The C# parameter of which a <see cref="Parameter"/> is a leaf.</summary>
public sealed record Whole(string Name, Structure Structure, Passing Passing)
{
    /// <summary>The same where it is only read.</summary>
    public Whole ReadOnly => Passing is Passing.Value or Passing.None ? this : this with { Passing = Passing.In };

    /// <summary>An upstream of that structure.</summary>
    public static Whole Upstream(string name, Structure gradient) => new(name, gradient, gradient.IsTuple || gradient.Namespace is not null ? Passing.Value : Passing.In);

    /// <summary>A gradient: what holds memory of the caller's is not made by the callee.</summary>
    public static Whole OfGradient(string name, Structure gradient, bool sets) =>
        new(name, gradient, sets && !gradient.HoldsMemory ? Passing.Out : Passing.Ref);
}

/// <summary>A field of a generated gradient type: a scalar, memory, or the gradient of an inner structure.</summary>
public sealed record GradientField(string Name, ScalarType? Scalar, ArrayVariable? Memory, Structure? Inner);

/// <summary>The type SGradient that is generated beside a struct S: the derivative by each of its fields, under their names.</summary>
/// <param name="Declaration">Where it stands, and its name as that of a member.</param>
/// <param name="Of">The struct's name.</param>
/// <param name="IsByReference">True for a ref struct, which holds spans.</param>
/// <param name="Fields">The fields that are differentiable.</param>
public sealed record GradientType(Declaration Declaration, string Of, bool IsByReference, EquatableArray<GradientField> Fields);
