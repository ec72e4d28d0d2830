namespace SymbolicGrad.Compiler.Ir;

/// <summary>Which statement defines a value (loop indices and entries: their loop), and inside which statements it stands.</summary>
public sealed class Definitions
{
    private readonly IdMap<Statement> _byId = new();
    private readonly IdMap<Statement> _parentOfValue = new();

    internal Definitions(Block block) => Add(block, null);

    /// <summary>The defining statement, or null for a parameter.</summary>
    public Statement? Find(Operand operand) =>
        operand is Value value ? _byId[value.Id] : null;

    public Statement? Find(int id) => _byId[id];

    public bool IsDefined(int id) => _byId[id] is not null;

    /// <summary>The innermost If or For in whose block the value is defined; null at the top level.</summary>
    public Statement? ParentOf(int id) => _parentOfValue[id];

    private void Add(Block block, Statement? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement.OnlyResult() is { } only)
            {
                Add(only, statement, parent);
                continue;
            }

            foreach (Value result in statement.Results())
            {
                Add(result, statement, parent);
            }

            if (statement is For loop)
            {
                Add(loop.Index, loop, loop);
                foreach (Carried carried in loop.Carried)
                {
                    Add(carried.Entry, loop, loop);
                }
            }

            foreach (Block nested in statement.Blocks())
            {
                Add(nested, statement);
            }
        }
    }

    private void Add(Value value, Statement statement, Statement? parent)
    {
        _byId[value.Id] = statement;
        if (parent is not null)
        {
            _parentOfValue[value.Id] = parent;
        }
    }
}
