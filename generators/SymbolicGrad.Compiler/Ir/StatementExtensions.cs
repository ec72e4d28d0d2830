namespace SymbolicGrad.Compiler.Ir;

/// <summary>The questions every pass asks of a statement, answered once.</summary>
public static class StatementExtensions
{
    /// <summary>The operands the statement itself uses; what its nested blocks use is not among them.</summary>
    public static EquatableArray<Operand> Operands(this Statement statement) => statement switch
    {
        Compute compute => compute.Operands,
        Dimension => [],
        Load load => load.Indices,
        Store store => [.. store.Indices, store.Value],
        Accumulate accumulate => [.. accumulate.Indices, accumulate.Value],
        Allocate allocate => allocate.Offset is null ? allocate.Lengths : [.. allocate.Lengths, allocate.Offset],
        View view => view.Section.Operands.ToEquatableArray(),
        If branch => [branch.Condition],
        For loop => [loop.Range.Start, loop.Range.End, loop.Range.Step, .. loop.Carried.Select(carried => carried.Initial)],
        Kernel kernel => kernel.Arguments.SelectMany(argument => argument.Operands).ToEquatableArray(),
        Call call => call.Arguments.SelectMany(argument => argument.Operands).ToEquatableArray(),
        _ => throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}."),
    };

    /// <summary>The values the statement defines for those after it (not a loop's index and entries, which live inside it).</summary>
    public static EquatableArray<Value> Results(this Statement statement) => statement switch
    {
        Compute compute => compute.Result.Alone,
        Dimension dimension => dimension.Result.Alone,
        Load load => load.Result.Alone,
        If branch => branch.Results,
        For loop => loop.Results,
        Store or Accumulate or Allocate or View => [],
        Kernel kernel => kernel.Result is null ? [] : [kernel.Result],
        Call call => call.Results,
        _ => throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}."),
    };

    /// <summary>The value that a statement of the commonest kinds defines; null for others, which may define any number.</summary>
    public static Value? OnlyResult(this Statement statement) => statement switch
    {
        Compute compute => compute.Result,
        Load load => load.Result,
        Dimension dimension => dimension.Result,
        _ => null,
    };

    /// <summary>The blocks inside the statement.</summary>
    public static EquatableArray<Block> Blocks(this Statement statement) => statement switch
    {
        If branch => [branch.Then, branch.Else],
        For loop => [loop.Body],
        _ => [],
    };

    /// <summary>Which of the carried scalars has this entry.</summary>
    public static int PositionOf(this For loop, Value entry)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (loop.Carried[i].Entry.Id == entry.Id)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The loop over {loop.Index} does not carry {entry}.");
    }

    /// <summary>The array the statement itself names, if any.</summary>
    public static ArrayVariable? Array(this Statement statement) => statement switch
    {
        Dimension dimension => dimension.Array,
        Load load => load.Array,
        Store store => store.Array,
        Accumulate accumulate => accumulate.Array,
        Allocate allocate => allocate.Array,
        View view => view.Array,
        _ => null,
    };

    /// <summary>The indices of the one element that the statement reads, writes or adds to; none for other statements.</summary>
    public static EquatableArray<Operand> Place(this Statement statement) => statement switch
    {
        Load load => load.Indices,
        Store store => store.Indices,
        Accumulate accumulate => accumulate.Indices,
        _ => [],
    };

    /// <summary>The arrays the statement itself names: calls and kernels name several, a view and a piece of a tape also what they are part of.</summary>
    public static IEnumerable<ArrayVariable> Arrays(this Statement statement) => statement switch
    {
        Call call => call.Arrays().Select(passed => passed.Array),
        Kernel kernel => kernel.Arguments.Select(argument => argument.ArrayOf()).OfType<ArrayVariable>(),
        View view => [view.Array, view.Viewed],
        Allocate { Within: { } within } allocate => [allocate.Array, within],
        _ => statement.Array() is { } array ? [array] : [],
    };

    /// <summary>The statement and all statements inside it, in order.</summary>
    public static Statement[] WithNested(this Statement statement)
    {
        if (statement is not (If or For))
        {
            return [statement];
        }

        List<Statement> all = [];
        Collect(statement, all);
        return [.. all];
    }

    internal static Statement[] CollectStatements(this Block block)
    {
        List<Statement> all = [];
        CollectIn(block, all);
        return [.. all];
    }

    private static void Collect(Statement statement, List<Statement> all)
    {
        all.Add(statement);
        switch (statement)
        {
            case If branch:
                CollectIn(branch.Then, all);
                CollectIn(branch.Else, all);
                break;
            case For loop:
                CollectIn(loop.Body, all);
                break;
        }
    }

    private static void CollectIn(Block block, List<Statement> all)
    {
        foreach (Statement statement in block.Statements)
        {
            Collect(statement, all);
        }
    }

    /// <summary>Every operand used anywhere in the statement, nested blocks and their yields included.</summary>
    public static Operand[] AllOperands(this Statement statement)
    {
        List<Operand> all = [];
        Collect(statement, all);
        return [.. all];
    }

    /// <summary>Every operand used anywhere in the block, its yields included.</summary>
    public static Operand[] AllOperands(this Block block)
    {
        List<Operand> all = [];
        Collect(block, all);
        return [.. all];
    }

    private static void Collect(Statement statement, List<Operand> all)
    {
        foreach (Operand operand in statement.Operands())
        {
            all.Add(operand);
        }

        switch (statement)
        {
            case If branch:
                Collect(branch.Then, all);
                Collect(branch.Else, all);
                break;
            case For loop:
                Collect(loop.Body, all);
                break;
        }
    }

    private static void Collect(Block block, List<Operand> all)
    {
        foreach (Statement statement in block.Statements)
        {
            Collect(statement, all);
        }

        foreach (Operand yield in block.Yields)
        {
            all.Add(yield);
        }
    }

    /// <summary>Every value defined anywhere in the statement: results, loop indices, entries.</summary>
    public static Value[] AllDefinitions(this Statement statement)
    {
        List<Value> all = [];
        foreach (Statement nested in statement.WithNested())
        {
            if (nested.OnlyResult() is { } only)
            {
                all.Add(only);
                continue;
            }

            foreach (Value result in nested.Results())
            {
                all.Add(result);
            }

            if (nested is For loop)
            {
                all.Add(loop.Index);
                foreach (Carried carried in loop.Carried)
                {
                    all.Add(carried.Entry);
                }
            }
        }

        return [.. all];
    }
}
