using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// A loop over directions of which each iteration computes the same values and its own tangents becomes one that computes the values once, with
/// loops over the directions inside, around nothing but tangents: columns of a Jacobian side by side in memory, which vectors go over.
/// A tangent that one of these loops hands to another has an element for each direction, a tangent array as many times its elements.
/// </summary>
/// <remarks>Directions are taken a few at a time, since memory for all might be more than there is.</remarks>
internal sealed partial class DirectionsTogether
{
    private const int AtOnce = 32;

    // Whole vectors of doubles: elements that belong to no direction are computed with the others, and nobody reads them.
    private const int Multiple = 4;

    private readonly For _directions;
    private readonly VaryingPart _varying;
    private readonly ArrayVariable _table;
    private readonly IdSource _ids;
    private readonly Value _first, _width;
    private readonly Operand _stride;
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Compute> _indexComputations = [];
    private readonly Dictionary<int, ArrayVariable> _lanes = [];
    private readonly Dictionary<int, ArrayVariable> _wide = [];
    private readonly Dictionary<int, EquatableArray<Operand>> _lengths = [];
    private readonly List<Statement> _allocations = [];
    private readonly List<Statement> _pending = [];
    private readonly List<(ArrayVariable Lanes, Operand Value)> _handedOn = [];
    private bool _isPossible = true;

    private DirectionsTogether(For directions, ArrayVariable table, bool isCounted, IdSource ids, BlockBuilder before)
    {
        (_directions, _table, _ids) = (directions, table, ids);
        _varying = new VaryingPart(directions, table);
        _first = ids.NewValue(ScalarType.Int32, "first");
        _width = ids.NewValue(ScalarType.Int32, "width");

        // Scratch is sized when the function begins, before loops have counted.
        _stride = Constant.Int(AtOnce);
        if (!isCounted)
        {
            Value padded = before.Compute(Arithmetic.Add, [directions.Range.End, Constant.Int(Multiple - 1)]);
            Value multiple = before.Compute(Arithmetic.Multiply, [before.Compute(Arithmetic.IntegerDivide, [padded, Constant.Int(Multiple)]), Constant.Int(Multiple)]);
            _stride = before.Compute(Extrema.Min, [multiple, Constant.Int(AtOnce)], "stride");
        }

        foreach (Operand operand in directions.Body.AllOperands())
        {
            if (operand is Value value)
            {
                _uses[value.Id] = Uses(value) + 1;
            }
        }
    }

    /// <summary>The function with that loop changed; the function itself where directions cannot be separated from the rest.</summary>
    /// <param name="function">A Jacobian's function, after simplification.</param>
    /// <param name="index">The index of the loop over directions.</param>
    /// <param name="table">The Jacobian.</param>
    public static Function Run(Function function, Value index, ArrayVariable table)
    {
        int position = function.Body.Statements.ToList().FindIndex(statement => statement is For loop && loop.Index.Id == index.Id);
        if (position < 0 || function.Body.Statements[position] is not For { Carried.Count: 0, Guard: null } directions)
        {
            return function;
        }

        IdSource ids = new(function.NextId);
        BlockBuilder builder = new(ids);
        List<Statement> before = [.. function.Body.Statements.Take(position)], after = [.. function.Body.Statements.Skip(position + 1)];
        bool isCounted = before.OfType<For>().Any(loop => loop.Results.Any(result => result.Equals(directions.Range.End)));
        DirectionsTogether together = new(directions, table, isCounted, ids, builder);
        if (!together.TakeScratch(before, after) || !together._varying.IsSeparable(directions.Body))
        {
            return function;
        }

        Block body = together.Separate();
        if (!together._isPossible)
        {
            return function;
        }

        builder.AddRange(together._allocations);
        builder.Add(new For(together._first, directions.Range with { Step = Constant.Int(AtOnce) }, [], body, []));
        return function with { Body = function.Body with { Statements = [.. before, .. builder.Statements, .. after] }, NextId = ids.Next };
    }

    private int Uses(Value value) => _uses.TryGetValue(value.Id, out int count) ? count : 0;

    /// <summary>Takes the scratch of tangents that was allocated before the loop, to be allocated wider; false where others use it.</summary>
    private bool TakeScratch(List<Statement> before, List<Statement> after)
    {
        foreach (Allocate allocate in before.OfType<Allocate>().Where(allocate => _varying.Varies(allocate.Array)).ToList())
        {
            if (allocate is not { Within: null, Array: { Storage: ArrayStorage.Scratch, Rank: 1 or 2 } })
            {
                return false;
            }

            before.Remove(allocate);
            BlockBuilder widened = new(_ids);
            Widen(allocate, widened);
            _allocations.AddRange(widened.Statements);
        }

        return !before.Concat(after).SelectMany(statement => statement.WithNested()).SelectMany(statement => statement.Arrays())
            .Any(array => array.Id != _table.Id && _varying.Varies(array));
    }

    private Block Separate()
    {
        BlockBuilder body = new(_ids);
        Value left = body.Compute(Arithmetic.Subtract, [_directions.Range.End, _first]);
        body.Add(new Compute(_width, Extrema.Min, [left, Constant.Int(AtOnce)]));
        Separate(_directions.Body.Statements, body);
        Flush(body);
        return body.ToBlock([]);
    }

    private void Separate(EquatableArray<Statement> statements, BlockBuilder output)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Dimension dimension when _varying.Varies(dimension.Array) && dimension.Array.Id != _table.Id:
                    output.Add(new Compute(dimension.Result, Arithmetic.Add, [_lengths[dimension.Array.Id][dimension.Axis], Constant.Int(0)]));
                    break;
                case var _ when !_varying.Varies(statement):
                    output.Add(statement);
                    break;
                case Allocate allocate:
                    Widen(allocate, output);
                    break;
                case If branch when !_varying.Varies(branch.Condition):
                    Flush(output);
                    Separate(branch, output);
                    break;
                case For loop:
                    Separate(loop, output);
                    break;
                default:
                    // Of memory it touches only what varies: what else is written meanwhile does not matter to it.
                    if (statement is Compute { Result.Type.IsFloating: false } compute && compute.Operands.All(IsIndex))
                    {
                        _indexComputations.Add(compute.Result.Id, compute);
                    }

                    _pending.Add(statement);
                    break;
            }
        }
    }

    /// <summary>Whether it can be computed again wherever it is used.</summary>
    private bool IsIndex(Operand operand) =>
        !_varying.Varies(operand) || operand.Equals(_directions.Index) || (operand is Value value && _indexComputations.ContainsKey(value.Id));

    private void Separate(If branch, BlockBuilder output)
    {
        List<int> kept = [.. Enumerable.Range(0, branch.Results.Count).Where(i => !_varying.Varies(branch.Results[i]))];
        List<(int Position, ArrayVariable Lanes)> handed = [];
        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (!kept.Contains(i))
            {
                handed.Add((i, LanesOf(branch.Results[i])));
            }
        }

        Block Separated(Block block)
        {
            BlockBuilder inner = output.Nested();
            Separate(block.Statements, inner);
            _handedOn.AddRange(handed.Select(part => (part.Lanes, block.Yields[part.Position])));
            Flush(inner);
            return inner.ToBlock(kept.Select(i => block.Yields[i]).ToEquatableArray());
        }

        output.Add(branch with { Then = Separated(branch.Then), Else = Separated(branch.Else), Results = kept.Select(i => branch.Results[i]).ToEquatableArray() });
    }

    private void Separate(For loop, BlockBuilder output)
    {
        if (SplitOff(ref loop) is { } values)
        {
            output.Add(values);
        }

        List<int> kept = [.. Enumerable.Range(0, loop.Carried.Count).Where(i => !_varying.Varies(loop.Carried[i].Entry))];
        List<(int Position, ArrayVariable Lanes)> handed = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (!kept.Contains(i))
            {
                ArrayVariable lanes = LanesOf(loop.Carried[i].Entry);
                _lanes.Add(loop.Results[i].Id, lanes);
                handed.Add((i, lanes));
                _handedOn.Add((lanes, loop.Carried[i].Initial));
            }
        }

        Flush(output);
        BlockBuilder body = output.Nested();
        Separate(loop.Body.Statements, body);
        _handedOn.AddRange(handed.Select(part => (part.Lanes, loop.Body.Yields[part.Position])));
        Flush(body);
        For separated = loop with
        {
            Carried = kept.Select(i => loop.Carried[i]).ToEquatableArray(),
            Body = body.ToBlock(kept.Select(i => loop.Body.Yields[i]).ToEquatableArray()),
            Results = kept.Select(i => loop.Results[i]).ToEquatableArray(),
        };
        output.Add(Collapsed(separated, output) ?? separated);
    }
}
