using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>Appends statements to a block under construction.</summary>
public sealed class BlockBuilder(IdSource ids)
{
    private readonly List<Statement> _statements = [];

    public IdSource Ids { get; } = ids;

    public IReadOnlyList<Statement> Statements => _statements;

    public BlockBuilder Nested() => new(Ids);

    public void Add(Statement statement) => _statements.Add(statement);

    public void AddRange(IEnumerable<Statement> statements) => _statements.AddRange(statements);

    public Value Compute(Operation operation, EquatableArray<Operand> operands, string? name = null, string? meaning = null, Origin origin = default)
    {
        Value result = Ids.NewValue(operation.ResultType(operands), name, meaning);
        Add(new Compute(result, operation, operands) { Origin = origin });
        return result;
    }

    public Value Convert(Operand operand, ScalarType type, string? name = null, Origin origin = default)
    {
        Value result = Ids.NewValue(type, name);
        Add(new Compute(result, Arithmetic.Convert, [operand]) { Origin = origin });
        return result;
    }

    /// <summary>
    /// Gives an unnamed value that one of the builder's last statements defines the user's name; null if it is not found. Only
    /// for a value that nothing uses yet.
    /// </summary>
    public Value? Rename(Value value, string name)
    {
        // Naming follows the computation at once, so the last statement is the one.
        int i = _statements.Count - 1;
        if (i >= 0)
        {
            Value named = value with { Name = name };
            switch (_statements[i])
            {
                case Compute compute when compute.Result.Equals(value):
                    _statements[i] = compute with { Result = named };
                    return named;
                case Load load when load.Result.Equals(value):
                    _statements[i] = load with { Result = named };
                    return named;
                case If branch when branch.Results.Contains(value):
                    _statements[i] = branch with { Results = branch.Results.Select(result => result.Equals(value) ? named : result).ToEquatableArray() };
                    return named;
                case For loop when loop.Results.Contains(value):
                    _statements[i] = loop with { Results = loop.Results.Select(result => result.Equals(value) ? named : result).ToEquatableArray() };
                    return named;
            }
        }

        return null;
    }

    public Value Dimension(ArrayVariable array, int axis, string? name = null)
    {
        Value result = Ids.NewValue(ScalarType.Int32, name);
        Add(new Dimension(result, array, axis));
        return result;
    }

    public Value Load(ArrayVariable array, EquatableArray<Operand> indices, string? name = null, string? meaning = null, Origin origin = default)
    {
        Value result = Ids.NewValue(array.Element, name, meaning);
        Add(new Load(result, array, indices) { Origin = origin });
        return result;
    }

    public Block ToBlock(EquatableArray<Operand> yields) => new(_statements.ToEquatableArray(), yields);
}
