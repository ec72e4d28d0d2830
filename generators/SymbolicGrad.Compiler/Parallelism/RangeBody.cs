using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Writes what loops over samples do to a range of them as a function: the same loops, from 0 to the number of samples in the range, on the
/// rows of these samples. So the passes that follow see what they would see of a smaller batch.
/// </summary>
internal sealed class RangeBody
{
    private readonly Function _function;
    private readonly IReadOnlyList<For> _loops;
    private readonly EquatableArray<SharedArray> _arrays;
    private readonly Definitions _definitions;
    private readonly IReadOnlyDictionary<int, Allocate> _allocations;
    private readonly LengthClasses _outerLengths;
    private readonly IdSource _ids;
    private readonly Rewriter _rewriter = new();
    private readonly Dictionary<int, ArrayVariable> _inside = [];
    private readonly ParameterNaming _names = new();
    private readonly List<Parameter> _parameters = [];
    private readonly List<Statement> _prologue = [];
    private readonly List<Operand> _numbers = [];
    private readonly Dictionary<int, Operand> _captured = [];

    public RangeBody(
        Function function, LoopGroup group, Definitions definitions, IReadOnlyDictionary<int, Allocate> allocations, LengthClasses lengths, IdSource ids)
    {
        (_function, _loops, _arrays, _definitions, _allocations, _outerLengths, _ids) = (function, group.Loops, group.Arrays, definitions, allocations, lengths, ids);
        Lengths = new LengthClasses([]);
    }

    /// <summary>What has to stand before the loop in the member.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>The arrays handed over, in order.</summary>
    public List<SharedArray> Passed { get; } = [];

    /// <summary>The numbers handed over, in order.</summary>
    public IReadOnlyList<Operand> Numbers => _numbers;

    /// <summary>Which lengths are equal in the function.</summary>
    public LengthClasses Lengths { get; private set; }

    public RangeFunction Write(string name, string of)
    {
        foreach (SharedArray shared in _arrays)
        {
            AddArray(shared);
        }

        List<ScalarParameter> sums = [];
        List<For> loops = [.. _loops.Select(loop => OnOwnRows(loop, sums))];
        HashSet<int> inside = [.. _loops.Concat(loops).SelectMany(loop => loop.AllDefinitions()).Concat(sums.Select(sum => sum.Value)).Select(value => value.Id)];
        foreach (Value used in loops.SelectMany(loop => loop.Body.AllOperands()).OfType<Value>().Distinct().Where(value => !inside.Contains(value.Id)).ToList())
        {
            Capture(used);
        }

        Value first = _ids.NewValue(ScalarType.Int32, "first"), count = _ids.NewValue(ScalarType.Int32, "count") with { IsCount = true };
        bool takesFirst = false;
        List<Statement> written = [];
        foreach ((For loop, For original) in loops.Zip(_loops, (loop, original) => (loop, original)))
        {
            For counted = loop with { Range = RangeOf(original, count) };
            if (loop.Body.AllOperands().Contains(original.Index))
            {
                takesFirst = true;
                counted = WithNumbersOfAll(counted, original.Index, first);
            }

            written.Add(_rewriter.Rewrite(counted));
        }

        _parameters.AddRange(sums);
        if (takesFirst)
        {
            _parameters.Add(new ScalarParameter(first, first.Name!, ParameterRole.Input, false));
        }

        _parameters.Add(new ScalarParameter(count, count.Name!, ParameterRole.Input, false));
        StateLengths(count);
        Block whole = new([.. _prologue, .. written], _loops.SelectMany(loop => loop.Results).Select(result => (Operand)result).ToEquatableArray());
        return new RangeFunction(
            name,
            of,
            new Function("Samples", _parameters.ToEquatableArray(), sums.Select(sum => new ReturnElement(sum.Value.Type, null)).ToEquatableArray(), whole, _ids.Next),
            Passed.Select(shared => shared.Sharing).ToEquatableArray(),
            takesFirst);
    }

    /// <summary>The loop with an index of its own for the rows that belong to the range, and with sums that begin as they are handed over.</summary>
    private For OnOwnRows(For loop, List<ScalarParameter> sums)
    {
        Value number = _ids.NewValue(ScalarType.Int32, loop.Index.Name);
        List<Carried> carried = [];
        foreach (Carried scalar in loop.Carried)
        {
            Value initial = _ids.NewValue(scalar.Entry.Type, scalar.Entry.Name);
            carried.Add(scalar with { Initial = initial });
            sums.Add(new ScalarParameter(initial, _names.Take(scalar.Entry.Name ?? "sum"), ParameterRole.Input, false));
        }

        return loop with { Index = number, Carried = carried.ToEquatableArray(), Body = AtOwnRows(WithoutOuterLengths(loop.Body), number), Mirrors = null };
    }

    /// <summary>Where the loop asks for a sample's number among all samples, it is calculated from the range's first.</summary>
    private For WithNumbersOfAll(For loop, Value original, Value first)
    {
        Value number = loop.Index with { Name = "i" }, global = _ids.NewValue(ScalarType.Int32, original.Name);
        _rewriter.Replace(loop.Index, number);
        _rewriter.Replace(original, global);
        return loop with { Index = number, Body = loop.Body with { Statements = loop.Body.Statements.Prepend(new Compute(global, Arithmetic.Add, [first, number])).ToEquatableArray() } };
    }

    /// <summary>In the order of the loop, so that one worker adds up as the loop itself does.</summary>
    private LoopRange RangeOf(For loop, Value count)
    {
        if (loop.Range.IsAscending)
        {
            return LoopRange.UpTo(count);
        }

        Value last = _ids.NewValue(ScalarType.Int32, "last");
        _prologue.Add(new Compute(last, Arithmetic.Subtract, [count, Constant.Int(1)]));
        return new LoopRange(last, LoopComparison.GreaterOrEqual, Constant.Int(0), Constant.Int(-1));
    }

    private void AddArray(SharedArray shared)
    {
        ArrayVariable array = shared.Array;
        if (array.RowsOf is { } rows)
        {
            // Both are one parameter; the elements may be those that nobody asks for.
            if (!_inside.ContainsKey(rows.Id))
            {
                AddArray(new SharedArray(rows, Sharing.Whole, IsWritten: false));
            }

            if (!_inside.ContainsKey(array.Id))
            {
                AddParameter(array, _ids.NewArray(_inside[rows.Id].Name, array.Element, array.Rank, array.Storage) with { RowsOf = _inside[rows.Id] }, ParameterRole.Input);
            }

            return;
        }

        if (_inside.ContainsKey(array.Id))
        {
            return;
        }

        ArrayStorage storage = (array.Storage, array.Rank, shared.IsWritten) switch
        {
            (ArrayStorage.Jagged, _, _) => ArrayStorage.Jagged,
            (_, 1, false) => ArrayStorage.ReadOnlySpan,
            (_, 1, true) => ArrayStorage.Span,
            (_, _, false) => ArrayStorage.ReadOnlySpan2D,
            _ => ArrayStorage.Span2D,
        };
        ArrayVariable part = _ids.NewArray(_names.Take(array.Name), array.Element, array.Rank, storage);
        part = array.Rank == 2 && storage != ArrayStorage.Jagged && (shared.Sharing != Sharing.Whole || array.MayHaveNoRows) ? part with { MayHaveNoRows = true } : part;
        AddParameter(array, part, shared.IsWritten ? ParameterRole.InOut : ParameterRole.Input);
        Passed.Add(shared);
        if (storage == ArrayStorage.Jagged && _function.RowLengthsOf(array) is { } lengths && !_inside.ContainsKey(lengths.Id))
        {
            AddParameter(lengths, _ids.NewArray(part.Name, lengths.Element, lengths.Rank, lengths.Storage) with { RowsOf = part }, ParameterRole.Input);
        }
    }

    private void AddParameter(ArrayVariable array, ArrayVariable part, ParameterRole role)
    {
        _inside.Add(array.Id, part);
        _rewriter.Replace(array, part);
        _parameters.Add(new ArrayParameter(part, part.Name, role, false));
    }

    /// <summary>Lengths are asked of the function's own arrays, or handed over: rows say how many samples the range has, not how many there are.</summary>
    private Block WithoutOuterLengths(Block body)
    {
        HashSet<int> own = [.. body.AllStatements.OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        return body.SelectStatements(statement =>
        {
            if (statement is not Dimension dimension || own.Contains(dimension.Array.Id))
            {
                return [statement];
            }

            if (LengthInside(dimension) is { } known)
            {
                _rewriter.Replace(dimension.Result, known);
            }
            else
            {
                Value outside = _ids.NewValue(ScalarType.Int32, dimension.Result.Name);
                Before.Add(dimension with { Result = outside });
                _rewriter.Replace(dimension.Result, AddNumber(outside, outside, dimension));
            }

            return [];
        });
    }

    /// <summary>The same length, of an array that the function has.</summary>
    private Operand? LengthInside(Dimension dimension)
    {
        foreach (SharedArray shared in Passed.OrderBy(shared => shared.Array.Id == dimension.Array.Id ? 0 : 1))
        {
            // Without columns some matrices have no rows.
            bool isReliable = shared.Array.Rank == 1 || (shared.Sharing != Sharing.Sum && !shared.Array.MayHaveNoRows);
            for (int axis = shared.Sharing == Sharing.Rows ? 1 : 0; isReliable && axis < shared.Array.Rank; axis++)
            {
                bool isOfRows = shared.Array.Storage == ArrayStorage.Jagged && axis == 1;
                bool isSame = shared.Array.Id == dimension.Array.Id ? axis == dimension.Axis : !isOfRows && AreEqual(shared.Array, axis, dimension.Array, dimension.Axis);
                if (isSame)
                {
                    Value length = _ids.NewValue(ScalarType.Int32, dimension.Result.Name);
                    _prologue.Add(new Dimension(length, _inside[shared.Array.Id], axis));
                    return length;
                }
            }
        }

        return null;
    }

    /// <summary>Integers of lengths are calculated again, so that the function knows what they are; other numbers are handed over.</summary>
    private Operand Capture(Operand operand)
    {
        if (operand is not Value value)
        {
            return operand;
        }

        if (_captured.TryGetValue(value.Id, out Operand? known))
        {
            return known;
        }

        switch (_definitions.Find(value))
        {
            case Dimension dimension when LengthInside(dimension) is { } length:
                known = length;
                break;
            case Compute { Operation.MayThrow: false, Result.Type.Kind: ScalarKind.Int32 } compute when compute.Operands.All(IsOfLengths):
                EquatableArray<Operand> operands = compute.Operands.Select(Capture).ToEquatableArray();
                Value copy = _ids.NewValue(value.Type, value.Name);
                _prologue.Add(compute with { Result = copy, Operands = operands });
                known = copy;
                break;
            default:
                known = AddNumber(_ids.NewValue(value.Type, value.Name), value, _definitions.Find(value));
                break;
        }

        _captured.Add(value.Id, known);
        _rewriter.Replace(value, known);
        return known;
    }

    private bool IsOfLengths(Operand operand) => operand is Constant || _definitions.Find(operand) switch
    {
        Dimension dimension => LengthInsideExists(dimension),
        Compute { Operation.MayThrow: false, Result.Type.Kind: ScalarKind.Int32 } compute => compute.Operands.All(IsOfLengths),
        _ => false,
    };

    private bool LengthInsideExists(Dimension dimension)
    {
        int before = _prologue.Count;
        bool exists = LengthInside(dimension) is not null;
        _prologue.RemoveRange(before, _prologue.Count - before);
        return exists;
    }

    private Value AddNumber(Value inside, Operand outside, Statement? definition)
    {
        inside = inside with { IsCount = definition is Dimension };
        _parameters.Add(new ScalarParameter(inside, _names.Take(inside.Name ?? (definition is null ? QuantityNames.Of(inside.Type) : QuantityNames.Of(definition))), ParameterRole.Input, false));
        _numbers.Add(outside);
        return inside;
    }

    /// <summary>The range's rows are counted from 0.</summary>
    private Block AtOwnRows(Block body, Value number)
    {
        HashSet<int> rows = [.. _arrays.Where(shared => shared.Sharing == Sharing.Rows).Select(shared => shared.Array.Id)];
        EquatableArray<Operand> Own(EquatableArray<Operand> indices) => indices.Select((place, axis) => axis == 0 ? number : place).ToEquatableArray();
        return body.SelectStatements(statement => statement switch
        {
            Load load when rows.Contains(load.Array.Id) => [load with { Indices = Own(load.Indices) }],
            Store store when rows.Contains(store.Array.Id) => [store with { Indices = Own(store.Indices) }],
            Accumulate accumulate when rows.Contains(accumulate.Array.Id) => [accumulate with { Indices = Own(accumulate.Indices) }],
            _ => [statement],
        });
    }

    /// <summary>Lengths in the member are one number: by its checks, or since scratch was allocated so long.</summary>
    private bool AreEqual(ArrayVariable left, int leftAxis, ArrayVariable right, int rightAxis)
    {
        (ArrayVariable? leftArray, leftAxis, Operand? leftLength) = Resolve(left, leftAxis);
        (ArrayVariable? rightArray, rightAxis, Operand? rightLength) = Resolve(right, rightAxis);
        return leftArray is not null && rightArray is not null
            ? _outerLengths.AreEqual(leftArray, leftAxis, rightArray, rightAxis)
            : leftLength is not null && leftLength.Equals(rightLength);
    }

    private (ArrayVariable? Array, int Axis, Operand? Length) Resolve(ArrayVariable array, int axis)
    {
        if (!_allocations.TryGetValue(array.Id, out Allocate? allocate))
        {
            return (array, axis, null);
        }

        Operand length = allocate.Lengths[axis];
        return _definitions.Find(length) is Dimension dimension ? Resolve(dimension.Array, dimension.Axis) : (null, axis, length);
    }

    private void StateLengths(Value count)
    {
        List<(SharedArray Shared, ArrayVariable Part)> parts = [.. Passed.Select(shared => (shared, _inside[shared.Array.Id]))];
        List<LengthCheck> equal = [];
        foreach ((SharedArray left, ArrayVariable leftPart) in parts)
        {
            foreach ((SharedArray right, ArrayVariable rightPart) in parts)
            {
                for (int axis = left.Sharing == Sharing.Rows ? 1 : 0; axis < left.Array.Rank; axis++)
                {
                    for (int other = right.Sharing == Sharing.Rows ? 1 : 0; other < right.Array.Rank; other++)
                    {
                        if (AreEqual(left.Array, axis, right.Array, other))
                        {
                            equal.Add(new LengthCheck(leftPart, axis, IsExact: true, new LengthOfArray(rightPart, other)));
                        }
                    }
                }
            }
        }

        Lengths = new LengthClasses(equal);
        foreach ((SharedArray shared, ArrayVariable part) in parts.Where(passed => passed.Shared.Sharing == Sharing.Rows))
        {
            Lengths.AddCount(count, part);
        }
    }
}
