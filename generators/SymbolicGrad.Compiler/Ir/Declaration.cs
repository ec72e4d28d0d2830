namespace SymbolicGrad.Compiler.Ir;

/// <summary>One type around the annotated method: <c>partial struct Outer&lt;T&gt;</c>, as its declaration writes it without modifiers.</summary>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>
/// What the emitted file needs to know of the method's surroundings; strings only, so that the model holds no symbol.
/// </summary>
public sealed record Declaration(
    string? Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Accessibility,
    bool IsStatic,
    string MethodName,
    EquatableArray<string> TypeParameters,
    EquatableArray<string> Constraints,
    string HintName)
{
    /// <summary>The method's name without a trailing Forward: what the generated members' names begin with.</summary>
    public string Stem => MethodName.Length > "Forward".Length && MethodName.EndsWith("Forward", StringComparison.Ordinal)
        ? MethodName.Substring(0, MethodName.Length - "Forward".Length)
        : MethodName;

    /// <summary>
    /// True where a short name such as Math or Span means something else in the user's type, so that the file has to write
    /// every library type out in full.
    /// </summary>
    public bool NeedsQualifiedNames { get; init; }

    /// <summary>Members that the user has declared and that are therefore implemented instead of added.</summary>
    public EquatableArray<DeclaredMember> DeclaredMembers { get; init; } = [];

    /// <summary>Names of the package's functions that mean a member of the user's type instead.</summary>
    public EquatableArray<string> TakenNames { get; init; } = [];
}

/// <summary>A partial declaration beside the annotated method: <c>public static partial double LossGradient(double w, out double dw);</c></summary>
/// <param name="Name">The method's name.</param>
/// <param name="Signature">Return type, name and parameters as a generated member's are written, with types unqualified.</param>
/// <param name="Modifiers">The modifiers without <c>partial</c>, as written.</param>
public sealed record DeclaredMember(string Name, string Signature, string Modifiers);

/// <summary>What the user asked for by the attribute's arguments.</summary>
public sealed record DerivativeOptions(bool Taped, bool Jvp, bool Hvp, bool Hessian, bool Jacobian, bool Reassociate, bool Parallel)
{
    /// <summary>Long recurrences keep every √n-th state and recompute the others.</summary>
    public bool Checkpoint { get; init; }
}

/// <summary>An annotated method as the pipeline carries it from the reader on: the cache boundary.</summary>
public sealed record DifferentiableMethod(Declaration Declaration, Function Function, DerivativeOptions Options)
{
    /// <summary>The gradient types that the members' signatures need, one for each struct.</summary>
    public EquatableArray<GradientType> GradientTypes { get; init; } = [];
}
