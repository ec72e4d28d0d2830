namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// Where in the source text a statement came from. All origins are equal: moving a method in its file must not make its
/// model differ.
/// </summary>
public readonly struct Origin(int start, int length) : IEquatable<Origin>
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public bool Equals(Origin other) => true;

    public override bool Equals(object? obj) => obj is Origin;

    public override int GetHashCode() => 0;

    public static bool operator ==(Origin left, Origin right) => left.Equals(right);

    public static bool operator !=(Origin left, Origin right) => !left.Equals(right);
}
