using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>The loops over directions, and the memory between them.</summary>
internal sealed partial class DirectionsTogether
{
    /// <summary>What waits, as a loop over directions.</summary>
    private void Flush(BlockBuilder output)
    {
        if (_pending.Count == 0 && _handedOn.Count == 0)
        {
            return;
        }

        Value lane = _ids.NewValue(ScalarType.Int32, _directions.Index.Name);
        BlockBuilder body = output.Nested();
        Rewriter rewriter = new();
        List<Operand> used = [.. _pending.SelectMany(statement => statement.AllOperands()), .. _handedOn.Select(part => part.Value)];
        HashSet<int> defined = [.. _pending.SelectMany(statement => statement.AllDefinitions()).Select(value => value.Id)];
        foreach (Value value in used.OfType<Value>().Where(value => !defined.Contains(value.Id) && _varying.Varies(value)))
        {
            Provide(value, lane, body, rewriter);
        }

        foreach (Statement statement in _pending)
        {
            body.AddRange(new Block([rewriter.Rewrite(statement)], []).SelectStatements(inner => InWide(inner, lane, body)).Statements);
        }

        Dictionary<int, int> here = used.OfType<Value>().GroupBy(value => value.Id).ToDictionary(uses => uses.Key, uses => uses.Count());
        foreach (Value result in _pending.SelectMany(statement => statement.Results()))
        {
            if (Uses(result) > (here.TryGetValue(result.Id, out int count) ? count : 0) && !_indexComputations.ContainsKey(result.Id))
            {
                _isPossible &= result.Type.IsFloating;
                body.Add(new Store(LanesOf(result), [lane], result));
            }
        }

        body.AddRange(_handedOn.Select(part => new Store(part.Lanes, [lane], rewriter.Rewrite(part.Value))));
        bool isNarrow = used.Any(operand => operand.Equals(_directions.Index) || (operand is Value value && _indexComputations.ContainsKey(value.Id)))
            || _pending.SelectMany(statement => statement.WithNested()).Any(statement => statement.Array()?.Id == _table.Id);
        output.Add(new For(lane, LoopRange.UpTo(isNarrow ? _width : _stride), [], body.ToBlock([]), []));
        _pending.Clear();
        _handedOn.Clear();
    }

    /// <summary>Makes a value of another loop over directions known in this one.</summary>
    private void Provide(Value value, Value lane, BlockBuilder body, Rewriter rewriter)
    {
        if (!ReferenceEquals(rewriter.Rewrite(value), value))
        {
            return;
        }

        if (value.Equals(_directions.Index))
        {
            rewriter.Replace(value, body.Compute(Arithmetic.Add, [_first, lane]));
        }
        else if (_indexComputations.TryGetValue(value.Id, out Compute? compute))
        {
            foreach (Value operand in compute.Operands.OfType<Value>().Where(operand => _varying.Varies(operand)))
            {
                Provide(operand, lane, body, rewriter);
            }

            rewriter.Replace(value, body.Compute(compute.Operation, rewriter.Rewrite(compute.Operands), value.Name));
        }
        else if (_lanes.TryGetValue(value.Id, out ArrayVariable? lanes))
        {
            rewriter.Replace(value, body.Load(lanes, [lane], value.Name));
        }
        else
        {
            _isPossible = false;
        }
    }

    /// <summary>Memory with an element of a value for each direction.</summary>
    private ArrayVariable LanesOf(Value value)
    {
        if (!_lanes.TryGetValue(value.Id, out ArrayVariable? lanes))
        {
            lanes = _ids.NewArray(value.Name ?? "tangent", value.Type, 1, ArrayStorage.Scratch);
            _lanes.Add(value.Id, lanes);
            _allocations.Add(new Allocate(lanes, [_stride], Zeroed: false));
        }

        return lanes;
    }

    /// <summary>The elements of all directions side by side: in a row for an element of a vector, in a part of the row for one of a matrix.</summary>
    private void Widen(Allocate allocate, BlockBuilder output)
    {
        ArrayVariable wide = _ids.NewArray(allocate.Array.Name, allocate.Array.Element, 2, ArrayStorage.Scratch);
        Operand width = allocate.Array.Rank == 1 ? _stride : output.Compute(Arithmetic.Multiply, [allocate.Lengths[1], _stride]);
        output.Add(allocate with { Array = wide, Lengths = [allocate.Lengths[0], width] });
        _wide.Add(allocate.Array.Id, wide);
        _lengths.Add(allocate.Array.Id, allocate.Lengths);
    }

    private IEnumerable<Statement> InWide(Statement statement, Value lane, BlockBuilder body)
    {
        if (statement.Array() is not { } array || !_wide.TryGetValue(array.Id, out ArrayVariable? wide))
        {
            return [statement];
        }

        BlockBuilder indexing = body.Nested();
        EquatableArray<Operand> place = statement.Place();
        Operand column = place.Count == 1 ? lane : indexing.Compute(Arithmetic.Add, [indexing.Compute(Arithmetic.Multiply, [place[1], _stride]), lane]);
        indexing.Add(statement switch
        {
            Load load => load with { Array = wide, Indices = [place[0], column] },
            Store store => store with { Array = wide, Indices = [place[0], column] },
            Accumulate accumulate => accumulate with { Array = wide, Indices = [place[0], column] },
            _ => throw new InvalidOperationException($"{statement.GetType().Name} of a tangent array was left out."),
        });
        return indexing.Statements;
    }
}
