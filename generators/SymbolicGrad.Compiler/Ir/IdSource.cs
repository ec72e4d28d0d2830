namespace SymbolicGrad.Compiler.Ir;

/// <summary>Hands out the ids of values and arrays of one function, in order, so that equal input gives equal ids.</summary>
public sealed class IdSource(int next = 0)
{
    public int Next { get; private set; } = next;

    public Value NewValue(ScalarType type, string? name = null, string? meaning = null) => new(Next++, type, name, meaning);

    public ArrayVariable NewArray(string name, ScalarType element, int rank, ArrayStorage storage) => new(Next++, name, element, rank, storage);
}
