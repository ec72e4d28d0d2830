using System.Globalization;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>What a statement can use: a value defined earlier, or a constant.</summary>
public abstract record Operand(ScalarType Type);

/// <summary>
/// A single-assignment scalar. <see cref="Id"/> is unique in its function; <see cref="Name"/> is the user's name for the
/// quantity, or one derived from it (dy), or null; <see cref="Meaning"/> is what a comment says of it (∂L/∂y), or null.
/// </summary>
public sealed record Value(int Id, ScalarType Type, string? Name, string? Meaning = null) : Operand(Type)
{
    /// <summary>True of a parameter that says how many of something there are, and so is never negative.</summary>
    public bool IsCount { get; init; }

    // A reference, which is read and written as a whole: models are shared between threads.
    private Value[]? _alone;

    private Value(Value original)
        : base(original) =>
        (Id, Name, Meaning, IsCount) = (original.Id, original.Name, original.Meaning, original.IsCount);

    /// <summary>The value as a list of one.</summary>
    internal EquatableArray<Value> Alone => new(_alone ??= [this]);

    // Identity is the id: names are hints and two values never share an id.
    public bool Equals(Value? other) => other is not null && Id == other.Id && Type == other.Type && Name == other.Name && Meaning == other.Meaning;

    public override int GetHashCode() => Id;

    public override string ToString() => Name is null ? $"%{Id}" : $"%{Id}.{Name}";
}

/// <summary>
/// A literal. Booleans are 0 or 1; integers are exact up to 2^53 in magnitude (the reader refuses larger ones); a float
/// literal holds the rounded float.
/// </summary>
public sealed record Constant(ScalarType Type, double Number) : Operand(Type)
{
    public static Constant Int(int number) => new(ScalarType.Int32, number);

    public static Constant Bool(bool value) => new(ScalarType.Boolean, value ? 1 : 0);

    public bool IsZero => Number == 0;

    public bool IsOne => Number == 1;

    // Bitwise, so that −0 differs from 0 and NaN equals itself.
    public bool Equals(Constant? other) =>
        other is not null && Type == other.Type && BitConverter.DoubleToInt64Bits(Number) == BitConverter.DoubleToInt64Bits(other.Number);

    public override int GetHashCode() => Number.GetHashCode();

    public override string ToString() => Number.ToString("R", CultureInfo.InvariantCulture) + Suffix;

    private string Suffix => Type.Kind switch
    {
        ScalarKind.Single => "f",
        ScalarKind.Double => "d",
        ScalarKind.Boolean => "b",
        _ => "",
    };
}
