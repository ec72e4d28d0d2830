using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>A block of the body with what surrounds it; a class, since two branches of one statement are not the same block.</summary>
internal sealed class BlockPlace(BlockPlace? parent, bool isLoopBody)
{
    public BlockPlace? Parent { get; } = parent;

    public bool IsLoopBody { get; } = isLoopBody;
}

/// <summary>In what way an operand is used.</summary>
internal enum UseKind
{
    /// <summary>Evaluated once, as part of a larger expression or a header.</summary>
    Operand,

    /// <summary>Evaluated once, and all that the statement puts somewhere: <c>x[i] = value</c>.</summary>
    Whole,

    /// <summary>Evaluated again before each iteration: a loop's end or step.</summary>
    Repeated,

    /// <summary>Handed by a loop body or a branch to what encloses it.</summary>
    Yield,

    /// <summary>Handed out by the function.</summary>
    FinalYield,
}

/// <summary>One use of a value; <paramref name="Consumer"/> is the value computed from it, if it is one.</summary>
internal sealed record Use(UseKind Kind, Value? Consumer, int Position, BlockPlace Block);

/// <summary>Where a value is defined: by a statement, at a position in program order.</summary>
internal sealed record ValueDefinition(Value Value, Statement Statement, int Position, BlockPlace Block);

/// <summary>Definitions, uses and memory writes of a function's body, numbered in program order.</summary>
internal sealed class BodyIndex
{
    private static readonly IReadOnlyList<Use> NoUses = [];

    private readonly List<ValueDefinition> _definitions = [];
    private readonly IdMap<ValueDefinition> _definitionOf = new();
    private readonly IdMap<List<Use>> _uses = new();
    private readonly Dictionary<int, List<int>> _writes = [];
    private readonly Dictionary<int, int> _viewed = [];
    private int _position;

    public BodyIndex(Function function)
    {
        Visit(function.Body, new BlockPlace(null, false), null, UseKind.FinalYield);
    }

    /// <summary>Results of statements, in program order.</summary>
    public IEnumerable<ValueDefinition> Definitions => _definitions;

    /// <summary>The statement that computes the value; null for parameters, loop indices and entries.</summary>
    public ValueDefinition? DefinitionOf(Value value) => _definitionOf[value.Id];

    public IReadOnlyList<Use> UsesOf(Value value) => _uses[value.Id] ?? NoUses;

    /// <summary>True when one of the arrays may be written strictly between the positions.</summary>
    public bool MayWriteBetween(int from, int to, IEnumerable<int> arrays)
    {
        foreach (int array in arrays)
        {
            if (_writes.TryGetValue(MemoryOf(array), out List<int>? positions))
            {
                int next = positions.BinarySearch(from + 1);
                next = next < 0 ? ~next : next;
                if (next < positions.Count && positions[next] < to)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Visit(Block block, BlockPlace place, Value? consumer, UseKind yieldKind)
    {
        foreach (Statement statement in block.Statements)
        {
            Visit(statement, place);
        }

        _position++;
        AddUses(block.Yields, yieldKind, consumer, place);
    }

    private void Visit(Statement statement, BlockPlace place)
    {
        int position = ++_position;
        foreach (Value result in statement.Results())
        {
            ValueDefinition definition = new(result, statement, position, place);
            _definitions.Add(definition);
            _definitionOf[result.Id] = definition;
        }

        switch (statement)
        {
            case Store store:
                AddUses(store.Indices, UseKind.Operand, null, place);
                AddUse(store.Value, UseKind.Whole, null, place);
                AddWrite(position, store.Array);
                break;
            case Accumulate accumulate:
                AddUses(accumulate.Indices, UseKind.Operand, null, place);
                AddUse(accumulate.Value, UseKind.Whole, null, place);
                AddWrite(position, accumulate.Array);
                break;
            case Allocate allocate:
                // Written twice: in the workspace's total and where the array is taken.
                AddUses(allocate.Lengths, UseKind.Operand, null, place);
                if (allocate.Within is null)
                {
                    AddUses(allocate.Lengths, UseKind.Operand, null, place);
                }
                else
                {
                    AddUse(allocate.Offset!, UseKind.Operand, null, place);
                }

                break;
            case View view:
                _viewed.Add(view.Array.Id, MemoryOf(view.Viewed.Id));
                AddUses(view.Section.Operands.ToEquatableArray(), UseKind.Operand, null, place);
                break;
            case If branch:
                Value? result = branch.Results.Count == 1 ? branch.Results[0] : null;
                AddUse(branch.Condition, UseKind.Operand, result, place);
                Visit(branch.Then, new BlockPlace(place, false), result, UseKind.Yield);
                Visit(branch.Else, new BlockPlace(place, false), result, UseKind.Yield);
                break;
            case For loop:
                AddUse(loop.Range.Start, UseKind.Operand, null, place);
                AddUse(loop.Range.End, UseKind.Repeated, null, place);
                AddUse(loop.Range.Step, UseKind.Repeated, null, place);
                foreach (Carried carried in loop.Carried)
                {
                    AddUse(carried.Initial, UseKind.Operand, null, place);
                }

                if (loop.Guard is { } guard)
                {
                    AddUse(guard.Running, UseKind.Repeated, null, place);
                }

                Visit(loop.Body, new BlockPlace(place, true), null, UseKind.Yield);
                break;
            case Kernel kernel:
                AddUses(KernelCalls.WrittenOperands(kernel).ToEquatableArray(), UseKind.Operand, kernel.Result, place);
                foreach (KernelArgument written in kernel.Arguments.Take(kernel.Operation.Written))
                {
                    AddWrite(position, KernelCalls.ArrayOf(written)!);
                }

                break;
            case Call call:
                AddUses(CallWriting.WrittenOperands(call).ToEquatableArray(), UseKind.Operand, null, place);
                foreach (ArrayVariable array in call.Written())
                {
                    AddWrite(position, array);
                }

                break;
            default:
                AddUses(statement.Operands(), UseKind.Operand, statement.Results().Single(), place);
                break;
        }
    }

    /// <summary>What is written through a view is written to the array it shows.</summary>
    private int MemoryOf(int array) => _viewed.TryGetValue(array, out int viewed) ? viewed : array;

    /// <summary>Positions only grow, so each array's writes are in order.</summary>
    private void AddWrite(int position, ArrayVariable array)
    {
        if (!_writes.TryGetValue(MemoryOf(array.Id), out List<int>? positions))
        {
            _writes.Add(MemoryOf(array.Id), positions = []);
        }

        positions.Add(position);
    }

    private void AddUses(EquatableArray<Operand> operands, UseKind kind, Value? consumer, BlockPlace place)
    {
        foreach (Operand operand in operands)
        {
            AddUse(operand, kind, consumer, place);
        }
    }

    private void AddUse(Operand operand, UseKind kind, Value? consumer, BlockPlace place)
    {
        if (operand is Value value)
        {
            (_uses[value.Id] ??= []).Add(new Use(kind, consumer, _position, place));
        }
    }
}
