using System.Runtime.CompilerServices;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// Rebuilds statements with operands, values and arrays replaced. Replacements apply everywhere, nested blocks included.
/// </summary>
public sealed class Rewriter
{
    private readonly Dictionary<int, Operand> _operands = [];
    private readonly Dictionary<int, ArrayVariable> _arrays = [];

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
            return operand is Value foreign && _operands.TryGetValue(foreign.Id, out Operand? own) ? own : operand;
        }

        // A replacement may itself have been replaced later: follow the chain.
        while (operand is Value value && _operands.TryGetValue(value.Id, out Operand? replacement) && !ReferenceEquals(replacement, operand))
        {
            operand = replacement;
        }

        return operand;
    }

    public EquatableArray<Operand> Rewrite(EquatableArray<Operand> operands) => operands.Select(Rewrite).ToEquatableArray();

    public ArrayVariable Rewrite(ArrayVariable array) => _arrays.TryGetValue(array.Id, out ArrayVariable? replacement) ? replacement : array;

    public Block Rewrite(Block block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return new Block(block.Statements.Select(Rewrite).ToEquatableArray(), Rewrite(block.Yields));
    }

    public Statement Rewrite(Statement statement) => statement switch
    {
        Compute compute => compute with { Operands = Rewrite(compute.Operands), Result = Define(compute.Result) },
        Dimension dimension => dimension with { Array = Rewrite(dimension.Array), Result = Define(dimension.Result) },
        Load load => load with { Array = Rewrite(load.Array), Indices = Rewrite(load.Indices), Result = Define(load.Result) },
        Store store => store with { Array = Rewrite(store.Array), Indices = Rewrite(store.Indices), Value = Rewrite(store.Value) },
        Accumulate accumulate => accumulate with
        {
            Array = Rewrite(accumulate.Array),
            Indices = Rewrite(accumulate.Indices),
            Value = Rewrite(accumulate.Value),
        },
        Allocate allocate => allocate with
        {
            Lengths = Rewrite(allocate.Lengths),
            Offset = allocate.Offset is null ? null : Rewrite(allocate.Offset),
            Within = allocate.Within is null ? null : Rewrite(allocate.Within),
            Array = DefineArray(allocate.Array),
        },
        View view => new View(DefineArray(view.Array), (SectionArgument)Rewrite(view.Section)) { Origin = view.Origin },
        Kernel kernel => RewriteKernel(kernel),
        Call call => call with { Arguments = call.Arguments.Select(Rewrite).ToEquatableArray(), Results = call.Results.Select(Define).ToEquatableArray() },
        If branch => RewriteIf(branch),
        For loop => RewriteFor(loop),
        _ => throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}."),
    };

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
        return branch with { Condition = condition, Then = then, Else = otherwise, Results = branch.Results.Select(Define).ToEquatableArray() };
    }

    private For RewriteFor(For loop)
    {
        LoopRange range = Rewrite(loop.Range);
        EquatableArray<Operand> initials = loop.Carried.Select(carried => Rewrite(carried.Initial)).ToEquatableArray();
        Value index = Define(loop.Index);
        EquatableArray<Carried> carried = loop.Carried.Select((c, i) => new Carried(initials[i], Define(c.Entry))).ToEquatableArray();
        Block body = Rewrite(loop.Body);
        return loop with
        {
            Index = index,
            Range = range,
            Carried = carried,
            Body = body,
            Results = loop.Results.Select(Define).ToEquatableArray(),
            Guard = loop.Guard is { } guard ? RewriteGuard(guard, loop, carried) : null,
            Checkpointing = loop.Checkpointing is { } kept ? new Checkpointing(kept.State.Select(Rewrite).ToEquatableArray()) : null,
            Mirrors = loop.Mirrors is { } mirrored && _operands.TryGetValue(mirrored, out Operand? copy) && copy is Value copied ? copied.Id : loop.Mirrors,
        };
    }

    private static LoopGuard RewriteGuard(LoopGuard guard, For loop, EquatableArray<Carried> carried)
    {
        Value Renamed(Value entry) => carried[loop.PositionOf(entry)].Entry;
        return new LoopGuard(Renamed(guard.Running), guard.Next is null ? null : Renamed(guard.Next));
    }

    public LoopRange Rewrite(LoopRange range) => new(Rewrite(range.Start), range.Comparison, Rewrite(range.End), Rewrite(range.Step));

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
