using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>Which values and statements an output of a function needs.</summary>
public sealed class Liveness
{
    private readonly IdSet _values = new();
    private readonly IdSet _arrays = new();
    private readonly IdMap<Statement> _definitions = new();

    // Most statements have one result, and are found by its id faster than by themselves.
    private readonly IdSet _statementsByResult = new();
    private readonly HashSet<Statement> _otherStatements = new(ReferenceComparer.Instance);
    private readonly IdMap<Statement> _parentsByResult = new();
    private readonly Dictionary<Statement, Statement> _otherParents = new(ReferenceComparer.Instance);
    private readonly Dictionary<int, List<Statement>> _writes = [];
    private readonly Dictionary<int, Statement> _allocations = [];
    private readonly Stack<(Statement Statement, Value? Value)> _work = new();

    private Liveness()
    {
    }

    public bool IsLive(Value value) => _values.Contains(value.Id);

    public bool IsLive(Statement statement) =>
        statement.OnlyResult() is { } result ? _statementsByResult.Contains(result.Id) : _otherStatements.Contains(statement);

    /// <summary>Everything that the yields, and the stores into parameters, need.</summary>
    public static Liveness Of(Function function) => Of(function, _ => false);

    /// <summary>As <see cref="Of(Function)"/>, as if some statements needed nothing, until <see cref="Add"/> says that they do.</summary>
    public static Liveness Of(Function function, Func<Statement, bool> isLeftOut)
    {
        Liveness liveness = new() { _isLeftOut = isLeftOut };
        liveness.Index(function.Body, null);
        liveness._isLeftOut = _ => false;
        foreach (ArrayParameter parameter in function.Parameters.OfType<ArrayParameter>())
        {
            liveness.Mark(parameter.Array);
        }

        // A piece of a parameter is seen by the caller like the parameter itself.
        foreach (Allocate piece in liveness._allocations.Values.OfType<Allocate>().Where(allocate => allocate.Within is { Storage: ArrayStorage.Span }))
        {
            liveness.Mark(piece.Array);
        }

        foreach (Operand yield in function.Body.Yields)
        {
            liveness.Mark(yield);
        }

        liveness.Drain();
        return liveness;
    }

    /// <summary>Everything that the given statements (and what encloses them) need, themselves included.</summary>
    public static Liveness Of(Block body, IEnumerable<Statement> roots, IEnumerable<Operand> yields)
    {
        Liveness liveness = new();
        liveness.Index(body, null);
        foreach (Statement root in roots)
        {
            foreach (Statement statement in root.WithNested())
            {
                liveness.Mark(statement);
            }
        }

        foreach (Operand yield in yields)
        {
            liveness.Mark(yield);
        }

        liveness.Drain();
        return liveness;
    }

    /// <summary>Has a statement counted that was left out so far.</summary>
    public void Add(Statement statement)
    {
        Index(new Block([statement], []), _leftOut.TryGetValue(statement, out Statement? parent) ? parent : null);
        foreach (Value defined in statement.AllDefinitions().Where(defined => _values.Remove(defined.Id)))
        {
            Mark(defined);
        }

        foreach (Statement nested in statement.WithNested())
        {
            if (WrittenBy(nested).Any(array => _arrays.Contains(array.Id)))
            {
                Mark(nested);
            }
        }

        Drain();
    }

    private readonly Dictionary<Statement, Statement?> _leftOut = new(ReferenceComparer.Instance);
    private Func<Statement, bool> _isLeftOut = _ => false;

    private void Drain()
    {
        while (_work.Count > 0)
        {
            (Statement statement, Value? value) = _work.Pop();
            if (value is null)
            {
                MarkNeeds(statement);
            }
            else
            {
                Mark(statement);
                MarkSources(value, statement);
            }
        }
    }

    private void Index(Block block, Statement? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            if (_isLeftOut(statement))
            {
                _leftOut[statement] = parent;
                continue;
            }

            if (statement.OnlyResult() is { } only)
            {
                _definitions[only.Id] = statement;
                if (parent is not null)
                {
                    _parentsByResult[only.Id] = parent;
                }

                continue;
            }

            if (parent is not null)
            {
                _otherParents[statement] = parent;
            }

            foreach (Value result in statement.Results())
            {
                _definitions[result.Id] = statement;
            }

            if (statement is For loop)
            {
                _definitions[loop.Index.Id] = loop;
                foreach (Carried carried in loop.Carried)
                {
                    _definitions[carried.Entry.Id] = loop;
                }
            }

            foreach (ArrayVariable array in WrittenBy(statement))
            {
                if (!_writes.TryGetValue(array.Id, out List<Statement>? writes))
                {
                    _writes.Add(array.Id, writes = []);
                }

                writes.Add(statement);
            }

            if (statement is Allocate allocate)
            {
                _allocations[allocate.Array.Id] = allocate;
            }

            foreach (Block nested in statement.Blocks())
            {
                Index(nested, statement);
            }
        }
    }

    private static IEnumerable<ArrayVariable> WrittenBy(Statement statement) => statement switch
    {
        Store store => [store.Array],
        Accumulate accumulate => [accumulate.Array],
        Kernel kernel => kernel.Arguments.Take(kernel.Operation.Written).Select(argument => argument.ArrayOf()!),
        Call call => call.Written(),
        _ => [],
    };

    private void Mark(Operand operand)
    {
        if (operand is not Value value || !_values.Add(value.Id) || _definitions[value.Id] is not { } definition)
        {
            return;
        }

        _work.Push((definition, value));
    }

    /// <summary>What a merged or carried value is, one way or another.</summary>
    private void MarkSources(Value value, Statement definition)
    {
        switch (definition)
        {
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    if (branch.Results[i].Id == value.Id)
                    {
                        Mark(branch.Then.Yields[i]);
                        Mark(branch.Else.Yields[i]);
                    }
                }

                break;
            case For loop:
                for (int i = 0; i < loop.Carried.Count; i++)
                {
                    if (loop.Results[i].Id == value.Id || loop.Carried[i].Entry.Id == value.Id)
                    {
                        Mark(loop.Carried[i].Initial);
                        Mark(loop.Body.Yields[i]);
                    }
                }

                break;
        }
    }

    private void Mark(Statement? statement)
    {
        if (statement is not null && (statement.OnlyResult() is { } result ? _statementsByResult.Add(result.Id) : _otherStatements.Add(statement)))
        {
            _work.Push((statement, null));
        }
    }

    private Statement? ParentOf(Statement statement) =>
        statement.OnlyResult() is { } result ? _parentsByResult[result.Id]
        : _otherParents.TryGetValue(statement, out Statement? parent) ? parent
        : null;

    /// <summary>What a statement uses, and what has to stand around it.</summary>
    private void MarkNeeds(Statement statement)
    {
        Mark(ParentOf(statement));
        switch (statement)
        {
            case If branch:
                Mark(branch.Condition);
                break;
            case For loop:
                Mark(loop.Range.Start);
                Mark(loop.Range.End);
                Mark(loop.Range.Step);
                if (loop.Guard is { } guard)
                {
                    Mark(guard.Running);
                }

                break;
            default:
                foreach (Operand operand in statement.Operands())
                {
                    Mark(operand);
                }

                break;
        }

        if (statement is Load load)
        {
            Mark(load.Array);
        }
        else if (statement is Kernel kernel)
        {
            foreach (KernelArgument argument in kernel.Arguments)
            {
                if (argument.ArrayOf() is { } array)
                {
                    Mark(array);
                }
            }
        }
        else if (statement is Call call)
        {
            foreach ((_, ArrayVariable array) in call.Arrays())
            {
                Mark(array);
            }
        }
        else if (statement.Array() is { } named && _allocations.TryGetValue(named.Id, out Statement? allocation))
        {
            Mark(allocation);
        }
    }

    private void Mark(ArrayVariable array)
    {
        if (!_arrays.Add(array.Id))
        {
            return;
        }

        if (_allocations.TryGetValue(array.Id, out Statement? allocation))
        {
            Mark(allocation);
        }

        if (_writes.TryGetValue(array.Id, out List<Statement>? writes))
        {
            foreach (Statement write in writes)
            {
                Mark(write);
            }
        }
    }
}
