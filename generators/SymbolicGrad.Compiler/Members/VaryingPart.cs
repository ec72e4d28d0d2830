using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// What in a loop over directions depends on the direction: tangents. All else is the same in every iteration.
/// </summary>
internal sealed class VaryingPart
{
    private readonly IdSet _values = new();
    private readonly IdSet _arrays = new();
    private readonly ArrayVariable _table;
    private bool _changed = true;

    /// <param name="directions">The loop.</param>
    /// <param name="table">What it writes: each direction its own elements.</param>
    public VaryingPart(For directions, ArrayVariable table)
    {
        _table = table;
        _values.Add(directions.Index.Id);
        _arrays.Add(table.Id);
        while (_changed)
        {
            _changed = false;
            Mark(directions.Body, isChosen: false);
        }
    }

    public bool Varies(Operand operand) => operand is Value value && _values.Contains(value.Id);

    public bool Varies(ArrayVariable array) => _arrays.Contains(array.Id);

    /// <summary>Whether it has to be done for each direction, or a part of it has.</summary>
    public bool Varies(Statement statement) => statement switch
    {
        If or For => statement.Operands().Any(Varies) || statement.Results().Any(Varies) || statement.Blocks().Any(block => block.Statements.Any(Varies)),
        _ => statement.Operands().Any(Varies) || statement.Arrays().Any(Varies),
    };

    /// <param name="block">What is looked at.</param>
    /// <param name="isChosen">Whether the direction decides if it runs at all.</param>
    private void Mark(Block block, bool isChosen)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch:
                    bool chooses = isChosen || Varies(branch.Condition);
                    Mark(branch.Then, chooses);
                    Mark(branch.Else, chooses);
                    for (int i = 0; i < branch.Results.Count; i++)
                    {
                        Mark(branch.Results[i], chooses || Varies(branch.Then.Yields[i]) || Varies(branch.Else.Yields[i]));
                    }

                    break;
                case For loop:
                    for (int i = 0; i < loop.Carried.Count; i++)
                    {
                        bool varies = isChosen || Varies(loop.Carried[i].Initial) || Varies(loop.Body.Yields[i]);
                        Mark(loop.Carried[i].Entry, varies);
                        Mark(loop.Results[i], varies);
                    }

                    Mark(loop.Body, isChosen);
                    break;
                case Store or Accumulate:
                    if ((isChosen || statement.Operands().Any(Varies)) && _arrays.Add(statement.Array()!.Id))
                    {
                        _changed = true;
                    }

                    break;
                default:
                    foreach (Value result in statement.Results())
                    {
                        Mark(result, isChosen || (statement is not Dimension && Varies(statement)));
                    }

                    break;
            }
        }
    }

    private void Mark(Value value, bool varies)
    {
        if (varies && _values.Add(value.Id))
        {
            _changed = true;
        }
    }

    /// <summary>Whether each direction's part can stand in loops over directions of its own.</summary>
    public bool IsSeparable(Block block, bool isChosen = false) => block.Statements.All(statement => statement switch
    {
        _ when !isChosen && !Varies(statement) => true,
        If branch => (isChosen || Varies(branch.Condition)) is var chooses && IsSeparable(branch.Then, chooses) && IsSeparable(branch.Else, chooses),
        For { Mirrors: null, Checkpointing: null } loop => !isChosen
            && !new[] { loop.Range.Start, loop.Range.End, loop.Range.Step }.Any(Varies)
            && (loop.Guard is not { } guard || !(Varies(guard.Running) || (guard.Next is { } next && Varies(next))))
            && loop.Carried.All(carried => !Varies(carried.Entry) || carried.Entry.Type.IsFloating)
            && IsSeparable(loop.Body),
        Compute => true,
        Load => Varies(statement.Array()!),
        Store or Accumulate => statement.Array()!.Id == _table.Id || statement.Array()!.Storage == ArrayStorage.Scratch,
        Allocate allocate => !isChosen && allocate is { Within: null, Array: { Storage: ArrayStorage.Scratch, Rank: 1 or 2, Element.IsFloating: true } } && !allocate.Lengths.Any(Varies),
        _ => false,
    });
}
