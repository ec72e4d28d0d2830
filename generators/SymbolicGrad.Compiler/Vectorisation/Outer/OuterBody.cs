using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// The body of an outer loop for all lanes at once: what is the same in all iterations remains as it is, all else becomes vectors. A branch that
/// iterations decide differently becomes a mask, and is skipped where no lane takes it.
/// </summary>
/// <param name="element">The floating type that the loop computes with.</param>
/// <param name="dependence">What differs from iteration to iteration.</param>
/// <param name="memory">Where accesses go.</param>
/// <param name="arrays">The arrays that hold the lanes of others.</param>
/// <param name="oneByOne">Goes over the lanes one after the other.</param>
/// <param name="guards">Conditions that only ask whether a loop runs.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class OuterBody(ScalarType element, LaneDependence dependence, OuterMemory memory, LaneArrays arrays, LaneByLane oneByOne, ISet<int> guards, IdSource ids)
{
    /// <summary>What has become of the conditions that only ask whether a loop runs.</summary>
    public HashSet<int> Guards { get; } = [];

    private readonly ScalarType _vector = ScalarType.VectorOf(element);
    private readonly Dictionary<int, Operand> _scalars = [];
    private readonly Dictionary<int, Operand> _lanes = [];
    private readonly Stack<Dictionary<int, Value>> _broadcast = new();

    /// <summary>States what stands for a value in lanes.</summary>
    public void Define(Value scalar, Operand lanes) => _lanes.Add(scalar.Id, lanes);

    /// <summary>The block for all lanes; null where a statement has no form for them.</summary>
    /// <param name="block">The block of one iteration.</param>
    /// <param name="mask">Which lanes count; null for all.</param>
    /// <param name="asLanes">Says of each yield whether it shall be a vector.</param>
    /// <param name="before">What the block begins with.</param>
    /// <param name="after">What follows its statements.</param>
    public Block? Convert(Block block, Operand? mask, Func<int, bool> asLanes, IEnumerable<Statement>? before = null, IEnumerable<Statement>? after = null)
    {
        BlockBuilder output = new(ids);
        output.AddRange(before ?? []);
        _broadcast.Push([]);
        bool isDone = block.Statements.All(statement => TryAdd(statement, mask, output));
        List<Operand?> yields = isDone ? [.. block.Yields.Select((yielded, i) => asLanes(i) ? Lanes(yielded, output) : Scalar(yielded))] : [null];
        _broadcast.Pop();
        output.AddRange(after ?? []);
        return yields.Contains(null) ? null : FusedProducts.Run(output.ToBlock(yields.Select(yielded => yielded!).ToEquatableArray()), ids);
    }

    private bool TryAdd(Statement statement, Operand? mask, BlockBuilder output)
    {
        switch (statement)
        {
            case Dimension dimension:
                output.Add(dimension with { Result = Rename(dimension.Result) });
                return true;
            case Compute compute when dependence.IsVarying(compute.Result):
                // Integers that differ are asked for as indices only, which know what they are.
                return compute.Result.Type.IsInteger || TryAddLanes(compute, output);
            case Compute compute:
                output.Add(compute with { Result = Rename(compute.Result), Operands = compute.Operands.Select(operand => Scalar(operand)!).ToEquatableArray() });
                return mask is null || !compute.Operation.MayThrow;
            case Load load:
                return TryAdd(load, output);
            case Store store when Lanes(store.Value, output) is { } value:
                return arrays.Store(store, value, mask, memory.PlaceOf(store.Array, store.Indices), Place(store.Indices), output);
            case Accumulate accumulate when memory.PlaceOf(accumulate.Array, accumulate.Indices) == LanePlace.Picked:
                return mask is null && TryAddPicked(accumulate, output);
            case Accumulate accumulate when Lanes(accumulate.Value, output) is { } value:
                return arrays.Add(accumulate, value, mask, memory.PlaceOf(accumulate.Array, accumulate.Indices), Place(accumulate.Indices), output);
            case If branch when dependence.IsVarying(branch.Condition):
                return TryAddMasked(branch, mask, output);
            case If branch:
                return TryAddSame(branch, mask, output);
            case For loop:
                return TryAdd(loop, mask, output);
            default:
                return false;
        }
    }

    private bool TryAddLanes(Compute compute, BlockBuilder output)
    {
        Operation operation = compute.Operation;
        if (operation == Comparisons.Select && !dependence.IsVarying(compute.Operands[0]))
        {
            return TryAddSame(new If(compute.Operands[0], new Block([], [compute.Operands[1]]), new Block([], [compute.Operands[2]]), [compute.Result]), null, output);
        }

        bool hasForm = operation.Lanewise is not null || operation.Spelling is Spelling.Infix { Symbol: "+" or "-" or "*" or "/" or "&" or "|" or "^" } or Spelling.Prefix { Symbol: "-" };
        List<Operand?> operands = hasForm ? [.. compute.Operands.Select(operand => Lanes(operand, output))] : [null];
        if (operands.Contains(null))
        {
            return false;
        }

        Value result = ids.NewValue(_vector, compute.Result.Name, compute.Result.Meaning);
        output.Add(new Compute(result, operation, operands.Select(operand => operand!).ToEquatableArray()));
        _lanes.Add(compute.Result.Id, result);
        return true;
    }

    private bool TryAdd(Load load, BlockBuilder output)
    {
        LanePlace place = memory.PlaceOf(load.Array, load.Indices);
        if (place == LanePlace.Shared)
        {
            output.Add(load with { Result = Rename(load.Result), Indices = load.Indices.Select(index => Scalar(index)!).ToEquatableArray() });
            return true;
        }

        if (load.Result.Type != element)
        {
            return load.Result.Type.IsInteger;
        }

        Value result = ids.NewValue(_vector, load.Result.Name ?? QuantityNames.Of(load), load.Result.Meaning);
        _lanes.Add(load.Result.Id, result);
        if (place == LanePlace.Picked)
        {
            ArrayVariable picked = arrays.Picks(element);
            Value number = ids.NewValue(element);
            For? each = oneByOne.Over(load.Indices, Scalar, (lane, at) => [new Load(number, load.Array, at), new Store(picked, [lane], number)]);
            output.AddRange(each is null ? [] : [each, new Load(result, picked, [Constant.Int(0)])]);
            return each is not null;
        }

        return arrays.Load(load, result, place, Place(load.Indices), output);
    }

    private bool TryAddPicked(Accumulate accumulate, BlockBuilder output)
    {
        output.AddRange(arrays.BringHome(accumulate.Array));
        if (Scalar(accumulate.Value) is { } same)
        {
            For? eachSame = oneByOne.Over(accumulate.Indices, Scalar, (_, at) => [accumulate with { Indices = at, Value = same }]);
            output.AddRange(eachSame is null ? [] : [eachSame]);
            return eachSame is not null;
        }

        if (Lanes(accumulate.Value, output) is not { } value)
        {
            return false;
        }

        ArrayVariable picked = arrays.Picks(element);
        Value number = ids.NewValue(element);
        output.Add(new Store(picked, [Constant.Int(0)], value));
        For? each = oneByOne.Over(accumulate.Indices, Scalar, (lane, at) => [new Load(number, picked, [lane]), accumulate with { Indices = at, Value = number }]);
        output.AddRange(each is null ? [] : [each]);
        return each is not null;
    }

    /// <summary>The indices that are the same in all lanes; of others, none.</summary>
    private EquatableArray<Operand> Place(EquatableArray<Operand> indices) => indices.Where(index => !dependence.IsVarying(index)).Select(index => Scalar(index)!).ToEquatableArray();

    private bool TryAddSame(If branch, Operand? mask, BlockBuilder output)
    {
        bool AsLanes(int i) => dependence.IsVarying(branch.Results[i]);
        if (branch.Results.Any(result => result.Type.IsInteger && dependence.IsVarying(result)) || Convert(branch.Then, mask, AsLanes) is not { } then || Convert(branch.Else, mask, AsLanes) is not { } otherwise)
        {
            return false;
        }

        List<Value> results = [.. branch.Results.Select((result, i) => AsLanes(i) ? RenameLanes(result) : Rename(result))];
        Operand condition = Scalar(branch.Condition)!;
        if (branch.Condition is Value asked && guards.Contains(asked.Id))
        {
            Guards.Add(((Value)condition).Id);
        }

        output.Add(new If(condition, then, otherwise, results.ToEquatableArray()) { Origin = branch.Origin });
        return true;
    }

    private bool TryAddMasked(If branch, Operand? mask, BlockBuilder output)
    {
        if (Lanes(branch.Condition, output) is not { } condition
            || Side(branch.Then, condition, mask, output) is not { } then
            || Side(branch.Else, branch.Else.Statements.Count == 0 ? condition : New(output, Comparisons.Not, condition), mask, output) is not { } otherwise)
        {
            return false;
        }

        for (int i = 0; i < branch.Results.Count; i++)
        {
            Value result = RenameLanes(branch.Results[i]);
            output.Add(new Compute(result, Comparisons.Select, [condition, then[i], otherwise[i]]));
        }

        return branch.Results.All(result => !result.Type.IsInteger);
    }

    /// <summary>What one side yields; where it does more than compute, it is skipped where no lane takes it.</summary>
    private IReadOnlyList<Operand>? Side(Block side, Operand taken, Operand? mask, BlockBuilder output)
    {
        Operand lanes = side.Statements.Count == 0 || mask is null ? taken : New(output, Comparisons.And, mask, taken);
        if (side.Statements.All(statement => statement is Compute { Operation.MayThrow: false }))
        {
            bool isDone = side.Statements.All(statement => TryAdd(statement, lanes, output));
            List<Operand?> yields = isDone ? [.. side.Yields.Select(yielded => Lanes(yielded, output))] : [null];
            return yields.Contains(null) ? null : [.. yields.Select(yielded => yielded!)];
        }

        if (Convert(side, lanes, _ => true) is not { } block)
        {
            return null;
        }

        Value any = ids.NewValue(ScalarType.Boolean);
        List<Value> results = [.. side.Yields.Select(_ => ids.NewValue(_vector))];
        output.Add(new Compute(any, LaneOperations.Any, [lanes]));
        output.Add(new If(any, block, new Block([], results.Select(_ => (Operand)new Constant(_vector, 0)).ToEquatableArray()), results.ToEquatableArray()));
        return results;
    }

    private bool TryAdd(For loop, Operand? mask, BlockBuilder output)
    {
        bool AsLanes(int i) => dependence.IsVarying(loop.Carried[i].Entry);
        LoopRange range = loop.Range;
        bool isSame = !dependence.IsVarying(range.Start) && !dependence.IsVarying(range.End) && !dependence.IsVarying(range.Step);
        if (!isSame || loop.Guard is not null || loop.Range.IsUnbounded || loop.Carried.Any(carried => !carried.Entry.Type.IsFloating && dependence.IsVarying(carried.Entry)))
        {
            return false;
        }

        List<Operand?> initials = [.. loop.Carried.Select((carried, i) => AsLanes(i) ? Lanes(carried.Initial, output) : Scalar(carried.Initial))];
        if (initials.Contains(null))
        {
            return false;
        }

        LoopRange same = new(Scalar(range.Start)!, range.Comparison, Scalar(range.End)!, Scalar(range.Step)!);
        Value index = Rename(loop.Index);
        List<Carried> carried = [.. loop.Carried.Select((scalar, i) => new Carried(initials[i]!, AsLanes(i) ? RenameLanes(scalar.Entry) : Rename(scalar.Entry)))];
        if (Convert(loop.Body, mask, AsLanes) is not { } body)
        {
            return false;
        }

        List<Value> results = [.. loop.Results.Select((result, i) => AsLanes(i) ? RenameLanes(result) : Rename(result))];
        output.Add(new For(index, same, carried.ToEquatableArray(), body, results.ToEquatableArray()) { Origin = loop.Origin });
        return true;
    }

    private Value New(BlockBuilder output, Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(_vector);
        output.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }

    /// <summary>A value that is the same in all lanes.</summary>
    private Value Rename(Value scalar)
    {
        Value copy = ids.NewValue(scalar.Type, scalar.Name, scalar.Meaning);
        _scalars.Add(scalar.Id, copy);
        return copy;
    }

    private Value RenameLanes(Value scalar)
    {
        Value lanes = ids.NewValue(_vector, scalar.Name, scalar.Meaning);
        _lanes.Add(scalar.Id, lanes);
        return lanes;
    }

    /// <summary>The operand that all lanes share; null where they differ.</summary>
    private Operand? Scalar(Operand operand) =>
        dependence.IsVarying(operand) ? null : operand is Value value && _scalars.TryGetValue(value.Id, out Operand? copy) ? copy : operand;

    /// <summary>The operand in all lanes; null where it has none: integers, and conditions that all lanes share.</summary>
    private Operand? Lanes(Operand operand, BlockBuilder output)
    {
        if (operand is Constant constant)
        {
            return constant.Type == element ? new Constant(_vector, constant.Number) : null;
        }

        Value value = (Value)operand;
        if (_lanes.TryGetValue(value.Id, out Operand? lanes))
        {
            return lanes;
        }

        if (value.Type != element || Scalar(value) is not { } scalar)
        {
            return null;
        }

        foreach (Dictionary<int, Value> around in _broadcast)
        {
            if (around.TryGetValue(value.Id, out Value? known))
            {
                return known;
            }
        }

        Value everywhere = ids.NewValue(_vector);
        output.Add(new Compute(everywhere, LaneOperations.Broadcast, [scalar]));
        _broadcast.Peek().Add(value.Id, everywhere);
        return everywhere;
    }
}
