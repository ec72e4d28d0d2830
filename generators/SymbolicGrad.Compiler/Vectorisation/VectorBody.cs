using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// The body of a loop, for all lanes at once. A branch becomes a mask: both sides are computed, and each lane selects its own,
/// so that nothing of the other side reaches it (0·∞ included).
/// </summary>
/// <param name="element">The type of the elements.</param>
/// <param name="index">The index of a vector's first element.</param>
/// <param name="extent">How many elements vectors touch.</param>
/// <param name="sections">The elements that accesses go through.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class VectorBody(ScalarType element, Value index, Operand extent, LoopSections sections, IdSource ids)
{
    private readonly ScalarType _vector = ScalarType.VectorOf(element);
    private readonly Dictionary<int, Operand> _lanes = [];
    private readonly List<Statement> _statements = [];
    private readonly List<Operand> _memoryTotals = [];

    /// <summary>What stands before and behind the vector loop.</summary>
    public List<Statement> Before { get; } = [];

    public List<Statement> After { get; } = [];

    public List<Carried> Carried { get; } = [];

    public List<Value> Results { get; } = [];

    /// <summary>What each of the loop's carried scalars has come to behind the vector loop.</summary>
    public List<Operand> Totals { get; } = [];

    /// <summary>What a power is multiplied by from vector to vector.</summary>
    private readonly Dictionary<int, Operand> _strides = [];

    /// <summary>A scalar that each iteration multiplies by the same number: the first vector of its powers, and the way to the next.</summary>
    public void AddPower(Carried carried, Value yielded, Operand factor, bool isUsed)
    {
        string name = (carried.Entry.Name ?? "power") + "Lanes";
        Value first = ids.NewValue(_vector, name), entry = ids.NewValue(_vector, name), result = ids.NewValue(_vector, name);
        Value power = ids.NewValue(element), stride = ids.NewValue(_vector, "stride"), total = ids.NewValue(element, carried.Entry.Name);
        Before.Add(new Compute(first, LaneOperations.Powers, [carried.Initial, factor]));
        Before.Add(new Compute(power, LaneOperations.PowerOfLanes, [factor]));
        Before.Add(new Compute(stride, LaneOperations.Broadcast, [power]));
        _lanes.Add(carried.Entry.Id, entry);
        if (!isUsed)
        {
            // The next power is asked for by the next iteration only.
            _lanes.Add(yielded.Id, entry);
        }

        _strides.Add(yielded.Id, stride);
        Carried.Add(new Carried(first, entry));
        Results.Add(result);
        Totals.Add(total);
        After.Add(new Compute(total, LaneOperations.FirstLane, [result]));
    }

    /// <summary>A scalar that the loop carries, as a total in every lane.</summary>
    /// <param name="carried">The scalar.</param>
    /// <param name="combination">How the lanes' totals become one.</param>
    /// <param name="result">What that is where no loop follows; null for a new value.</param>
    public void AddTotal(Carried carried, Combination combination, Value? result)
    {
        string name = (carried.Entry.Name ?? Camel(combination)) + "Lanes";
        Value entry = ids.NewValue(_vector, name), lanes = ids.NewValue(_vector, name);
        _lanes.Add(carried.Entry.Id, entry);
        Results.Add(lanes);
        Operand initial = new Constant(_vector, 0);
        if (combination != Combination.Sum)
        {
            Value everywhere = ids.NewValue(_vector);
            Before.Add(new Compute(everywhere, LaneOperations.Broadcast, [carried.Initial]));
            initial = everywhere;
        }

        Carried.Add(new Carried(initial, entry));
        Totals.Add(Combine(lanes, carried.Initial, combination, carried.Entry.Name, result));
    }

    private static string Camel(Combination combination) => char.ToLowerInvariant(combination.ToString()[0]) + combination.ToString().Substring(1);

    private Value Combine(Value lanes, Operand initial, Combination combination, string? name, Value? result)
    {
        bool isTotal = combination != Combination.Sum || initial is Constant { IsZero: true };
        Value total = isTotal ? result ?? ids.NewValue(element, name) : ids.NewValue(element, null);
        After.Add(new Compute(
            total,
            combination switch
            {
                Combination.Sum => LaneOperations.SumOfLanes,
                Combination.Max => LaneOperations.MaxOfLanes,
                Combination.Min => LaneOperations.MinOfLanes,
                _ => throw new InvalidOperationException($"Unknown combination {combination}."),
            },
            [lanes]));
        if (isTotal)
        {
            return total;
        }

        Value sum = result ?? ids.NewValue(element, name);
        After.Add(new Compute(sum, Arithmetic.Add, [initial, total]));
        return sum;
    }

    /// <summary>Adds the statements; false where one of them has no form for lanes.</summary>
    public bool TryAdd(Block body) => body.Statements.All(statement => TryAdd(statement, null));

    public Block Finish(EquatableArray<Operand> yields)
    {
        // The loop's own totals come first, those in memory behind them.
        EquatableArray<Operand> totals = yields.Select((yielded, i) => yielded is Value next && _strides.TryGetValue(next.Id, out Operand? stride)
                ? New(Arithmetic.Multiply, Carried[i].Entry, stride)
                : Lanes(yielded)!)
            .Concat(_memoryTotals).ToEquatableArray();
        return FusedProducts.Run(new Block(_statements.ToEquatableArray(), totals), ids);
    }

    private bool TryAdd(Statement statement, Operand? mask) => statement switch
    {
        Compute { Result.Type.Kind: ScalarKind.Int32 } or Dimension => true,
        Compute { Result: var known } when _lanes.ContainsKey(known.Id) => true,
        Compute compute => TryAdd(compute),
        Load load => TryAdd(load, mask),
        Store store => TryAdd(store, mask),
        Accumulate accumulate => TryAdd(accumulate, mask),
        If branch => TryAdd(branch, mask),
        _ => false,
    };

    private bool TryAdd(Compute compute)
    {
        if (compute is { Operation: var operation, Operands: [{ Type.Kind: ScalarKind.Int32 } integer] } && operation == Arithmetic.Convert && sections.IsFixed(integer))
        {
            Value number = ids.NewValue(element, compute.Result.Name, compute.Result.Meaning);
            Before.Add(compute with { Result = number, Operands = sections.Fixed(compute.Operands) });
            _lanes.Add(compute.Result.Id, New(LaneOperations.Broadcast, number));
            return true;
        }

        bool hasForm = compute.Operation.Lanewise is not null || compute.Operation.Spelling is Spelling.Infix { Symbol: "+" or "-" or "*" or "/" or "&" or "|" or "^" } or Spelling.Prefix { Symbol: "-" };
        List<Operand> operands = [];
        foreach (Operand operand in compute.Operands)
        {
            if (!hasForm || operand.Type.IsInteger || Lanes(operand) is not { } lanes)
            {
                return false;
            }

            operands.Add(lanes);
        }

        Add(compute.Result, compute.Operation, operands);
        return true;
    }

    private void Add(Value scalar, Operation operation, IEnumerable<Operand> operands)
    {
        Value result = ids.NewValue(_vector, scalar.Name, scalar.Meaning);
        _statements.Add(new Compute(result, operation, operands.ToEquatableArray()));
        _lanes.Add(scalar.Id, result);
    }

    private Value New(Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(_vector);
        _statements.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }

    private bool TryAdd(Load load, Operand? mask)
    {
        Stride stride = load.Result.Type == element ? sections.StrideOf(load.Array, load.Indices) : Stride.Other;
        if (stride == Stride.Other || (mask is not null && !sections.IsWhole(load.Array, load.Indices)))
        {
            return false;
        }

        Value result = ids.NewValue(_vector, load.Result.Name ?? QuantityNames.Of(load), load.Result.Meaning);
        if (stride == Stride.Unit)
        {
            ArrayVariable view = sections.View(load.Array, load.Indices, extent);
            _statements.Add(new Load(result, view, sections.Place(view, index)));
        }
        else
        {
            Value scalar = ids.NewValue(element, load.Result.Name);
            _statements.Add(new Load(scalar, load.Array, sections.Fixed(load.Indices)));
            _statements.Add(new Compute(result, LaneOperations.Broadcast, [scalar]));
        }

        _lanes.Add(load.Result.Id, result);
        return true;
    }

    private bool TryAdd(Store store, Operand? mask)
    {
        if (sections.StrideOf(store.Array, store.Indices) != Stride.Unit || Lanes(store.Value) is not { } value || (mask is not null && !sections.IsWhole(store.Array, store.Indices)))
        {
            return false;
        }

        ArrayVariable view = sections.View(store.Array, store.Indices, extent);
        EquatableArray<Operand> place = sections.Place(view, index);
        if (mask is not null)
        {
            Value old = ids.NewValue(_vector);
            _statements.Add(new Load(old, view, place));
            value = New(Comparisons.Select, mask, value, old);
        }

        _statements.Add(new Store(view, place, value));
        return true;
    }

    private bool TryAdd(Accumulate accumulate, Operand? mask)
    {
        if (Lanes(accumulate.Value) is not { } value)
        {
            return false;
        }

        value = mask is null ? value : New(Comparisons.Select, mask, value, new Constant(_vector, 0));
        if (sections.StrideOf(accumulate.Array, accumulate.Indices) == Stride.None)
        {
            AddToMemoryTotal(accumulate, value, isMasked: mask is not null);
            return true;
        }

        if (mask is not null && !sections.IsWhole(accumulate.Array, accumulate.Indices))
        {
            return false;
        }

        ArrayVariable view = sections.View(accumulate.Array, accumulate.Indices, extent);
        _statements.Add(new Accumulate(view, sections.Place(view, index), value));
        return true;
    }

    /// <summary>One element that every iteration adds to: the lanes' totals are added to it behind the loop.</summary>
    private void AddToMemoryTotal(Accumulate accumulate, Operand value, bool isMasked)
    {
        Value entry = ids.NewValue(_vector), next = ids.NewValue(_vector), result = ids.NewValue(_vector), sum = ids.NewValue(element);
        Carried.Add(new Carried(new Constant(_vector, 0), entry));
        Results.Add(result);
        _statements.Add(new Compute(next, Arithmetic.Add, [entry, value]));
        _memoryTotals.Add(next);

        // A loop that never runs, or a branch that it never takes, may well name an element that is not there.
        Value any = ids.NewValue(ScalarType.Boolean);
        Compute total = new(sum, LaneOperations.SumOfLanes, [result]);
        Accumulate adding = accumulate with { Indices = sections.Fixed(accumulate.Indices), Value = sum };
        After.AddRange(isMasked
            ? [total, new Compute(any, Comparisons.NotEqual, [sum, new Constant(element, 0)])]
            : [new Compute(any, Comparisons.GreaterThan, [extent, Constant.Int(0)])]);
        After.Add(new If(any, new Block(isMasked ? [adding] : [total, adding], []), Block.Empty, []));
    }

    private bool TryAdd(If branch, Operand? mask)
    {
        if (Lanes(branch.Condition) is not { } condition)
        {
            return false;
        }

        Operand then = mask is null ? condition : New(Comparisons.And, mask, condition);
        if (!branch.Then.Statements.All(statement => TryAdd(statement, then)))
        {
            return false;
        }

        if (branch.Else.Statements.Count > 0)
        {
            Operand opposite = New(Comparisons.Not, condition);
            Operand otherwise = mask is null ? opposite : New(Comparisons.And, mask, opposite);
            if (!branch.Else.Statements.All(statement => TryAdd(statement, otherwise)))
            {
                return false;
            }
        }

        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (branch.Results[i].Type.IsInteger || Lanes(branch.Then.Yields[i]) is not { } left || Lanes(branch.Else.Yields[i]) is not { } right)
            {
                return false;
            }

            Add(branch.Results[i], Comparisons.Select, [condition, left, right]);
        }

        return true;
    }

    /// <summary>The operand in all lanes; null where it has none: an integer, or a condition that does not depend on the lanes.</summary>
    private Operand? Lanes(Operand operand)
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

        return value.Type == element && !sections.IsInside(value) ? New(LaneOperations.Broadcast, value) : null;
    }
}
