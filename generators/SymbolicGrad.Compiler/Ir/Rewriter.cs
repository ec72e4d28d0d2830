using System.Runtime.CompilerServices;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// Rebuilds statements with operands, values and arrays replaced. Replacements apply everywhere, nested blocks included.
/// </summary>
public sealed class Rewriter
{
    private readonly IdMap<Operand> _operands = new();
    private readonly Dictionary<int, ArrayVariable> _arrays = [];

    private readonly Func<Operand, Operand> _rewriteOperand;

    public Rewriter() => _rewriteOperand = Rewrite;

    /// <summary>Set to give every value defined in what is rewritten a new id: for a second copy of a statement.</summary>
    public IdSource? FreshIds { get; init; }

    /// <summary>
    /// Set where what is rewritten comes from another function: ids of replacements mean something else there, so that a
    /// replacement is never replaced again.
    /// </summary>
    public bool IsForeign { get; init; }

    public void Replace(Value value, Operand by) => _operands[value.Id] = by;

    public void Replace(ArrayVariable array, ArrayVariable by) => _arrays[array.Id] = by;

    public Operand Rewrite(Operand operand)
    {
        if (IsForeign)
        {
            return operand is Value foreign ? _operands[foreign.Id] ?? operand : operand;
        }

        // A replacement may itself have been replaced later: follow the chain.
        while (operand is Value value && _operands[value.Id] is { } replacement && !ReferenceEquals(replacement, operand))
        {
            operand = replacement;
        }

        return operand;
    }

    public EquatableArray<Operand> Rewrite(EquatableArray<Operand> operands) => operands.Replace(_rewriteOperand);

    public ArrayVariable Rewrite(ArrayVariable array) => _arrays.TryGetValue(array.Id, out ArrayVariable? replacement) ? replacement : array;

    public Block Rewrite(Block block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        EquatableArray<Statement> statements = block.Statements.Replace(Rewrite);
        EquatableArray<Operand> yields = Rewrite(block.Yields);
        return statements.IsSameAs(block.Statements) && yields.IsSameAs(block.Yields) ? block : new Block(statements, yields);
    }

    public Statement Rewrite(Statement statement)
    {
        Statement rewritten = statement switch
        {
            Compute compute => RewriteCompute(compute),
            Dimension dimension => dimension with { Array = Rewrite(dimension.Array), Result = Define(dimension.Result) },
            Load load => RewriteLoad(load),
            Store store => RewriteStore(store),
            Accumulate accumulate => RewriteAccumulate(accumulate),
            Allocate allocate => allocate with
            {
                Lengths = Rewrite(allocate.Lengths),
                Offset = allocate.Offset is null ? null : Rewrite(allocate.Offset),
                Within = allocate.Within is null ? null : Rewrite(allocate.Within),
                Array = DefineArray(allocate.Array),
            },
            View view => new View(DefineArray(view.Array), Rewrite(view.Section)) { Origin = view.Origin },
            Kernel kernel => RewriteKernel(kernel),
            Call call => call with { Arguments = call.Arguments.Select(Rewrite).ToEquatableArray(), Results = call.Results.Replace(Define) },
            If branch => RewriteIf(branch),
            For loop => RewriteFor(loop),
            _ => throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}."),
        };

        // Most statements stay as they are; those that were not worth a question before may have become equal.
        return ReferenceEquals(rewritten, statement) || rewritten == statement ? statement : rewritten;
    }

    private Compute RewriteCompute(Compute compute)
    {
        EquatableArray<Operand> operands = Rewrite(compute.Operands);
        Value result = Define(compute.Result);
        return operands.IsSameAs(compute.Operands) && ReferenceEquals(result, compute.Result) ? compute : compute with { Operands = operands, Result = result };
    }

    private Load RewriteLoad(Load load)
    {
        ArrayVariable array = Rewrite(load.Array);
        EquatableArray<Operand> indices = Rewrite(load.Indices);
        Value result = Define(load.Result);
        return ReferenceEquals(array, load.Array) && indices.IsSameAs(load.Indices) && ReferenceEquals(result, load.Result)
            ? load
            : load with { Array = array, Indices = indices, Result = result };
    }

    private Store RewriteStore(Store store)
    {
        ArrayVariable array = Rewrite(store.Array);
        EquatableArray<Operand> indices = Rewrite(store.Indices);
        Operand value = Rewrite(store.Value);
        return ReferenceEquals(array, store.Array) && indices.IsSameAs(store.Indices) && ReferenceEquals(value, store.Value)
            ? store
            : store with { Array = array, Indices = indices, Value = value };
    }

    private Accumulate RewriteAccumulate(Accumulate accumulate)
    {
        ArrayVariable array = Rewrite(accumulate.Array);
        EquatableArray<Operand> indices = Rewrite(accumulate.Indices);
        Operand value = Rewrite(accumulate.Value);
        return ReferenceEquals(array, accumulate.Array) && indices.IsSameAs(accumulate.Indices) && ReferenceEquals(value, accumulate.Value)
            ? accumulate
            : accumulate with { Array = array, Indices = indices, Value = value };
    }

    private Kernel RewriteKernel(Kernel kernel) => kernel with
    {
        Arguments = kernel.Arguments.Select(Rewrite).ToEquatableArray(),
        Result = kernel.Result is null ? null : Define(kernel.Result),
    };

    private KernelArgument Rewrite(KernelArgument argument) => argument switch
    {
        ScalarArgument scalar => new ScalarArgument(Rewrite(scalar.Scalar)),
        SectionArgument section => section with
        {
            Array = Rewrite(section.Array),
            Row = section.Row is null ? null : Rewrite(section.Row),
            Start = Rewrite(section.Start),
            Length = Rewrite(section.Length),
        },
        MatrixArgument matrix => new MatrixArgument(
            Rewrite(matrix.Array),
            Rewrite(matrix.RowStart),
            Rewrite(matrix.RowCount),
            Rewrite(matrix.ColumnStart),
            Rewrite(matrix.ColumnCount),
            matrix.IsWhole),
        _ => throw new InvalidOperationException($"Unknown kernel argument {argument.GetType().Name}."),
    };

    private If RewriteIf(If branch)
    {
        Operand condition = Rewrite(branch.Condition);
        Block then = Rewrite(branch.Then);
        Block otherwise = Rewrite(branch.Else);
        return branch with { Condition = condition, Then = then, Else = otherwise, Results = branch.Results.Replace(Define) };
    }

    private For RewriteFor(For loop)
    {
        LoopRange range = Rewrite(loop.Range);
        List<Operand> initials = [];
        foreach (Carried scalar in loop.Carried)
        {
            initials.Add(Rewrite(scalar.Initial));
        }

        Value index = Define(loop.Index);
        int position = 0;
        EquatableArray<Carried> carried = loop.Carried.Replace(scalar =>
        {
            Operand initial = initials[position++];
            Value entry = Define(scalar.Entry);
            return ReferenceEquals(initial, scalar.Initial) && ReferenceEquals(entry, scalar.Entry) ? scalar : new Carried(initial, entry);
        });
        Block body = Rewrite(loop.Body);
        return loop with
        {
            Index = index,
            Range = range,
            Carried = carried,
            Body = body,
            Results = loop.Results.Replace(Define),
            Guard = loop.Guard is { } guard ? RewriteGuard(guard, loop, carried) : null,
            Checkpointing = loop.Checkpointing is { } kept ? new Checkpointing(kept.State.Select(Rewrite).ToEquatableArray()) : null,
            Mirrors = loop.Mirrors is { } mirrored && _operands[mirrored] is Value copied ? copied.Id : loop.Mirrors,
        };
    }

    private static LoopGuard RewriteGuard(LoopGuard guard, For loop, EquatableArray<Carried> carried)
    {
        Value Renamed(Value entry) => carried[loop.PositionOf(entry)].Entry;
        return new LoopGuard(Renamed(guard.Running), guard.Next is null ? null : Renamed(guard.Next));
    }

    public LoopRange Rewrite(LoopRange range)
    {
        Operand start = Rewrite(range.Start), end = Rewrite(range.End), step = Rewrite(range.Step);
        return ReferenceEquals(start, range.Start) && ReferenceEquals(end, range.End) && ReferenceEquals(step, range.Step)
            ? range
            : new LoopRange(start, range.Comparison, end, step);
    }

    private Value Define(Value value)
    {
        if (FreshIds is null)
        {
            return value;
        }

        Value fresh = FreshIds.NewValue(value.Type, value.Name, value.Meaning);
        Replace(value, fresh);
        return fresh;
    }

    private ArrayVariable DefineArray(ArrayVariable array)
    {
        if (FreshIds is null)
        {
            return Rewrite(array);
        }

        ArrayVariable fresh = FreshIds.NewArray(array.Name, array.Element, array.Rank, array.Storage);
        Replace(array, fresh);
        return fresh;
    }
}
